/** What a key is good for at an instant. `ending`: it works, until a date that has been set. */
export type KeyState = "active" | "ending" | "expired" | "disabled";

/** The same rule by which ingest judges a key; a deleted key is no longer listed at all. */
export function keyStateOf(key: { isActive: boolean; expiresAt: Date | null }, now: Date): KeyState {
  if (!key.isActive) return "disabled";
  if (key.expiresAt === null) return "active";
  return key.expiresAt > now ? "ending" : "expired";
}

/** How long the old key of a rotation goes on working, in hours: what an office of computers needs to be changed over. */
export const overlaps = [0, 1, 24, 7 * 24, 30 * 24] as const;
export type OverlapHours = (typeof overlaps)[number];

/** When the old key ends. A rotation never makes a key live longer than it would have. */
export function endOfOverlap(key: { expiresAt: Date | null }, hours: OverlapHours, now: Date): Date {
  const end = new Date(now.getTime() + hours * 3_600_000);
  return key.expiresAt !== null && key.expiresAt < end ? key.expiresAt : end;
}
