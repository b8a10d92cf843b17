import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** How long a device counts as known after its last sign-in. */
export const knownDeviceDays = 90;
const lifeMs = knownDeviceDays * 86_400_000;

/** A browser somebody has signed in with before. It proves nothing but that strangers' tries are not its own. */
export type KnownDevice = { userId: number; deviceId: string };

function sign(body: string, key: Buffer): string {
  return createHmac("sha256", key).update(body).digest("base64url");
}

/** The cookie's value. `key`: deriveKey(secret, "known-device"). A device keeps its id when it signs in again. */
export function knownDeviceCookie(userId: number, known: KnownDevice | null, now: Date, key: Buffer): string {
  const deviceId = known?.userId === userId ? known.deviceId : randomBytes(12).toString("base64url");
  const body = `${userId}.${deviceId}.${now.getTime()}`;
  return `${body}.${sign(body, key)}`;
}

/** Null for a cookie that is absent, too old, from the future or not signed by this installation. */
export function readKnownDevice(cookie: string | undefined, now: Date, key: Buffer): KnownDevice | null {
  const match = /^((\d{1,10})\.([A-Za-z0-9_-]{16})\.(\d{13}))\.([A-Za-z0-9_-]{43})$/.exec(cookie ?? "");
  if (!match) return null;
  const [, body = "", userId = "", deviceId = "", madeAt = "", signature = ""] = match;
  const expected = Buffer.from(sign(body, key));
  if (!timingSafeEqual(expected, Buffer.from(signature))) return null;
  const age = now.getTime() - Number(madeAt);
  return age >= 0 && age < lifeMs ? { userId: Number(userId), deviceId } : null;
}
