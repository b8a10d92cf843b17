/** No agent existed before, so an earlier instant is a clock that was never set. */
const earliest = Date.UTC(2000, 0, 1);
const allowedAheadMs = 24 * 3_600_000;

const shape =
  /^(\d{4})-(\d\d)-(\d\d)([Tt ])(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?: (BST|GMT|UTC)|( ?)([Zz]|[+-]\d\d:?\d\d))?$/;

const zoneWordMinutes: Record<string, number> = { BST: 60, GMT: 0, UTC: 0 };

/** Minutes east of UTC, or null when the offset cannot exist. */
function offsetMinutes(offset: string): number | null {
  if (offset === "Z" || offset === "z") return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (hours > 23 || minutes > 59) return null;
  return (offset.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
}

/**
 * Reads the forms agents send (3-wire): RFC 3339 with `T` or a space, with or without a zone (none is UTC), 0–9
 * fraction digits cut to milliseconds; after a space form also ` BST`, ` GMT`, ` UTC`, and one space before a zone.
 * Null for anything else and for a day, hour or second that does not exist. Nothing is guessed.
 */
export function parseTimestamp(text: string): Date | null {
  const parts = shape.exec(text);
  if (!parts) return null;
  const [, year, month, day, separator, hour, minute, second, fraction = "", word, gap, offset] = parts;
  if (separator !== " " && (word || gap)) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const east = word ? zoneWordMinutes[word] : offsetMinutes(offset ?? "Z");
  if (east === null || east === undefined) return null;
  const midnight = new Date(0);
  midnight.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (midnight.getUTCMonth() !== Number(month) - 1 || midnight.getUTCDate() !== Number(day)) return null;
  const milliseconds = Number(fraction.slice(0, 3).padEnd(3, "0"));
  const ofDay = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + milliseconds;
  return new Date(midnight.getTime() + ofDay - east * 60_000);
}

/** The rule an instant of an agent breaks, in words that follow the field's name; null when it may be stored. */
export function instantFault(instant: Date, now: Date): string | null {
  if (instant.getTime() < earliest) return "must not be before 2000-01-01";
  if (instant.getTime() > now.getTime() + allowedAheadMs) return "must not be more than 24 hours in the future";
  return null;
}
