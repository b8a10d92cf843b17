import type { Engine, SqlValue } from "@/lib/db/database";
import { containsClause, containsPattern } from "@/lib/db/sql";
import { fold } from "@/lib/fold";
import { storableText } from "./storable-text";

/** A condition with its values, in order. */
export type Piece = { sql: string; values: readonly SqlValue[] };

export function allOf(pieces: readonly Piece[]): Piece {
  if (pieces.length === 0) return { sql: "1 = 1", values: [] };
  return {
    sql: pieces.map((piece) => `(${piece.sql})`).join(" AND "),
    values: pieces.flatMap((piece) => piece.values),
  };
}

/**
 * True where one of the columns holds the text. Upper and lower case are one; for letters beyond ASCII that holds
 * where the engine knows them (SQLite does not), so the text is looked for as it was typed as well.
 */
export function holdsText(columns: readonly string[], text: string): Piece {
  const typed = containsPattern(storableText(text, 200).trim());
  const folded = containsPattern(fold(storableText(text, 200)));
  return {
    sql: columns.map((column) => `${containsClause(`LOWER(${column})`)} OR ${containsClause(column)}`).join(" OR "),
    values: columns.flatMap(() => [folded, typed]),
  };
}

/** Half-open; either end may be left out. */
export function inRange({ from, to }: { from?: Date; to?: Date }): Piece[] {
  const pieces: Piece[] = [];
  if (from) pieces.push({ sql: "at >= ?", values: [from] });
  if (to) pieces.push({ sql: "at < ?", values: [to] });
  return pieces;
}

/** A place in a list by (at, id), newest first. */
export type Place = { at: Date; id: number };

/** What comes after a place in the list, or at it and before. The first half lets the index be used. */
export function older(place: Place): Piece {
  return { sql: "at <= ? AND (at < ? OR id < ?)", values: [place.at, place.at, place.id] };
}

export function newer(place: Place): Piece {
  return { sql: "at >= ? AND (at > ? OR id > ?)", values: [place.at, place.at, place.id] };
}

export function notOlder(place: Place): Piece {
  return { sql: "at >= ? AND (at > ? OR id >= ?)", values: [place.at, place.at, place.id] };
}

export const newestFirst = "ORDER BY at DESC, id DESC";
const oldestFirst = "ORDER BY at ASC, id ASC";

/** Which page of a list: the first, what comes after a place, or what comes before one. Nonsense is the first. */
export type PageAsked = { size: number; after?: string | null; before?: string | null };

export type Turn = {
  /** The place after which (`back`: before which) the page lies; null for the first. */
  place: Place | null;
  back: boolean;
  where: Piece[];
  order: string;
};

export function turnOf({ after, before }: PageAsked): Turn {
  const back = decodePlace(before);
  if (back) return { place: back, back: true, where: [newer(back)], order: oldestFirst };
  const place = decodePlace(after);
  return { place, back: false, where: place ? [older(place)] : [], order: newestFirst };
}

/** The page of what was found in the order of its turn, one row more than `size` if there are more. */
export function pageOf<Row extends Place>(
  found: readonly Row[],
  size: number,
  turn: Turn,
): { rows: Row[]; next: string | null; previous: string | null } {
  const hasMore = found.length > size;
  const cut = found.slice(0, size);
  const rows = turn.back ? cut.reverse() : cut;
  const [first, last] = [rows[0], rows.at(-1)];
  const hasOlder = turn.back || hasMore;
  const hasNewer = turn.back ? hasMore : turn.place !== null;
  return {
    rows,
    next: hasOlder && last ? encodePlace(last) : null,
    previous: hasNewer && first ? encodePlace(first) : null,
  };
}

export function comesFirst(a: Place, b: Place): boolean {
  return a.at.getTime() === b.at.getTime() ? a.id > b.id : a.at > b.at;
}

/** A place as text for an address: milliseconds and number. */
export function encodePlace({ at, id }: Place): string {
  return `${at.getTime()}.${id}`;
}

/** The largest number of a row; an engine may refuse to compare with a greater one. */
export const largestId = 2_147_483_647;
/** The start of the year 2100: what an engine can write as an instant, and no row is of later. */
const latestMs = 4_102_444_800_000;

/** Null for anything that is no place. */
export function decodePlace(text: string | null | undefined): Place | null {
  const parts = /^(\d{1,13})\.(\d{1,10})$/.exec(text ?? "");
  if (!parts) return null;
  const [ms, id] = [Number(parts[1]), Number(parts[2])];
  return ms <= latestMs && id <= largestId ? { at: new Date(ms), id } : null;
}

/** Stands after an ORDER BY: the one row that far from the start. */
export function rowAt(engine: Engine, offset: number): string {
  return engine === "sqlserver" ? `OFFSET ${offset} ROWS FETCH NEXT 1 ROWS ONLY` : `LIMIT 1 OFFSET ${offset}`;
}

/** Whole numbers of our own, written out. */
export function integers(numbers: readonly number[]): string {
  if (!numbers.every(Number.isSafeInteger)) throw new RangeError("A list for SQL holds something that is no integer.");
  return numbers.length === 0 ? "NULL" : [...new Set(numbers)].join(", ");
}
