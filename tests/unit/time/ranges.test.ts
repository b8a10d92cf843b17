import fc from "fast-check";
import { bucketCap, bucketStarts, bucketUnitOf, rangeOfPreset, rangePresets, type TimeRange } from "@/lib/time";

const iso = (range: TimeRange) => [range.from.toISOString(), range.to.toISOString()];
const zone = fc.constantFrom(
  "UTC",
  "Europe/London",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/St_Johns",
);
const instant = fc.date({ min: new Date("2000-03-01"), max: new Date("2037-12-01"), noInvalidDate: true });

describe("presets", () => {
  const now = new Date("2025-04-01T22:30:00Z");

  test.each([
    ["last-48-hours", ["2025-03-30T22:30:00.000Z", "2025-04-01T23:30:00.000Z"]],
    ["last-7-days", ["2025-03-26T00:00:00.000Z", "2025-04-01T23:30:00.000Z"]],
    ["last-30-days", ["2025-03-03T00:00:00.000Z", "2025-04-01T23:30:00.000Z"]],
    ["this-month", ["2025-03-31T23:00:00.000Z", "2025-04-30T23:00:00.000Z"]],
    ["last-month", ["2025-03-01T00:00:00.000Z", "2025-03-31T23:00:00.000Z"]],
  ] as const)("%s in London, across the change of clocks", (preset, expected) => {
    expect(iso(rangeOfPreset(preset, now, "Europe/London"))).toEqual(expected);
  });

  test("the month is the zone's", () => {
    expect(iso(rangeOfPreset("this-month", new Date("2024-12-31T23:30:00Z"), "Asia/Tokyo"))).toEqual([
      "2024-12-31T15:00:00.000Z",
      "2025-01-31T15:00:00.000Z",
    ]);
  });

  test("now lies in every preset but last month, which ends where this month begins", () => {
    fc.assert(
      fc.property(zone, instant, (name, moment) => {
        for (const preset of rangePresets) {
          const range = rangeOfPreset(preset, moment, name);
          expect(range.from < range.to).toBe(true);
          expect(range.from <= moment && moment < range.to).toBe(preset !== "last-month");
        }
        expect(rangeOfPreset("last-month", moment, name).to).toEqual(rangeOfPreset("this-month", moment, name).from);
      }),
    );
  });
});

describe("buckets", () => {
  const range = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });

  test("are hours up to four days, then days", () => {
    expect(bucketUnitOf(range("2025-01-01T00:00Z", "2025-01-05T00:00Z"))).toBe("hour");
    expect(bucketUnitOf(range("2025-01-01T00:00Z", "2025-01-05T00:01Z"))).toBe("day");
  });

  test("of days follow the clocks: 23 hours in spring, 25 in autumn", () => {
    const starts = bucketStarts(range("2025-03-29T12:00Z", "2025-04-01T00:00Z"), "day", "Europe/London");
    expect(starts.map((start) => start.toISOString())).toEqual([
      "2025-03-29T00:00:00.000Z",
      "2025-03-30T00:00:00.000Z",
      "2025-03-30T23:00:00.000Z",
      "2025-03-31T23:00:00.000Z",
    ]);
  });

  test("of hours are the zone's hours", () => {
    const starts = bucketStarts(range("2025-01-01T00:00Z", "2025-01-01T01:31Z"), "hour", "Asia/Kolkata");
    expect(starts.map((start) => start.toISOString())).toEqual([
      "2024-12-31T23:30:00.000Z",
      "2025-01-01T00:30:00.000Z",
      "2025-01-01T01:30:00.000Z",
    ]);
  });

  test("step over a date that a zone skipped", () => {
    expect(bucketStarts(range("2011-12-28T12:00Z", "2012-01-01T12:00Z"), "day", "Pacific/Apia")).toHaveLength(5);
  });

  test("of an empty range are none, of an endless one few", () => {
    expect(bucketStarts(range("2025-01-01T00:00Z", "2025-01-01T00:00Z"), "hour", "UTC")).toEqual([]);
    expect(bucketStarts(range("2000-01-01T00:00Z", "2030-01-01T00:00Z"), "hour", "UTC")).toHaveLength(bucketCap);
  });

  test("cover the range, ascending, the first at or before its start", () => {
    fc.assert(
      fc.property(
        zone,
        instant,
        fc.integer({ min: 1, max: 90 * 24 * 60 }),
        fc.constantFrom("hour", "day"),
        (name, from, minutes, unit) => {
          const to = new Date(from.getTime() + minutes * 60_000);
          const starts = bucketStarts({ from, to }, unit === "hour" && minutes < 96 * 60 ? "hour" : "day", name).map(
            Number,
          );
          expect(starts[0]).toBeLessThanOrEqual(from.getTime());
          expect(starts[1] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(from.getTime());
          expect(starts.at(-1)).toBeLessThan(to.getTime());
          const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
          expect(gaps.every((gap) => gap >= 30 * 60_000 && gap <= 25 * 3_600_000)).toBe(true);
          expect(starts.every((start) => start % (15 * 60_000) === 0)).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
