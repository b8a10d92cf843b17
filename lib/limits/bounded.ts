/** Enough for every key and address of a large installation; 100,000 buckets are about 15 MB. */
export const defaultCapacity = 100_000;

/**
 * Makes room in a full map: what has expired goes first, then whoever was counted longest ago (the map's own order).
 * A tenth is freed at a time, for looking through all of them for each new key would make a flood of keys dear.
 */
export function makeRoom<Entry>(
  entries: Map<string, Entry>,
  capacity: number,
  isOver: (entry: Entry) => boolean,
): void {
  if (entries.size < capacity) return;
  for (const [key, entry] of entries) if (isOver(entry)) entries.delete(key);
  const kept = Math.floor(capacity * 0.9);
  for (const key of entries.keys()) {
    if (entries.size <= kept) return;
    entries.delete(key);
  }
}
