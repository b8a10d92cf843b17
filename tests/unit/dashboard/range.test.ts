import fc from "fast-check";
import { bucketsOf, minuteOf, rangeTitle, resolveRange } from "@/app/(portal)/c/[company]/dashboard/range";
import { zoneTitle } from "@/app/(portal)/c/[company]/dashboard/words/format-time";

const zone = "Europe/London";
const now = new Date("2026-06-10T12:34:56Z");
const iso = (date: Date) => date.toISOString();

test("the last 48 hours end with now and move on; figures count to now, the table a little further", () => {
  const range = resolveRange({ preset: "last-48-hours" }, zone, now);
  expect(iso(range.from)).toBe("2026-06-08T12:34:56.000Z");
  expect(iso(range.until)).toBe(iso(now));
  expect(range.to > now).toBe(true);
  expect(range.open).toBe(true);
});

test("months are months of the zone", () => {
  const last = resolveRange({ preset: "last-month" }, zone, now);
  expect([iso(last.from), iso(last.to), iso(last.until), last.open]).toEqual([
    "2026-04-30T23:00:00.000Z",
    "2026-05-31T23:00:00.000Z",
    "2026-05-31T23:00:00.000Z",
    false,
  ]);
  const current = resolveRange({ preset: "this-month" }, zone, now);
  expect([iso(current.to), iso(current.until), current.open]).toEqual(["2026-06-30T23:00:00.000Z", iso(now), false]);
});

test("an exact range stays where it is", () => {
  const range = resolveRange({ preset: "exact", from: "2026-06-01T10:00", to: "2026-06-12T10:00" }, zone, now);
  expect([iso(range.from), iso(range.to), iso(range.until), range.open]).toEqual([
    "2026-06-01T09:00:00.000Z",
    "2026-06-12T09:00:00.000Z",
    iso(now),
    false,
  ]);
});

test.each(["2026-02-29T10:00", "2026-13-01T10:00", "2026-06-01T24:00", "2026-06-01 1:00", "1999-12-31T23:59", ""])(
  "%p is no minute",
  (text) => expect(minuteOf(text, zone)).toBeNull(),
);

test.each([
  [2, "hour"],
  [30, "day"],
  [800, "month"],
] as const)("%i days are shown by the %s", (days, unit) => {
  const buckets = bucketsOf(new Date(now.getTime() - days * 86_400_000), now, zone);
  expect(buckets.unit).toBe(unit);
  expect(buckets.labels).toHaveLength(buckets.starts.length);
});

test("buckets cover any range: they begin before it, ascend, and the last begins inside it", () => {
  const instant = fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2099, 11, 30) });
  const zones = fc.constantFrom("UTC", "Europe/London", "Asia/Kathmandu", "America/Sao_Paulo", "Australia/Lord_Howe");
  fc.assert(
    fc.property(instant, fc.integer({ min: 0, max: 3 * 365 * 86_400_000 }), zones, (from, length, somewhere) => {
      const { starts } = bucketsOf(new Date(from), new Date(from + length), somewhere);
      expect(starts.length).toBeGreaterThan(0);
      expect(starts.length).toBeLessThan(500);
      expect(starts[0]?.getTime()).toBeLessThanOrEqual(from);
      expect(starts.at(-1)?.getTime()).toBeLessThanOrEqual(from + length);
      starts.slice(1).forEach((start, place) => {
        expect(start.getTime()).toBeGreaterThan(starts[place]?.getTime() ?? 0);
      });
    }),
    { numRuns: 60 },
  );
});

test("ranges and zones in words", () => {
  expect(rangeTitle({ preset: "last-7-days" })).toBe("Last 7 days");
  expect(rangeTitle({ preset: "exact", from: "2026-06-01T10:00", to: "2026-06-02T11:30" })).toBe(
    "2026-06-01 10:00 – 2026-06-02 11:30",
  );
  expect(zoneTitle("Europe/London", now)).toBe("Europe/London (UTC+01:00)");
  expect(zoneTitle("UTC", now)).toBe("UTC");
});
