import fc from "fast-check";
import { type AliveInterval, addAlive } from "@/lib/agents/heartbeat";

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);
const alive = (from: number, to = from, bootId = ""): AliveInterval => ({ from: at(from), to: at(to), bootId });
const shown = (intervals: readonly AliveInterval[]) =>
  intervals.map(({ from, to, bootId }) => `${bootId} ${from.getTime()} ${to.getTime()}`).sort();

function addAll(said: readonly AliveInterval[]): AliveInterval[] {
  return said.reduce<AliveInterval[]>((known, entry) => addAlive(known, entry).intervals, []);
}

test("120 s apart is together, more is not", () => {
  expect(shown(addAll([alive(0), alive(120)]))).toEqual(shown([alive(0, 120)]));
  expect(addAll([alive(0), alive(120.001)])).toHaveLength(2);
  expect(addAll([alive(0, 10, "a"), alive(5, 20, "b")])).toHaveLength(2);
});

test("what is covered changes nothing", () => {
  const known = [alive(0, 100)];
  expect(addAlive(known, alive(0, 100))).toEqual({ intervals: known, covered: true, extendedEnd: false });
  expect(addAlive(known, alive(20, 30)).covered).toBe(true);
  expect(addAlive(known, alive(20, 30, "b")).covered).toBe(false);
  expect(addAlive(known, alive(20, 101)).covered).toBe(false);
});

test("only what lengthens one interval at its end is an extension", () => {
  expect(addAlive([alive(0, 100)], alive(150)).extendedEnd).toBe(true);
  expect(addAlive([alive(0, 100)], alive(50, 150)).extendedEnd).toBe(true);
  expect(addAlive([alive(100, 200)], alive(50)).extendedEnd).toBe(false);
  expect(addAlive([], alive(50)).extendedEnd).toBe(false);
  expect(addAlive([alive(0, 100), alive(300, 400)], alive(200)).extendedEnd).toBe(false);
});

test("one that spans many swallows them, and those it reaches through them", () => {
  const apart = [alive(0), alive(200), alive(400), alive(1000)];
  expect(shown(addAlive(apart, alive(100, 300)).intervals)).toEqual(shown([alive(0, 400), alive(1000)]));
});

const spoken = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 3000 }),
    length: fc.integer({ min: 0, max: 300 }),
    boot: fc.constantFrom("", "a"),
  }),
  { maxLength: 25 },
);

test("any order and any repetition gives the same intervals, 120 s apart at least", () => {
  fc.assert(
    fc.property(spoken, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (parts, dice) => {
      const said = parts.map(({ from, length, boot }) => alive(from, from + length, boot));
      const mixed = said
        .map((entry) => ({ entry, place: dice.next().value ?? 0 }))
        .sort((one, other) => one.place - other.place)
        .map(({ entry }) => entry);
      const merged = addAll(said);
      expect(shown(addAll([...mixed, ...said]))).toEqual(shown(merged));
      for (const entry of said) expect(addAlive(merged, entry).covered).toBe(true);
      for (const one of merged) {
        for (const other of merged) {
          if (one === other || one.bootId !== other.bootId) continue;
          const gap =
            Math.max(one.from.getTime(), other.from.getTime()) - Math.min(one.to.getTime(), other.to.getTime());
          expect(gap).toBeGreaterThan(120_000);
        }
      }
    }),
  );
});
