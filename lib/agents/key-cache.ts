import type { AgentKey } from "./agent-key";

/** Half a second: a revoked key must stop working within one. */
const freshForMs = 500;
const knownCapacity = 10_000;
const unknownCapacity = 1_000;

type Entry = { key: AgentKey | null; until: number };

/**
 * Remembers keys for half a second and joins lookups of the same key that are under way. Known and unknown keys are
 * kept apart, both bounded, so that guessing neither grows memory nor pushes out the keys that work.
 * `find` looks a hash up; its failures are never remembered. `clock` gives milliseconds.
 */
export function createKeyCache(find: (keyHash: string) => Promise<AgentKey | null>, clock: () => number) {
  const known = new Map<string, Entry>();
  const unknown = new Map<string, Entry>();
  const underWay = new Map<string, Promise<AgentKey | null>>();
  let generation = 0;

  function remember(keyHash: string, key: AgentKey | null, until: number): void {
    const [entries, others, capacity] = key ? [known, unknown, knownCapacity] : [unknown, known, unknownCapacity];
    others.delete(keyHash);
    entries.delete(keyHash);
    entries.set(keyHash, { key, until });
    const oldest = entries.keys().next();
    if (entries.size > capacity && !oldest.done) entries.delete(oldest.value);
  }

  async function lookUp(keyHash: string): Promise<AgentKey | null> {
    // The half second starts before the lookup: what the database said is at least as old as the question.
    const until = clock() + freshForMs;
    const asked = generation;
    try {
      const key = await find(keyHash);
      if (asked === generation) remember(keyHash, key, until);
      return key;
    } finally {
      if (asked === generation) underWay.delete(keyHash);
    }
  }

  return {
    size: () => known.size + unknown.size,
    /** After a change of keys: the next request asks again, and answers to questions of before are not remembered. */
    forget(): void {
      generation++;
      for (const entries of [known, unknown, underWay]) entries.clear();
    },
    async get(keyHash: string): Promise<AgentKey | null> {
      const entry = known.get(keyHash) ?? unknown.get(keyHash);
      if (entry && entry.until > clock()) return entry.key;
      const waiting = underWay.get(keyHash);
      if (waiting) return waiting;
      const lookup = lookUp(keyHash);
      underWay.set(keyHash, lookup);
      return lookup;
    },
  };
}
