import {
  addDays,
  type BucketUnit,
  bucketStarts,
  bucketUnitOf,
  instantOfLocal,
  localDateOf,
  type RangePreset,
  rangeOfPreset,
  startOfLocalDay,
} from "@/lib/time";
import type { RangeChoice } from "./query-state";

export const rangeWords: Record<RangePreset, string> = {
  "last-48-hours": "Last 48 hours",
  "last-7-days": "Last 7 days",
  "last-30-days": "Last 30 days",
  "this-month": "This month",
  "last-month": "Last month",
};

export type ResolvedRange = {
  from: Date;
  /** Exclusive; may lie after now. */
  to: Date;
  /** Exclusive end of what figures and chart count: never after now. */
  until: Date;
  /** The range ends "now" and its end moves on. */
  open: boolean;
};

/** The instant of a local minute `YYYY-MM-DDTHH:MM`; null if there is no such date or it is not of 2000–2099. */
export function minuteOf(local: string, zone: string): Date | null {
  return local.startsWith("20") ? instantOfLocal(local, zone) : null;
}

/** `choice` must come from `parseDashboardQuery`, which refuses minutes that do not exist. */
export function resolveRange(choice: RangeChoice, zone: string, now: Date): ResolvedRange {
  const { from, to } =
    choice.preset === "exact"
      ? { from: minuteOf(choice.from, zone) ?? now, to: minuteOf(choice.to, zone) ?? now }
      : rangeOfPreset(choice.preset, now, zone);
  return { from, to, until: to < now ? to : now, open: choice.preset.startsWith("last-") && to > now };
}

export type Buckets = { unit: BucketUnit | "month"; starts: Date[]; labels: string[] };

const dayMs = 86_400_000;
const mostDays = 400;

/** The bars of the chart: hours or days as `bucketUnitOf` says, and months where days would be too many to see. */
export function bucketsOf(from: Date, until: Date, zone: string): Buckets {
  const range = { from, to: until > from ? until : new Date(from.getTime() + 1) };
  const long = range.to.getTime() - range.from.getTime() > mostDays * dayMs;
  const unit = long ? "month" : bucketUnitOf(range);
  const starts = unit === "month" ? monthStarts(range.from, range.to, zone) : bucketStarts(range, unit, zone);
  const format = new Intl.DateTimeFormat("en-GB", { ...labelFormats[unit], timeZone: zone });
  return { unit, starts, labels: starts.map((start) => format.format(start)) };
}

function monthStarts(from: Date, to: Date, zone: string): Date[] {
  const starts: Date[] = [];
  let month = `${localDateOf(from, zone).slice(0, 8)}01`;
  for (let start = startOfLocalDay(zone, month); start < to; start = startOfLocalDay(zone, month)) {
    starts.push(start);
    month = `${addDays(month, 31).slice(0, 8)}01`;
  }
  return starts;
}

const labelFormats: Record<Buckets["unit"], Intl.DateTimeFormatOptions> = {
  hour: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { weekday: "short", day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
};

/** The range in words for the page's head: a name, or both ends. */
export function rangeTitle(choice: RangeChoice): string {
  if (choice.preset !== "exact") return rangeWords[choice.preset];
  return `${choice.from.replace("T", " ")} – ${choice.to.replace("T", " ")}`;
}
