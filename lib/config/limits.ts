import type { KeyName } from "./keys";
import type { Config, RateLimitConfig } from "./types";

type LimitValues = {
  ENABLE_RATE_LIMITING: boolean;
  LOGIN_LIMIT: number;
  LOGIN_PERIOD: number;
  REGISTER_LIMIT: number;
  REGISTER_PERIOD: number;
  API_LIMIT: number;
  API_PERIOD: number;
};

const limitKeys: Record<keyof RateLimitConfig, keyof LimitValues> = {
  enabled: "ENABLE_RATE_LIMITING",
  loginLimit: "LOGIN_LIMIT",
  loginPeriodSeconds: "LOGIN_PERIOD",
  registerLimit: "REGISTER_LIMIT",
  registerPeriodSeconds: "REGISTER_PERIOD",
  apiLimit: "API_LIMIT",
  apiPeriodSeconds: "API_PERIOD",
};

type Given = ReadonlyMap<KeyName, { fromIni: boolean }>;

/**
 * The limits, and which of them the operator chose: all that stand in the environment, and in config.ini what differs
 * from `defaults`, because the earlier product wrote every key there by itself.
 */
export function readLimits(
  read: LimitValues,
  given: Given,
  defaults: LimitValues,
): Pick<Config, "rateLimits" | "givenRateLimits"> {
  const names = Object.keys(limitKeys) as (keyof RateLimitConfig)[];
  const isChosen = (key: keyof LimitValues): boolean =>
    given.has(key) && (given.get(key)?.fromIni === false || read[key] !== defaults[key]);
  return {
    rateLimits: {
      enabled: read.ENABLE_RATE_LIMITING,
      loginLimit: read.LOGIN_LIMIT,
      loginPeriodSeconds: read.LOGIN_PERIOD,
      registerLimit: read.REGISTER_LIMIT,
      registerPeriodSeconds: read.REGISTER_PERIOD,
      apiLimit: read.API_LIMIT,
      apiPeriodSeconds: read.API_PERIOD,
    },
    givenRateLimits: names.filter((name) => isChosen(limitKeys[name])),
  };
}

type RedisValues = Partial<Record<"REDIS_URL" | "UPSTASH_REDIS_REST_URL" | "UPSTASH_REDIS_REST_TOKEN", string>>;

/** Upstash's address and token belong together, and limits are counted in one place. */
export function readRedis(
  read: RedisValues,
  given: Given,
  problem: (key: KeyName, rule: string) => void,
): Pick<Config, "redisUrl" | "upstash"> {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = read;
  const [hasUrl, hasToken] = [given.has("UPSTASH_REDIS_REST_URL"), given.has("UPSTASH_REDIS_REST_TOKEN")];
  if (hasUrl !== hasToken) {
    const lonely = hasUrl ? "UPSTASH_REDIS_REST_URL" : "UPSTASH_REDIS_REST_TOKEN";
    problem(lonely, "stands alone; UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN belong together");
  } else if (hasUrl && given.has("REDIS_URL")) {
    problem("REDIS_URL", "stands beside UPSTASH_REDIS_REST_URL; limits are counted in one of the two");
  }
  return {
    redisUrl: REDIS_URL ?? null,
    upstash: url === undefined || token === undefined ? null : { url, token },
  };
}
