import { createMemoryRedis } from "@/lib/limits/memory-redis";

const takeScript = "d60be5bd3d83482ae229309f1f7425424f891204";

function start(capacity: number) {
  const clock = { now: 0 };
  const store = createMemoryRedis(() => clock.now, capacity);
  const take = async (key: string): Promise<number | undefined> => {
    const [remaining] = await store.evalsha<number[], number[]>(takeScript, [key], [5, 1_000, 5, 0, 1]);
    return remaining;
  };
  return { clock, store, take };
}

test("full of live buckets, a tenth is freed at a time, and who was counted longest ago goes", async () => {
  const { store, take } = start(100);
  for (let n = 0; n < 100; n++) await take(`key-${n}`);
  await take("key-0");
  await take("new");
  expect(store.size()).toBe(91);
  // The first was counted again just now; the ten after it were not.
  expect(await take("key-0")).toBe(2);
  expect(await take("key-11")).toBe(3);
  expect(await take("key-10")).toBe(4);
});

test("what has expired goes first, and nobody else with it when that is enough", async () => {
  const { clock, store, take } = start(100);
  for (let n = 0; n < 50; n++) await take(`live-${n}`);
  clock.now = 900;
  for (let n = 0; n < 50; n++) await take(`live-${n}`);
  clock.now = 950;
  for (let n = 0; n < 50; n++) await take(`late-${n}`);
  clock.now = 1_920;
  await take("new");
  expect(store.size()).toBe(51);
  expect(await take("late-0")).toBe(3);
});

test("a flood of keys costs little each, however many are live", async () => {
  const { clock, store, take } = start(100_000);
  for (let n = 0; n < 100_000; n++) await take(`key-${n}`);
  const started = performance.now();
  for (let n = 0; n < 20_000; n++) await take(`flood-${n}`);
  expect(performance.now() - started).toBeLessThan(5_000);
  expect(store.size()).toBeLessThanOrEqual(100_000);
  expect(clock.now).toBe(0);
});
