import { Ratelimit } from "@upstash/ratelimit";
import type { Counter } from "./counted";

/** `limit` in `periodSeconds`; a limit of 0 means unlimited. */
export type Allowance = { limit: number; periodSeconds: number };

export type TokenStore = ConstructorParameters<typeof Ratelimit>[0]["redis"];

/** A window that opens with the first request and refills as a whole: "6,000 in 60 s" as an operator reads it. */
export function createTokenBucket(store: TokenStore, prefix: string, { limit, periodSeconds }: Allowance): Counter {
  const limiter = new Ratelimit({
    redis: store,
    limiter: Ratelimit.tokenBucket(limit, `${periodSeconds} s`, limit),
    prefix,
    // Its cache would block single events after one refused batch; its timeout would let everybody in.
    ephemeralCache: false,
    timeout: 0,
    analytics: false,
  });
  return {
    async take(key, cost) {
      const answer = await limiter.limit(key, { rate: cost });
      // A refusal of the package says nothing is left; a refused batch may have left something for smaller ones.
      const { remaining } = answer.success || cost === 1 ? answer : await limiter.getRemaining(key);
      return { ok: answer.success, limit: answer.limit, remaining, resetAt: answer.reset };
    },
  };
}
