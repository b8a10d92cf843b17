import type { Db, SqlValue } from "@/lib/db/database";
import { limitClause } from "@/lib/db/sql";
import type { EventRow, EventSort } from "../event";
import type { PageCursor } from "./cursor";
import type { Plan } from "./plan";
import { eventRowOf, rowColumns } from "./row";
import type { Direction } from "./time-page";
import { allOf, eventsThrough, integers, type Piece } from "./where";

type ValueColumn = Exclude<EventSort["by"], "time">;

/** What each column sorts by: the folded names, the word of a kind, an address as text; nothing sorts first. */
const sortValues: Record<ValueColumn, string> = {
  kind: "l.kind",
  user: "l.person",
  computer: "l.computer",
  company: "COALESCE(c.name_folded, '')",
  site: "COALESCE(s.name_folded, '')",
  localIp: "COALESCE(l.local_ip, '')",
  publicIp: "COALESCE(l.public_ip, '')",
};

const joinOf: Partial<Record<ValueColumn, string>> = {
  company: "LEFT JOIN app_auth_companies c ON c.id = l.company_id",
  site: "LEFT JOIN app_auth_sites s ON s.company_id = l.company_id AND s.id = l.site_id",
};

/** An event with the value it was sorted by: what a cursor must remember. */
export type ValuedRow = { event: EventRow; value: string };

const other = (direction: Direction): Direction => (direction === "asc" ? "desc" : "asc");

/** Rows beyond (value, id, company) where values run one way and, among equal values, time and company another. */
function beyondPlace(expression: string, values: Direction, times: Direction, place: PageCursor): Piece {
  const valueSign = values === "asc" ? ">" : "<";
  const timeSign = times === "asc" ? ">" : "<";
  const company = integers([place.companyId]);
  return {
    sql: `(${expression} ${valueSign} ? OR (${expression} = ? AND
      (l.id ${timeSign} ? OR (l.id = ? AND l.company_id ${timeSign} ${company}))))`,
    values: [place.value, place.value, place.id, place.id] satisfies SqlValue[],
  };
}

/**
 * Up to `rows` events sorted by a column, newest first among equal values; `backwards` walks the same order
 * from its end. It sorts everything that matches: the caller must know that this is little.
 */
export async function walkValues(
  db: Db,
  plan: Plan,
  sort: { by: ValueColumn; direction: Direction },
  window: { beyond: PageCursor | null; rows: number; backwards: boolean },
): Promise<ValuedRow[]> {
  const expression = sortValues[sort.by];
  const values = window.backwards ? other(sort.direction) : sort.direction;
  const times: Direction = window.backwards ? "asc" : "desc";
  const where = allOf([
    { sql: `l.company_id IN (${integers(plan.companyIds)}) AND l.id >= ? AND l.id < ?`, values: [plan.low, plan.high] },
    ...plan.where,
    ...(window.beyond ? [beyondPlace(expression, values, times, window.beyond)] : []),
  ]);
  const rows = await db.sql.query(
    `SELECT ${rowColumns("l")}, ${expression} AS sort_value FROM ${eventsThrough(db.engine, plan.through)} ${joinOf[sort.by] ?? ""} WHERE ${where.sql}
      ORDER BY sort_value ${values}, l.id ${times}, l.company_id ${times} ${limitClause(db.engine, window.rows)}`,
    where.values,
  );
  return rows.map((row) => ({ event: eventRowOf(row), value: String(row.sort_value) }));
}
