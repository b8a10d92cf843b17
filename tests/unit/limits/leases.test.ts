import fc from "fast-check";
import type { Counter } from "@/lib/limits/counted";
import { createLeases, shareOf } from "@/lib/limits/leases";
import { createMemoryRedis } from "@/lib/limits/memory-redis";
import { createTokenBucket } from "@/lib/limits/token-bucket";

/** A store that several processes lease from, and how often it was asked. */
function start(limit: number) {
  const clock = { now: 1_000_000 };
  const bucket = createTokenBucket(
    createMemoryRedis(() => clock.now),
    "b",
    { limit, periodSeconds: 60 },
  );
  const asked: number[] = [];
  const store: Counter = {
    take: async (key, cost) => {
      asked.push(cost);
      return bucket.take(key, cost);
    },
  };
  return { clock, asked, join: () => createLeases(store, { limit, clock: () => clock.now }), store };
}

test("a share is a hundredth, at least one and never more than a thousand", () => {
  expect([1, 99, 100, 6_000, 10_000_000].map(shareOf)).toEqual([1, 1, 1, 60, 1_000]);
});

test("a share is fetched once and spent here; what the others cannot have is said exactly while alone", async () => {
  const { asked, join } = start(6_000);
  const one = join();
  for (let n = 1; n <= 120; n++) expect(await one.take("k", 1)).toMatchObject({ ok: true, remaining: 6_000 - n });
  expect(asked).toEqual([60, 60]);
});

test("requests that arrive together wait for one share", async () => {
  const { asked, join } = start(6_000);
  const one = join();
  const answers = await Promise.all(Array.from({ length: 60 }, () => one.take("k", 1)));
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(asked).toEqual([60]);
});

test("nothing left is asked once, then refused here until the window is over", async () => {
  const { asked, clock, join } = start(10);
  const one = join();
  for (let n = 0; n < 10; n++) await one.take("k", 1);
  const before = asked.length;
  for (let n = 0; n < 50; n++) expect((await one.take("k", 1)).ok).toBe(false);
  expect(asked.length).toBe(before);
  clock.now += 60_000;
  expect((await one.take("k", 1)).ok).toBe(true);
});

test("when another took what this one counted on, it asks for what is really left", async () => {
  const { join } = start(1_000);
  const [one, other] = [join(), join()];
  await one.take("k", 1);
  await other.take("k", 980);
  // This one holds nine more of its first share, and ten are still there.
  expect(await one.take("k", 15)).toMatchObject({ ok: true });
  expect(await one.take("k", 5)).toMatchObject({ ok: false, remaining: 4 });
  expect(await one.take("k", 4)).toMatchObject({ ok: true, remaining: 0 });
});

test("more than the limit at once is refused without a question and spoils nothing", async () => {
  const { asked, join } = start(10);
  const one = join();
  expect(await one.take("k", 11)).toMatchObject({ ok: false, remaining: 10 });
  expect(asked).toEqual([]);
  expect(await one.take("k", 10)).toMatchObject({ ok: true, remaining: 0 });
});

test("a store that fails is told to all who wait, and paid tokens last on", async () => {
  const { clock, store } = start(1_000);
  let isThere = true;
  const shaky: Counter = {
    take: async (key, cost) => (isThere ? store.take(key, cost) : Promise.reject(new Error("away"))),
  };
  const one = createLeases(shaky, { limit: 1_000, clock: () => clock.now });
  await one.take("k", 1);
  isThere = false;
  for (let n = 0; n < 9; n++) expect((await one.take("k", 1)).ok).toBe(true);
  const failed = await Promise.allSettled(Array.from({ length: 5 }, () => one.take("k", 1)));
  expect(failed.map(({ status }) => status)).toEqual(Array(5).fill("rejected"));
  isThere = true;
  expect((await one.take("k", 1)).ok).toBe(true);
});

test("however many processes take whatever they like: within a window never more than the limit", async () => {
  const step = fc.record({
    process: fc.integer({ min: 0, max: 2 }),
    cost: fc.integer({ min: 1, max: 200 }),
    waitMs: fc.constantFrom(0, 0, 0, 500, 7_000),
    together: fc.boolean(),
  });
  const property = fc.asyncProperty(
    fc.integer({ min: 1, max: 1_500 }),
    fc.array(step, { minLength: 1, maxLength: 60 }),
    async (limit, steps) => {
      const { clock, join } = start(limit);
      const processes = [join(), join(), join()];
      const allowed = new Map<number, number>();
      const waiting: Promise<void>[] = [];
      for (const { process, cost, waitMs, together } of steps) {
        if (waitMs > 0) await Promise.all(waiting.splice(0));
        clock.now += waitMs;
        const taking = processes[process]?.take("k", cost).then(({ ok, resetAt }) => {
          if (ok) allowed.set(resetAt, (allowed.get(resetAt) ?? 0) + cost);
        });
        if (taking) waiting.push(taking);
        if (!together) await Promise.all(waiting.splice(0));
      }
      await Promise.all(waiting);
      for (const total of allowed.values()) expect(total).toBeLessThanOrEqual(limit);
    },
  );
  await fc.assert(property, { numRuns: 200 });
});

test("alone it answers within a window exactly as the store itself would", async () => {
  const costs = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 80 });
  const property = fc.asyncProperty(fc.integer({ min: 1, max: 2_000 }), costs, async (limit, list) => {
    const leased = start(limit).join();
    const direct = start(limit).store;
    for (const cost of list)
      expect(await leased.take("k", cost)).toMatchObject(pick(await direct.take("k", cost), cost > limit));
  });
  await fc.assert(property, { numRuns: 200 });
});

function pick(answer: { ok: boolean; limit: number; remaining: number }, isBeyond: boolean) {
  const { ok, limit, remaining } = answer;
  return isBeyond ? { ok, limit } : { ok, limit, remaining };
}
