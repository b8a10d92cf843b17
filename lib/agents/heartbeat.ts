/** A stretch in which a computer was alive; both ends were seen. `bootId` is "" when the agent sent none. */
export type AliveInterval = { from: Date; to: Date; bootId: string };

/** Two beats this near belong together: finer than any allowed `staleAfterSeconds` (9-data). */
export const beatGapMs = 120_000;

function joins(one: AliveInterval, other: AliveInterval): boolean {
  if (one.bootId !== other.bootId) return false;
  const gap = Math.max(one.from.getTime(), other.from.getTime()) - Math.min(one.to.getTime(), other.to.getTime());
  return gap <= beatGapMs;
}

const later = (one: Date, other: Date): Date => (one > other ? one : other);
const earlier = (one: Date, other: Date): Date => (one < other ? one : other);

export type Merged = {
  /** All intervals afterwards, in no particular order. */
  intervals: AliveInterval[];
  /** True when the beat was known already: nothing changes. */
  covered: boolean;
  /** The beat only lengthened one interval at its end. */
  extendedEnd: boolean;
};

/**
 * Adds what an agent said to the intervals of its computer. Those of one boot that overlap or are at most 120 s apart
 * become one, so the outcome is the same in any order and however often it is said.
 */
export function addAlive(known: readonly AliveInterval[], added: AliveInterval): Merged {
  const covered = known.some(
    (entry) => entry.bootId === added.bootId && entry.from <= added.from && entry.to >= added.to,
  );
  if (covered) return { intervals: [...known], covered: true, extendedEnd: false };
  const touched: AliveInterval[] = [];
  let merged = added;
  let rest = [...known];
  // A joined interval can reach a further one, so look again until nothing joins.
  for (let found = rest.filter((entry) => joins(entry, merged)); found.length > 0; ) {
    touched.push(...found);
    rest = rest.filter((entry) => !found.includes(entry));
    for (const entry of found) {
      merged = { bootId: added.bootId, from: earlier(merged.from, entry.from), to: later(merged.to, entry.to) };
    }
    const reach = merged;
    found = rest.filter((entry) => joins(entry, reach));
  }
  const [only] = touched;
  const extendedEnd = touched.length === 1 && only !== undefined && only.from <= added.from;
  return { intervals: [...rest, merged], covered: false, extendedEnd };
}
