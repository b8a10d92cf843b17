import { parseConfig } from "@/lib/config/parse-config";

const upstash = { UPSTASH_REDIS_REST_URL: "https://eu1.example.io/", UPSTASH_REDIS_REST_TOKEN: "canary-token" };

test("a limit counts as given in the environment always, in config.ini when it differs from the default", () => {
  const ini = "[rate_limiting]\nLOGIN_LIMIT = 10\nREGISTER_LIMIT = 50\n";
  const env = { ENABLE_RATE_LIMITING: "true", API_PERIOD: "60" };
  expect(parseConfig({ env, ini }).config.givenRateLimits).toEqual(["enabled", "registerLimit", "apiPeriodSeconds"]);
});

test("the limit the earlier product wrote by itself is not given", () => {
  const ini = "[rate_limiting]\nAPI_LIMIT = 60\nAPI_PERIOD = 60\n";
  expect(parseConfig({ env: {}, ini }).config.givenRateLimits).toEqual([]);
});

test("Upstash's address and token are taken together", () => {
  const { config, problems } = parseConfig({ env: upstash, ini: null });
  expect(problems).toEqual([]);
  expect(config.upstash).toEqual({ url: "https://eu1.example.io", token: "canary-token" });
  expect(config.redisUrl).toBeNull();
});

test.each([
  [{ UPSTASH_REDIS_REST_URL: upstash.UPSTASH_REDIS_REST_URL }, "UPSTASH_REDIS_REST_URL", "stands alone"],
  [{ UPSTASH_REDIS_REST_TOKEN: "canary-token" }, "UPSTASH_REDIS_REST_TOKEN", "stands alone"],
  [{ ...upstash, REDIS_URL: "redis://:canary@r" }, "REDIS_URL", "limits are counted in one of the two"],
])("what does not fit together stops the start and shows no secret: %#", (env, key, words) => {
  const { problems } = parseConfig({ env, ini: null });
  expect(problems).toEqual([expect.stringContaining(`${key}: its value (not shown) stands`)]);
  expect(problems[0]).toContain(words);
  expect(problems[0]).not.toContain("canary");
});

test.each([
  ["UPSTASH_REDIS_REST_URL", "http://canary.example", "is not https://…"],
  ["UPSTASH_REDIS_REST_URL", "https://canary@x.example", "is not https://…"],
  ["UPSTASH_REDIS_REST_TOKEN", "canary canary", "is empty or holds spaces"],
])("%s %s is refused and not shown", (key, value, rule) => {
  const { problems } = parseConfig({ env: { ...upstash, [key]: value }, ini: null });
  expect(problems).toEqual([expect.stringContaining(`${key}: its value (not shown) ${rule}`)]);
  expect(problems[0]).not.toContain("canary");
});
