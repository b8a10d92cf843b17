import { createMemoryRedis } from "@/lib/limits/memory-redis";
import { createLimits, type LimitSettings } from "@/lib/limits/rate-limit";

const settings: LimitSettings = {
  enabled: true,
  loginLimit: 3,
  loginPeriodSeconds: 60,
  registerLimit: 2,
  registerPeriodSeconds: 300,
  apiLimit: 10,
  apiPeriodSeconds: 60,
};

function start(more: Partial<LimitSettings> = {}) {
  const clock = { now: Date.parse("2025-06-01T12:00:00Z") };
  return { clock, limits: createLimits({ ...settings, ...more }, () => clock.now) };
}

test("so many, then none until the window is over", async () => {
  const { limits, clock } = start();
  const taken: boolean[] = [];
  for (let n = 0; n < 4; n++) taken.push((await limits.take("login", "a")).ok);
  expect(taken).toEqual([true, true, true, false]);
  clock.now += 20_500;
  expect(await limits.take("login", "a")).toEqual({
    ok: false,
    limit: 3,
    remaining: 0,
    resetAt: new Date("2025-06-01T12:01:00Z"),
    retryAfterSeconds: 40,
  });
  clock.now += 39_499;
  expect(await limits.take("login", "a")).toMatchObject({ ok: false, retryAfterSeconds: 1 });
  clock.now += 1;
  expect(await limits.take("login", "a")).toMatchObject({ ok: true, remaining: 2, retryAfterSeconds: 0 });
});

test("each key and each bucket counts for itself", async () => {
  const { limits } = start();
  for (let n = 0; n < 4; n++) await limits.take("login", "a");
  expect((await limits.take("login", "b")).ok).toBe(true);
  expect((await limits.take("register", "a")).ok).toBe(true);
});

test("a cost above what is left takes nothing and says what is left", async () => {
  const { limits } = start();
  expect(await limits.take("api", "k", 7)).toMatchObject({ ok: true, remaining: 3 });
  expect(await limits.take("api", "k", 4)).toMatchObject({ ok: false, remaining: 3, limit: 10 });
  expect(await limits.take("api", "k", 3)).toMatchObject({ ok: true, remaining: 0 });
  expect(await limits.take("api", "fresh", 11)).toMatchObject({ ok: false, remaining: 10 });
});

test("0 is unlimited, and so is everything when limits are off", async () => {
  const { limits } = start({ apiLimit: 0 });
  for (let n = 0; n < 100; n++) expect((await limits.take("api", "k", 1000)).ok).toBe(true);
  const off = start({ enabled: false }).limits;
  for (let n = 0; n < 100; n++) expect((await off.take("login", "a")).ok).toBe(true);
});

test("wrong keys and accounts have limits of their own", async () => {
  const { limits, clock } = start();
  for (let n = 0; n < 60; n++) expect((await limits.take("api_wrong_key", "a")).ok).toBe(true);
  expect((await limits.take("api_wrong_key", "a")).ok).toBe(false);
  for (const bucket of ["login_account", "login_device"] as const) {
    for (let n = 0; n < 10; n++) expect((await limits.take(bucket, "a")).ok).toBe(true);
    expect((await limits.take(bucket, "a")).ok).toBe(false);
  }
  clock.now += 60_000;
  expect((await limits.take("api_wrong_key", "a")).ok).toBe(true);
  expect((await limits.take("login_account", "a")).ok).toBe(false);
});

test("takes at the same time never let more through than the limit", async () => {
  const { limits } = start();
  const answers = await Promise.all(Array.from({ length: 100 }, () => limits.take("api", "k")));
  expect(answers.filter(({ ok }) => ok)).toHaveLength(10);
});

test("junk in one bucket pushes nothing out of another", async () => {
  const limits = createLimits(settings, () => 0, { capacity: 10 });
  for (let n = 0; n < 3; n++) await limits.take("login", "a");
  for (let n = 0; n < 100; n++) await limits.take("login_account", `junk-${n}`);
  expect((await limits.take("login", "a")).ok).toBe(false);
});

test("memory stays bounded: what expired goes first, then who was counted longest ago", async () => {
  const clock = { now: 0 };
  const store = createMemoryRedis(() => clock.now, 100);
  const script = "d60be5bd3d83482ae229309f1f7425424f891204";
  const take = (key: string) => store.evalsha<number[], number[]>(script, [key], [5, 1000, 5, 0, 1]);
  for (let n = 0; n < 100; n++) await take(`old-${n}`);
  clock.now = 1000;
  for (let n = 0; n < 150; n++) await take(`new-${n}`);
  expect(store.size()).toBeLessThanOrEqual(100);
  expect((await take("new-149"))[0]).toBe(3);
  expect((await take("new-0"))[0]).toBe(4);
});

test("a script it does not know is refused, not guessed", async () => {
  const store = createMemoryRedis(() => 0);
  await expect(store.evalsha("0".repeat(40), ["a"], [1])).rejects.toThrow("token bucket");
  await expect(store.eval("return 1", [], [])).rejects.toThrow("token bucket");
});

test("a changed allowance holds from the next take on; others go on counting", async () => {
  const live = { ...settings };
  const limits = createLimits(
    () => live,
    () => 0,
  );
  for (let n = 0; n < 3; n++) await limits.take("login", "a");
  for (let n = 0; n < 2; n++) await limits.take("register", "a");
  expect((await limits.take("login", "a")).ok).toBe(false);
  live.loginLimit = 4;
  expect(await limits.take("login", "a")).toMatchObject({ ok: true, limit: 4, remaining: 3 });
  expect((await limits.take("register", "a")).ok).toBe(false);
  live.enabled = false;
  expect((await limits.take("register", "a")).ok).toBe(true);
  live.enabled = true;
  expect((await limits.take("register", "a")).ok).toBe(false);
});
