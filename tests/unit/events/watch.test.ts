import { createWatch } from "@/lib/events/live/watch";

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const silent = { warn: () => undefined };
const nothing = { companyIds: [1], end: () => undefined };

test("each key is asked once a second, and all of them spread over it", async () => {
  const watch = createWatch(silent);
  const asked: string[] = [];
  const ends = Array.from({ length: 100 }, (_, n) =>
    watch.watch(`session ${n}`, nothing, async () => {
      asked.push(`session ${n}`);
      return [1];
    }),
  );
  for (let turn = 0; turn < 10; turn++) {
    const before = asked.length;
    await jest.advanceTimersByTimeAsync(100);
    expect(asked.length - before).toBe(10);
  }
  expect(new Set(asked).size).toBe(100);
  await jest.advanceTimersByTimeAsync(1000);
  expect(asked).toHaveLength(200);
  for (const end of ends) end();
  expect(jest.getTimerCount()).toBe(0);
});

test("a stream ends within a second of losing a company, the others of its session go on", async () => {
  const watch = createWatch(silent);
  const ended: string[] = [];
  const stream = (name: string, companyIds: number[]) => ({ companyIds, end: () => void ended.push(name) });
  watch.watch("a", stream("both", [1, 2]), async () => [1]);
  watch.watch("a", stream("first", [1]), async () => [1]);
  watch.watch("b", stream("signed out", [1]), async () => null);
  await jest.advanceTimersByTimeAsync(1000);
  expect(ended.sort()).toEqual(["both", "signed out"]);
  watch.stop();
});

test("who leaves twice takes nobody else along", async () => {
  const watch = createWatch(silent);
  let asked = 0;
  const first = watch.watch("a", nothing, async () => [1]);
  first();
  const second = watch.watch("a", nothing, async () => {
    asked += 1;
    return [1];
  });
  first();
  await jest.advanceTimersByTimeAsync(1000);
  expect(asked).toBe(1);
  second();
  expect(jest.getTimerCount()).toBe(0);
});
