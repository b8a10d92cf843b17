import {
  formatInstant,
  instantOfLocal,
  isLocalDate,
  localMinuteOf,
  type RangePreset,
  rangeOfPreset,
  rangePresets,
} from "@/lib/time";

/** As Next gives it: a name may come once, several times, or not at all. */
export type RawParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export type ListRange = {
  /** A named range; "exact" with its ends as minutes of the page's zone. */
  choice: RangePreset | "exact";
  from: Date;
  /** Exclusive. */
  to: Date;
  /** Both ends as `YYYY-MM-DDTHH:MM`, for the fields of the form. */
  fromText: string;
  toText: string;
  words: string;
};

export const rangeWords: Record<RangePreset, string> = {
  "last-48-hours": "Last 48 hours",
  "last-7-days": "Last 7 days",
  "last-30-days": "Last 30 days",
  "this-month": "This month",
  "last-month": "Last month",
};

/** The one value of a name, trimmed; null when there is none. */
export function firstOf(raw: RawParams, name: string): string | null {
  const value = raw[name];
  const text = (typeof value === "string" ? value : value?.[0])?.trim();
  return text === undefined || text === "" ? null : text;
}

/** Text of an address that a database can compare: no control characters, at most 200 characters. */
export function textOf(raw: RawParams, name: string): string | null {
  const text = firstOf(raw, name);
  return text === null || text.length > 200 || /[\p{Cc}\p{Cs}]/u.test(text) ? null : text;
}

function minuteOf(text: string | null, zone: string): Date | null {
  if (text === null || !/^20\d{2}-/.test(text) || !isLocalDate(text.slice(0, 10))) return null;
  return instantOfLocal(text, zone);
}

/**
 * The range of an address: `range` names one, `from` and `to` are exact minutes. What is not understood gives the last
 * 7 days and a notice in words.
 */
export function readRange(raw: RawParams, zone: string, now: Date): { range: ListRange; notice: string | null } {
  const named = firstOf(raw, "range");
  const preset = rangePresets.find((known) => known === named) ?? null;
  const [from, to] = [minuteOf(firstOf(raw, "from"), zone), minuteOf(firstOf(raw, "to"), zone)];
  // A form sends both: a named range wins unless "exact" was chosen.
  if (preset === null && from && to && from < to) return { range: exactRange(from, to, zone), notice: null };
  const usual = namedRange("last-7-days", zone, now);
  const hasEnds = firstOf(raw, "from") !== null || firstOf(raw, "to") !== null;
  // "Exact range" was just chosen: its fields begin with the usual range.
  if (named === "exact" && !hasEnds) return { range: exactRange(usual.from, usual.to, zone), notice: null };
  const notice =
    preset === null && (named !== null || hasEnds)
      ? "A range needs a start before its end, both of 2000 to 2099. Showing the last 7 days instead."
      : null;
  return { range: preset === null ? usual : namedRange(preset, zone, now), notice };
}

function namedRange(preset: RangePreset, zone: string, now: Date): ListRange {
  const { from, to } = rangeOfPreset(preset, now, zone);
  return { choice: preset, from, to, ...endsOf(from, to, zone), words: rangeWords[preset] };
}

function exactRange(from: Date, to: Date, zone: string): ListRange {
  const words = `${formatInstant(from, zone).slice(0, 16)} – ${formatInstant(to, zone).slice(0, 16)}`;
  return { choice: "exact", from, to, ...endsOf(from, to, zone), words };
}

function endsOf(from: Date, to: Date, zone: string): Pick<ListRange, "fromText" | "toText"> {
  return { fromText: localMinuteOf(from, zone), toText: localMinuteOf(to, zone) };
}

/** The names and values that say this range in an address; the usual one is left out. */
export function rangePairs(range: ListRange): [string, string][] {
  if (range.choice === "exact") {
    return [
      ["range", "exact"],
      ["from", range.fromText],
      ["to", range.toText],
    ];
  }
  return range.choice === "last-7-days" ? [] : [["range", range.choice]];
}
