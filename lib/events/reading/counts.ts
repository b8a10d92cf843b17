import type { Db, SqlRow, SqlValue } from "@/lib/db/database";
import type { EventKind } from "../event";
import { firstIdAt } from "../event-id";
import { kindOf } from "./row";
import { integers, isOneOf, type Piece } from "./where";

export type Range = { from: Date; to: Date };

const quarterMs = 15 * 60_000;

/**
 * A range as what the counts of quarters of an hour can tell (`whole`) and the ends that lie inside a
 * quarter, which must be counted from the events themselves.
 */
export function splitAtQuarters(range: Range): { whole: Range | null; ends: Range[] } {
  const [from, to] = [range.from.getTime(), range.to.getTime()];
  if (from >= to) return { whole: null, ends: [] };
  const first = Math.ceil(from / quarterMs) * quarterMs;
  const last = Math.floor(to / quarterMs) * quarterMs;
  const piece = (start: number, end: number): Range => ({ from: new Date(start), to: new Date(end) });
  if (first >= last) return { whole: null, ends: [piece(from, to)] };
  const ends = [piece(from, first), piece(last, to)].filter((end) => end.from < end.to);
  return { whole: piece(first, last), ends };
}

function countingParts(companyIds: readonly number[], range: Range, kinds: readonly EventKind[], tag: number): Piece[] {
  const { whole, ends } = splitAtQuarters(range);
  const ids = integers(companyIds);
  const ofKinds = kinds.length > 0 ? isOneOf("kind", [...new Set(kinds)]) : null;
  const more = ofKinds ? ` AND ${ofKinds.sql}` : "";
  const values: SqlValue[] = ofKinds?.values ?? [];
  const mark = integers([tag]);
  const parts: Piece[] = ends.map((end) => ({
    sql: `SELECT ${mark} AS tag, kind, COUNT(*) AS n FROM api_logs
      WHERE company_id IN (${ids}) AND id >= ? AND id < ?${more} GROUP BY kind`,
    values: [firstIdAt(end.from), firstIdAt(end.to), ...values],
  }));
  if (whole) {
    parts.push({
      sql: `SELECT ${mark} AS tag, kind, SUM(n) AS n FROM api_event_counts
        WHERE company_id IN (${ids}) AND quarter >= ? AND quarter < ?${more} GROUP BY kind`,
      values: [whole.from, whole.to, ...values],
    });
  }
  return parts;
}

/** Engines limit the parts of a UNION (SQLite: 500) and the values of a statement (SQL Server: 2,100). */
const partsInStatement = 90;

async function runParts(db: Db, parts: readonly Piece[], take: (row: SqlRow) => void): Promise<void> {
  for (let at = 0; at < parts.length; at += partsInStatement) {
    const some = parts.slice(at, at + partsInStatement);
    const rows = await db.sql.query(
      some.map((part) => part.sql).join(" UNION ALL "),
      some.flatMap((part) => part.values),
    );
    rows.forEach(take);
  }
}

/** How many events of each kind there are in a range; exact to the millisecond. No `kinds`: every kind. */
export async function kindTotals(
  db: Db,
  companyIds: readonly number[],
  range: Range,
  kinds: readonly EventKind[] = [],
): Promise<Map<EventKind, number>> {
  return (await kindTotalsOf(db, companyIds, [range], kinds))[0] ?? new Map();
}

/** The same for several ranges at once, in their order. */
export async function kindTotalsOf(
  db: Db,
  companyIds: readonly number[],
  ranges: readonly Range[],
  kinds: readonly EventKind[] = [],
): Promise<Map<EventKind, number>[]> {
  const totals = ranges.map(() => new Map<EventKind, number>());
  if (companyIds.length === 0) return totals;
  const parts = ranges.flatMap((range, place) => countingParts(companyIds, range, kinds, place));
  await runParts(db, parts, (row) => {
    const total = totals[Number(row.tag)];
    const kind = kindOf(row.kind);
    total?.set(kind, (total.get(kind) ?? 0) + Number(row.n));
  });
  return totals;
}
