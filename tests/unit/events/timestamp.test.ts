import fc from "fast-check";
import { instantFault, parseTimestamp } from "@/lib/events/timestamp";

const iso = (text: string) => parseTimestamp(text)?.toISOString() ?? null;

test.each([
  ["2025-05-25T14:30:00Z", "2025-05-25T14:30:00.000Z"],
  ["2025-05-25t14:30:00z", "2025-05-25T14:30:00.000Z"],
  ["2025-05-25T14:30:00", "2025-05-25T14:30:00.000Z"],
  ["2025-05-25 14:30:00", "2025-05-25T14:30:00.000Z"],
  ["2025-05-25 14:30:00Z", "2025-05-25T14:30:00.000Z"],
  ["2025-05-25 14:30:00 Z", "2025-05-25T14:30:00.000Z"],
  ["2025-05-25 14:30:00 UTC", "2025-05-25T14:30:00.000Z"],
  ["2025-05-25 14:30:00 GMT", "2025-05-25T14:30:00.000Z"],
  ["2025-05-25 14:30:00 BST", "2025-05-25T13:30:00.000Z"],
  ["2025-01-25 14:30:00 BST", "2025-01-25T13:30:00.000Z"],
  ["2025-05-25T14:30:00+01:00", "2025-05-25T13:30:00.000Z"],
  ["2025-05-25T14:30:00+0100", "2025-05-25T13:30:00.000Z"],
  ["2025-05-25 14:30:00+0530", "2025-05-25T09:00:00.000Z"],
  ["2025-05-25 14:30:00 -07:00", "2025-05-25T21:30:00.000Z"],
  ["2025-05-25T14:30:00-00:00", "2025-05-25T14:30:00.000Z"],
  ["2025-05-25T14:30:00+23:59", "2025-05-24T14:31:00.000Z"],
  ["2025-05-25T14:30:00.1Z", "2025-05-25T14:30:00.100Z"],
  ["2025-05-25T14:30:00.12Z", "2025-05-25T14:30:00.120Z"],
  ["2025-05-25T14:30:00.1239999Z", "2025-05-25T14:30:00.123Z"],
  ["2025-05-25T14:30:00.999999999Z", "2025-05-25T14:30:00.999Z"],
  ["2025-05-25 14:30:00.5 BST", "2025-05-25T13:30:00.500Z"],
  ["2024-02-29T23:59:59Z", "2024-02-29T23:59:59.000Z"],
  ["2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"],
  ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"],
  ["0099-12-31T00:00:00Z", "0099-12-31T00:00:00.000Z"],
  ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"],
])("%p is %s", (text, instant) => expect(iso(text)).toBe(instant));

test.each([
  "",
  " ",
  "now",
  "1748183400",
  "20250525T143000Z",
  "25/05/2025 14:30:00",
  "2025-05-25",
  "2025-05-25T14:30Z",
  "2025-05-25T14:30:00ZZ",
  "2025-05-25T14:30:00 Z",
  "2025-05-25T14:30:00 UTC",
  "2025-05-25T14:30:00UTC",
  "2025-05-25 14:30:00UTC",
  "2025-05-25 14:30:00  UTC",
  "2025-05-25 14:30:00 bst",
  "2025-05-25 14:30:00 CET",
  "2025-05-25 14:30:00 EST",
  "2025-05-25  14:30:00",
  "2025-05-25_14:30:00",
  " 2025-05-25T14:30:00Z",
  "2025-05-25T14:30:00Z ",
  "2025-05-25T14:30:00Z\n",
  "2025-05-25T14:30:00.Z",
  "2025-05-25T14:30:00,5Z",
  "2025-05-25T14:30:00.1234567890Z",
  "2025-05-25T14:30:00+1",
  "2025-05-25T14:30:00+01",
  "2025-05-25T14:30:00+01:",
  "2025-05-25T14:30:00+24:00",
  "2025-05-25T14:30:00+01:60",
  "2025-05-25T14:30:00+0160",
  "2025-05-25T24:00:00Z",
  "2025-05-25T14:60:00Z",
  "2025-06-30T23:59:60Z",
  "2025-02-29T00:00:00Z",
  "2025-02-30T00:00:00Z",
  "1900-02-29T00:00:00Z",
  "2025-04-31T00:00:00Z",
  "2025-00-10T00:00:00Z",
  "2025-13-10T00:00:00Z",
  "2025-01-00T00:00:00Z",
  "2025-1-1T00:00:00Z",
  "+02025-05-25T14:30:00Z",
  "٢٠٢٥-٠٥-٢٥T14:30:00Z",
])("%p is no instant", (text) => expect(parseTimestamp(text)).toBeNull());

const instants = fc.date({
  min: new Date("0001-01-02T00:00:00Z"),
  max: new Date("9999-12-30T00:00:00Z"),
  noInvalidDate: true,
});

test("every instant written in every accepted form reads back as itself", () => {
  const offsets = fc.integer({ min: -1439, max: 1439 });
  fc.assert(
    fc.property(
      instants,
      offsets,
      fc.constantFrom("T", "t", " "),
      fc.constantFrom("", ":"),
      (instant, east, separator, colon) => {
        const wall = new Date(instant.getTime() + east * 60_000).toISOString().slice(0, 23).replace("T", separator);
        const size = Math.abs(east);
        const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
        const offset = `${east < 0 ? "-" : "+"}${two(size / 60)}${colon}${two(size % 60)}`;
        expect(parseTimestamp(wall + offset)).toEqual(instant);
      },
    ),
  );
});

test("a date counts exactly when the calendar has it", () => {
  const part = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(part(9999), part(14), part(33), (year, month, day) => {
      const pad = (value: number, width: number) => String(value).padStart(width, "0");
      const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T00:00:00Z`;
      const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
      const days = [0, 31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month] ?? 0;
      expect(parseTimestamp(text) !== null).toBe(day >= 1 && day <= days);
    }),
  );
});

test("any text gives an instant or null, never an error", () => {
  fc.assert(
    fc.property(fc.string(), (text) => parseTimestamp(text) === null || !Number.isNaN(parseTimestamp(text)?.getTime())),
  );
});

test("only from 2000 on and at most 24 hours ahead", () => {
  const now = new Date("2025-06-01T12:00:00Z");
  const faultAt = (text: string) => instantFault(new Date(text), now);
  expect(faultAt("1999-12-31T23:59:59.999Z")).toBe("must not be before 2000-01-01");
  expect(faultAt("2000-01-01T00:00:00.000Z")).toBeNull();
  expect(faultAt("2025-06-02T12:00:00.000Z")).toBeNull();
  expect(faultAt("2025-06-02T12:00:00.001Z")).toBe("must not be more than 24 hours in the future");
});
