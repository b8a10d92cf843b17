import { Ratelimit } from "@upstash/ratelimit";
import { createMemoryRedis } from "./memory-redis";

/**
 * `api`: per API key. `api_wrong_key`: per address. `login`, `register`: per address. `login_account`: all unknown
 * devices of one account together. `login_device`: one known device.
 */
export type LimitBucket = "api" | "api_wrong_key" | "login" | "register" | "login_account" | "login_device";

/** The part of the configuration that sets limits. A limit of 0 means unlimited. */
export type LimitSettings = {
  enabled: boolean;
  loginLimit: number;
  loginPeriodSeconds: number;
  registerLimit: number;
  registerPeriodSeconds: number;
  apiLimit: number;
  apiPeriodSeconds: number;
};

/** `remaining` is what is left after this call; `resetAt` is when the full limit is there again. */
export type LimitAnswer = { ok: boolean; limit: number; remaining: number; resetAt: Date; retryAfterSeconds: number };

export type Limits = {
  /**
   * Takes `cost` of what is left for `key`, or nothing at all if less is left. Unlimited buckets always answer ok with
   * an infinite remainder. With a store elsewhere this may wait; it never throws for a limit.
   */
  take(bucket: LimitBucket, key: string, cost?: number): Promise<LimitAnswer>;
};

type Allowance = { limit: number; periodSeconds: number };

/** A working agent never sends a wrong key, a mistyped one in a roll-out sends one a minute and computer. */
const wrongKeyAllowance: Allowance = { limit: 60, periodSeconds: 60 };
const accountAllowance: Allowance = { limit: 10, periodSeconds: 3600 };

/** `clock` gives milliseconds since the epoch; `capacity` is how many keys each bucket remembers, if not the usual. */
export function createLimits(settings: LimitSettings, clock: () => number, capacity?: number): Limits {
  const allowances: Record<LimitBucket, Allowance> = {
    api: { limit: settings.apiLimit, periodSeconds: settings.apiPeriodSeconds },
    api_wrong_key: wrongKeyAllowance,
    login: { limit: settings.loginLimit, periodSeconds: settings.loginPeriodSeconds },
    register: { limit: settings.registerLimit, periodSeconds: settings.registerPeriodSeconds },
    login_account: accountAllowance,
    login_device: accountAllowance,
  };

  /** A window that opens with the first request and refills as a whole: "6,000 in 60 s" as an operator reads it. */
  function limiterOf(bucket: string, { limit, periodSeconds }: Allowance): Ratelimit | null {
    if (!settings.enabled || limit <= 0) return null;
    return new Ratelimit({
      // One store each: what strangers pour into one bucket must not push out what another has counted.
      redis: createMemoryRedis(clock, capacity),
      limiter: Ratelimit.tokenBucket(limit, `${periodSeconds} s`, limit),
      prefix: bucket,
      // Its cache would block single events after one refused batch; its timeout would let everybody in.
      ephemeralCache: false,
      timeout: 0,
      analytics: false,
    });
  }

  const limiters = new Map(Object.entries(allowances).map(([name, allowance]) => [name, limiterOf(name, allowance)]));

  async function take(bucket: LimitBucket, key: string, cost = 1): Promise<LimitAnswer> {
    const limiter = limiters.get(bucket);
    const now = clock();
    if (!limiter) {
      const unlimited = Number.POSITIVE_INFINITY;
      return { ok: true, limit: unlimited, remaining: unlimited, resetAt: new Date(now), retryAfterSeconds: 0 };
    }
    const answer = await limiter.limit(key, { rate: cost });
    // A refusal of the package says nothing is left; a refused batch may have left something for smaller ones.
    const { remaining } = answer.success || cost === 1 ? answer : await limiter.getRemaining(key);
    const retryAfterSeconds = answer.success ? 0 : Math.max(1, Math.ceil((answer.reset - now) / 1000));
    return { ok: answer.success, limit: answer.limit, remaining, resetAt: new Date(answer.reset), retryAfterSeconds };
  }

  return { take };
}
