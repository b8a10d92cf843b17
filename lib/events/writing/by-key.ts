import type { SqlValue } from "@/lib/db/database";

/** Two Dates of the same instant are two objects: only their numbers can be equal. */
const comparable = (value: SqlValue | undefined) => (value instanceof Date ? value.getTime() : (value ?? null));

/**
 * Orders rows by their columns from the first on, so that two processes that write the same rows take their locks
 * in the same order and never wait for each other in a circle. What is null comes first.
 */
export function byKey(one: readonly SqlValue[], other: readonly SqlValue[]): number {
  for (let place = 0; place < one.length; place++) {
    const value = comparable(one[place]);
    const against = comparable(other[place]);
    if (value === against) continue;
    if (value === null) return -1;
    if (against === null) return 1;
    return value < against ? -1 : 1;
  }
  return 0;
}
