import { tzOffset } from "@date-fns/tz";

/** A half-open stretch of time: `to` is not part of it. */
export type TimeRange = { from: Date; to: Date };

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** True for IANA names the runtime knows ("Europe/London", "UTC"); offsets such as "+02:00" are no zones. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function offsetMs(zone: string, instantMs: number): number {
  const minutes = tzOffset(zone, new Date(instantMs));
  if (Number.isNaN(minutes)) throw new RangeError(`no time zone: ${zone}`);
  return Math.round(minutes * minute);
}

/** The clock on the wall at an instant, as milliseconds of a UTC clock that shows the same digits. */
function wallMs(zone: string, instantMs: number): number {
  return instantMs + offsetMs(zone, instantMs);
}

/**
 * The first instant whose wall clock shows `wall` or later. A wall time that the clocks skip gives the instant they
 * skip at; one they show twice gives the first.
 */
function instantAtWall(zone: string, wall: number): number {
  const before = wall - offsetMs(zone, wall - day);
  const after = wall - offsetMs(zone, wall + day);
  const earlier = Math.min(before, after);
  if (wallMs(zone, earlier) === wall) return earlier;
  const later = Math.max(before, after);
  if (wallMs(zone, later) === wall) return later;
  let low = earlier;
  let high = later;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallMs(zone, middle) < wall) low = middle;
    else high = middle;
  }
  return high;
}

const datePattern = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The UTC midnight that shows the same date, or NaN when there is no such date. */
function dateMs(date: string): number {
  const parts = datePattern.exec(date);
  if (!parts) return Number.NaN;
  const ms = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(ms).toISOString().startsWith(date) ? ms : Number.NaN;
}

function requireDateMs(date: string): number {
  const ms = dateMs(date);
  if (Number.isNaN(ms)) throw new RangeError(`no date: ${date}`);
  return ms;
}

function dateOfMs(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** True for "YYYY-MM-DD" of a day that exists in the calendar. */
export function isLocalDate(text: string): boolean {
  return !Number.isNaN(dateMs(text));
}

/** The date on the calendar in a zone, "YYYY-MM-DD". */
export function localDateOf(instant: Date, zone: string): string {
  return dateOfMs(wallMs(zone, instant.getTime()));
}

/** `addDays("2025-02-28", 1)` is "2025-03-01"; throws RangeError for what is no date. */
export function addDays(date: string, days: number): string {
  return dateOfMs(requireDateMs(date) + days * day);
}

/**
 * The first instant of a day in a zone: of a date "YYYY-MM-DD", or of the day an instant falls on. Where the clocks
 * skip midnight it is the instant they skip at; where a date is skipped whole, the start of the next.
 */
export function startOfLocalDay(zone: string, date: string | Date): Date {
  const local = typeof date === "string" ? date : localDateOf(date, zone);
  return new Date(instantAtWall(zone, requireDateMs(local)));
}

const wallPattern = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** The instant of "YYYY-MM-DDTHH:MM[:SS]" (what a date field gives) in a zone, or null when the text is no such time. */
export function instantOfLocal(text: string, zone: string): Date | null {
  const parts = wallPattern.exec(text);
  if (!parts) return null;
  const midnight = dateMs(parts[1] ?? "");
  if (Number.isNaN(midnight)) return null;
  const inDay = Number(parts[2]) * hour + Number(parts[3]) * minute + Number(parts[4] ?? 0) * 1000;
  return new Date(instantAtWall(zone, midnight + inDay));
}

/** "YYYY-MM-DDTHH:MM" in a zone, as a date field takes it. */
export function localMinuteOf(instant: Date, zone: string): string {
  return new Date(wallMs(zone, instant.getTime())).toISOString().slice(0, 16);
}

const zoneNames = new Map<string, Intl.DateTimeFormat>();

/** The short name of a zone at an instant: "BST", "GMT", "GMT+2". */
function zoneNameAt(instant: Date, zone: string): string {
  let format = zoneNames.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "short" });
    zoneNames.set(zone, format);
  }
  return format.formatToParts(instant).find((part) => part.type === "timeZoneName")?.value ?? "";
}

/** "YYYY-MM-DD HH:MM:SS BST": how pages, exports and prints write an instant. */
export function formatInstant(instant: Date, zone: string): string {
  const wall = new Date(wallMs(zone, instant.getTime())).toISOString();
  return `${wall.slice(0, 10)} ${wall.slice(11, 19)} ${zoneNameAt(instant, zone)}`;
}

/** "YYYY-MM-DDTHH:MM:SS+01:00": ISO 8601 with the zone's offset, as the agents' health answer carries it. */
export function formatIsoWithOffset(instant: Date, zone: string): string {
  const offset = offsetMs(zone, instant.getTime()) / minute;
  const sign = offset < 0 ? "-" : "+";
  const size = Math.abs(offset);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const wall = new Date(wallMs(zone, instant.getTime())).toISOString().slice(0, 19);
  return `${wall}${sign}${two(size / 60)}:${two(size % 60)}`;
}

export const rangePresets = ["last-48-hours", "last-7-days", "last-30-days", "this-month", "last-month"] as const;
export type RangePreset = (typeof rangePresets)[number];

/**
 * The range a preset means at `now` in a zone. The "last …" ranges reach an hour past now, so that a computer whose
 * clock runs ahead is seen; those of days begin at a local midnight and count today.
 */
export function rangeOfPreset(preset: RangePreset, now: Date, zone: string): TimeRange {
  const soon = new Date(now.getTime() + hour);
  const today = localDateOf(now, zone);
  if (preset === "last-48-hours") return { from: new Date(now.getTime() - 48 * hour), to: soon };
  if (preset === "last-7-days") return { from: startOfLocalDay(zone, addDays(today, -6)), to: soon };
  if (preset === "last-30-days") return { from: startOfLocalDay(zone, addDays(today, -29)), to: soon };
  const thisMonth = `${today.slice(0, 8)}01`;
  if (preset === "this-month") {
    const nextMonth = `${addDays(thisMonth, 31).slice(0, 8)}01`;
    return { from: startOfLocalDay(zone, thisMonth), to: startOfLocalDay(zone, nextMonth) };
  }
  const lastMonth = `${addDays(thisMonth, -1).slice(0, 8)}01`;
  return { from: startOfLocalDay(zone, lastMonth), to: startOfLocalDay(zone, thisMonth) };
}

export type BucketUnit = "hour" | "day";

/** Hours up to four days, else days: what a chart can show without crowding. */
export function bucketUnitOf(range: TimeRange): BucketUnit {
  return range.to.getTime() - range.from.getTime() <= 4 * day ? "hour" : "day";
}

/** A chart has at most this many buckets; a longer range is cut at its end. */
export const bucketCap = 1500;

/**
 * Where the buckets of a chart begin, ascending, in a zone: the first at or before `from`, the last before `to`.
 * Local hours and days, so a day has 23 or 25 hours when the clocks change, and a half-hour zone has its own hours.
 */
export function bucketStarts(range: TimeRange, unit: BucketUnit, zone: string): Date[] {
  const starts: Date[] = [];
  if (range.to <= range.from) return starts;
  let start =
    unit === "day" ? startOfLocalDay(zone, range.from).getTime() : startOfLocalHour(zone, range.from.getTime());
  while (start < range.to.getTime() && starts.length < bucketCap) {
    starts.push(new Date(start));
    start = unit === "day" ? nextLocalDay(zone, start) : nextLocalHour(zone, start);
  }
  return starts;
}

/** A date that is skipped whole starts with the next one, so it is stepped over. */
function nextLocalDay(zone: string, start: number): number {
  let date = localDateOf(new Date(start), zone);
  for (;;) {
    date = addDays(date, 1);
    const next = startOfLocalDay(zone, date).getTime();
    if (next > start) return next;
  }
}

const quarter = 15 * minute;

/** Every zone's offset has been a whole number of quarters of an hour since 2000, the first year an event may have. */
function startOfLocalHour(zone: string, instantMs: number): number {
  const first = Math.floor(instantMs / quarter) * quarter;
  for (let step = 0; step < 8; step++) {
    const start = first - step * quarter;
    if (wallMs(zone, start) % hour === 0) return start;
  }
  return first;
}

function nextLocalHour(zone: string, start: number): number {
  for (let step = 1; step <= 8; step++) {
    const next = start + step * quarter;
    if (wallMs(zone, next) % hour === 0) return next;
  }
  return start + hour;
}
