import { defaultCapacity, makeRoom } from "./bounded";

/**
 * What `@upstash/ratelimit` needs of Redis, kept in this process. It knows exactly the two scripts of the token
 * bucket, by the hash the package sends; another script is refused loudly, so that an update of the package cannot
 * silently change what is counted.
 */
const takeScript = "d60be5bd3d83482ae229309f1f7425424f891204";
const remainingScript = "40daf4a441df736f5c99f8b77bbe176c909e5de4";

type Bucket = { refilledAt: number; tokens: number; expiresAt: number };

/** `clock` gives milliseconds and replaces the caller's own time, so that all buckets follow one clock. */
export function createMemoryRedis(clock: () => number, capacity = defaultCapacity) {
  const buckets = new Map<string, Bucket>();

  function take(key: string, limit: number, interval: number, refill: number, cost: number): number[] {
    const now = clock();
    const known = buckets.get(key);
    let { refilledAt, tokens } = known && known.expiresAt > now ? known : { refilledAt: now, tokens: limit };
    if (now >= refilledAt + interval) {
      const refills = Math.floor((now - refilledAt) / interval);
      tokens = Math.min(limit, tokens + refills * refill);
      refilledAt += refills * interval;
    }
    if (cost > 0 && tokens < cost) return [-1, refilledAt + interval, limit];
    const remaining = tokens - cost;
    if (!known) makeRoom(buckets, capacity, (bucket) => bucket.expiresAt <= now);
    const expiresAt = now + Math.ceil((limit - remaining) / refill) * interval;
    // Deleted first, so that the map's order is that of the last count.
    buckets.delete(key);
    buckets.set(key, { refilledAt, tokens: remaining, expiresAt });
    return [remaining, refilledAt + interval, limit];
  }

  function look(key: string, limit: number): number[] {
    const bucket = buckets.get(key);
    return bucket && bucket.expiresAt > clock() ? [bucket.tokens, bucket.refilledAt, limit] : [limit, -1, limit];
  }

  const refuse = (): never => {
    throw new Error("The in-process limiter knows only the token bucket of @upstash/ratelimit 2.2.0.");
  };

  return {
    size: () => buckets.size,
    evalsha: async <Values extends unknown[], Answer>(
      hash: string,
      keys: string[],
      values: Values,
    ): Promise<Answer> => {
      const key = keys[0] ?? "";
      const [limit = 0, interval = 0, refill = 0, , cost = 0] = values.map(Number);
      if (hash === takeScript) return take(key, limit, interval, refill, cost) as Answer;
      if (hash === remainingScript) return look(key, limit) as Answer;
      return refuse();
    },
    eval: async <Values extends unknown[], Answer>(
      _script: string,
      _keys: string[],
      _values: Values,
    ): Promise<Answer> => refuse(),
    get: async <Value>(_key: string): Promise<Value | null> => refuse(),
    set: async (): Promise<never> => refuse(),
    del: async (): Promise<never> => refuse(),
  };
}
