import { createHash } from "node:crypto";
import type { Counter } from "./counted";
import { createLeases } from "./leases";
import { createMemoryRedis } from "./memory-redis";
import type { SharedStore } from "./shared-store";
import { type Allowance, createTokenBucket } from "./token-bucket";

/**
 * `api`: per API key. `api_wrong_key`: per address. `login`, `register`: per address. `login_account`: all unknown
 * devices of one account together. `login_device`: one known device.
 */
type LimitBucket = "api" | "api_wrong_key" | "login" | "register" | "login_account" | "login_device";

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
   * an infinite remainder. With a store elsewhere this may wait a fraction of a second; it never throws for a limit.
   */
  take(bucket: LimitBucket, key: string, cost?: number): Promise<LimitAnswer>;
};

type LimitOptions = {
  /** How many keys each bucket remembers, if not the usual. */
  capacity?: number;
  /** Where several processes count together. While it is away this process counts alone. */
  shared?: SharedStore | null;
  /** Tells the keys of this installation from those of another in the same store. */
  namespace?: string;
};

/** A working agent never sends a wrong key, a mistyped one in a roll-out sends one a minute and computer. */
const wrongKeyAllowance: Allowance = { limit: 60, periodSeconds: 60 };
const accountAllowance: Allowance = { limit: 10, periodSeconds: 3600 };

function allowanceOf(bucket: LimitBucket, settings: LimitSettings): Allowance {
  if (bucket === "api") return { limit: settings.apiLimit, periodSeconds: settings.apiPeriodSeconds };
  if (bucket === "login") return { limit: settings.loginLimit, periodSeconds: settings.loginPeriodSeconds };
  if (bucket === "register") return { limit: settings.registerLimit, periodSeconds: settings.registerPeriodSeconds };
  return bucket === "api_wrong_key" ? wrongKeyAllowance : accountAllowance;
}

/**
 * `settings` may be a function: it is asked at each take, and a changed allowance counts anew from there. `clock`
 * gives milliseconds since the epoch.
 */
export function createLimits(
  settings: LimitSettings | (() => LimitSettings),
  clock: () => number,
  { capacity, shared = null, namespace = "" }: LimitOptions = {},
): Limits {
  const read = typeof settings === "function" ? settings : () => settings;
  const counters = new Map<LimitBucket, Allowance & { counter: Counter }>();

  function counterOf(bucket: LimitBucket, { limit, periodSeconds }: Allowance): Counter {
    const known = counters.get(bucket);
    if (known?.limit === limit && known.periodSeconds === periodSeconds) return known.counter;
    const counter = makeCounter(bucket, { limit, periodSeconds });
    counters.set(bucket, { limit, periodSeconds, counter });
    return counter;
  }

  function makeCounter(bucket: LimitBucket, allowance: Allowance): Counter {
    // One store each: what strangers pour into one bucket must not push out what another has counted.
    const local = createTokenBucket(createMemoryRedis(clock, capacity), bucket, allowance);
    if (!shared) return local;
    // Processes that have not heard of a changed limit yet must not count in the same place.
    const prefix = `winauthmon:${namespace}:${bucket}:${allowance.limit}/${allowance.periodSeconds}`;
    // What was counted together is counted here as well, so that an outage begins where this process stood.
    const onPaid = (key: string, cost: number) => void local.take(key, cost);
    const together = createLeases(createTokenBucket(shared.store, prefix, allowance), {
      limit: allowance.limit,
      clock,
      onPaid,
    });
    return {
      async take(key, cost) {
        const name = nameOf(key);
        try {
          return await together.take(name, cost);
        } catch {
          return local.take(name, cost);
        }
      },
    };
  }

  async function take(bucket: LimitBucket, key: string, cost = 1): Promise<LimitAnswer> {
    const current = read();
    const allowance = allowanceOf(bucket, current);
    const now = clock();
    if (!current.enabled || allowance.limit <= 0) {
      const unlimited = Number.POSITIVE_INFINITY;
      return { ok: true, limit: unlimited, remaining: unlimited, resetAt: new Date(now), retryAfterSeconds: 0 };
    }
    const { ok, limit, remaining, resetAt } = await counterOf(bucket, allowance).take(key, cost);
    const retryAfterSeconds = ok ? 0 : Math.max(1, Math.ceil((resetAt - now) / 1000));
    return { ok, limit, remaining, resetAt: new Date(resetAt), retryAfterSeconds };
  }

  return { take };
}

/** Addresses and names of accounts do not leave this process in the clear, and a key has one length. */
function nameOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url").slice(0, 22);
}
