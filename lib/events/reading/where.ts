import type { Engine, SqlValue } from "@/lib/db/database";
import { containsClause, placeholders } from "@/lib/db/sql";
import type { EventFilter } from "../event";
import type { Search } from "./search";

/** A piece of SQL with its values, in order. */
export type Piece = { sql: string; values: SqlValue[] };

/** Whole numbers of our own, written out: keeps long statements under the engines' limits on values. */
export function integers(numbers: readonly number[]): string {
  if (!numbers.every(Number.isSafeInteger)) throw new RangeError("A list for SQL holds something that is no integer.");
  return numbers.length === 0 ? "NULL" : [...new Set(numbers)].join(", ");
}

export type NameColumn = "person" | "computer";

/**
 * `api_logs l`, read through the index of a name. SQLite (without statistics) and MariaDB would rather walk
 * everybody's events in the order of the primary key.
 */
export function eventsThrough(engine: Engine, column: NameColumn | null): string {
  if (column === null) return "api_logs l";
  const index = `api_logs_company_id_${column}_id_idx`;
  if (engine === "sqlite") return `api_logs l INDEXED BY ${index}`;
  return engine === "mysql" ? `api_logs l FORCE INDEX (${index})` : "api_logs l";
}

export function allOf(pieces: readonly Piece[]): Piece {
  return { sql: pieces.map((piece) => piece.sql).join(" AND "), values: pieces.flatMap((piece) => piece.values) };
}

export function isOneOf(column: string, values: readonly string[]): Piece {
  if (values.length === 1) return { sql: `${column} = ?`, values: [...values] };
  return { sql: `${column} IN (${placeholders(values.length)})`, values: [...values] };
}

/** What a filter asks of an event besides company and time; `l` is `api_logs`. The search text comes apart. */
export function filterPieces(filter: EventFilter): Piece[] {
  const pieces: Piece[] = [];
  if (filter.kinds && filter.kinds.length > 0) pieces.push(isOneOf("l.kind", [...new Set(filter.kinds)]));
  if (filter.person !== undefined) pieces.push({ sql: "l.person = ?", values: [filter.person] });
  if (filter.computer !== undefined) pieces.push({ sql: "l.computer = ?", values: [filter.computer] });
  if (filter.siteId !== undefined) pieces.push({ sql: `l.site_id = ${integers([filter.siteId])}`, values: [] });
  if (filter.ip !== undefined) {
    pieces.push({
      sql: "(l.local_ip = ? OR l.public_ip = ? OR l.source_ip = ?)",
      values: [filter.ip, filter.ip, filter.ip],
    });
  }
  return pieces;
}

const like = (column: string, pattern: string): Piece => ({ sql: containsClause(column), values: [pattern] });

function nameFits(column: string, known: Search["persons"], pattern: string): Piece[] {
  if (known === null) return [like(column, pattern)];
  return known.length === 0 ? [] : [isOneOf(column, [...new Set(known.map((entry) => entry.name))])];
}

/** True of an event the search finds; null if nothing can be found. */
export function searchPiece(search: Search): Piece | null {
  const { pattern } = search;
  const parts = [
    ...nameFits("l.person", search.persons, pattern),
    ...nameFits("l.computer", search.computers, pattern),
  ];
  if (search.siteIds.length > 0) parts.push({ sql: `l.site_id IN (${integers(search.siteIds)})`, values: [] });
  if (search.kinds.length > 0) parts.push(isOneOf("l.kind", search.kinds));
  if (search.otherTypes) {
    const type = like("LOWER(l.event_type)", pattern);
    parts.push({ sql: `(l.kind = 'other' AND ${type.sql})`, values: type.values });
  }
  if (search.addresses) {
    parts.push(like("l.local_ip", pattern), like("l.public_ip", pattern), like("l.source_ip", pattern));
  }
  if (parts.length === 0) return null;
  return { sql: `(${parts.map((part) => part.sql).join(" OR ")})`, values: parts.flatMap((part) => part.values) };
}
