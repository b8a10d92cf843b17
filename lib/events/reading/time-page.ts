import type { Db } from "@/lib/db/database";
import { limitClause } from "@/lib/db/sql";
import type { EventRow } from "../event";
import type { PageCursor } from "./cursor";
import type { Plan } from "./plan";
import { eventRowOf, rowColumns } from "./row";
import { compareKeys, type EventKey, rowsOfKeys } from "./rows";
import { allOf, eventsThrough, integers, type NameColumn, type Piece } from "./where";

export type Direction = "asc" | "desc";

/** A bounded walk along an index: one company, one name of it, or all of it. */
type Source = { companyId: number; through: NameColumn | null; where: Piece[] };

/** Engines limit the parts of a UNION (SQLite: 500) and the values of a statement (SQL Server: 2,100). */
const sourcesInStatement = 90;

function sourcesOf(plan: Plan): Source[] {
  if (!plan.named) return plan.companyIds.map((companyId) => ({ companyId, through: plan.through, where: plan.where }));
  const one = (column: NameColumn) => (entry: { companyId: number; name: string }) => ({
    companyId: entry.companyId,
    through: column,
    where: [...plan.filters, { sql: `l.${column} = ?`, values: [entry.name] }],
  });
  return [...plan.named.persons.map(one("person")), ...plan.named.computers.map(one("computer"))];
}

/**
 * The range of ids of one source: the plan's, cut at the place. Order is by id, then by company, so at the place's own
 * id a company before it is done. One bound on each side: SQLite seeks by a single one, and would walk from the
 * range's end again for every page if the place were a third.
 */
function rangeOf(plan: Plan, companyId: number, direction: Direction, place: EventKey | null): Piece {
  let [lower, upper] = ["l.id >= ?", "l.id < ?"];
  let [low, high] = [plan.low, plan.high];
  if (place && direction === "asc" && place.id >= low) {
    lower = companyId > place.companyId ? "l.id >= ?" : "l.id > ?";
    low = place.id;
  } else if (place && direction === "desc" && place.id < high) {
    upper = companyId < place.companyId ? "l.id <= ?" : "l.id < ?";
    high = place.id;
  }
  return { sql: `${lower} AND ${upper}`, values: [low, high] };
}

function walk(db: Db, plan: Plan, source: Source, columns: string, direction: Direction, page: Window): Piece {
  const where = allOf([rangeOf(plan, source.companyId, direction, page.beyond), ...source.where]);
  return {
    sql: `SELECT ${columns} FROM ${eventsThrough(db.engine, source.through)} WHERE l.company_id = ${integers([source.companyId])} AND ${where.sql}
      ORDER BY l.id ${direction} ${limitClause(db.engine, page.rows)}`,
    values: where.values,
  };
}

export type Window = { beyond: EventKey | null; rows: number };

/** Up to `window.rows` events in the order of time, beyond a place. No OFFSET and no sort of more than a page a source. */
export async function walkTime(db: Db, plan: Plan, direction: Direction, window: Window): Promise<EventRow[]> {
  const sources = sourcesOf(plan);
  const [only] = sources;
  if (only && sources.length === 1) {
    const one = walk(db, plan, only, rowColumns("l"), direction, window);
    return (await db.sql.query(one.sql, one.values)).map(eventRowOf);
  }
  const sign = direction === "asc" ? 1 : -1;
  let keys: EventKey[] = [];
  for (let at = 0; at < sources.length; at += sourcesInStatement) {
    const walks = sources
      .slice(at, at + sourcesInStatement)
      .map((source) => walk(db, plan, source, "l.company_id, l.id", direction, window));
    // UNION, not UNION ALL: an event may carry both a name and a computer that fit.
    const merged = walks.map((part, place) => `SELECT * FROM (${part.sql}) w${place}`).join(" UNION ");
    const rows = await db.sql.query(
      `SELECT company_id, id FROM (${merged}) m ORDER BY id ${direction}, company_id ${direction} ${limitClause(db.engine, window.rows)}`,
      walks.flatMap((part) => part.values),
    );
    keys.push(...rows.map((row) => ({ companyId: Number(row.company_id), id: String(row.id) })));
    if (at > 0) keys = distinct(keys);
    keys = keys.sort((a, b) => sign * compareKeys(a, b)).slice(0, window.rows);
  }
  return rowsOfKeys(db, keys);
}

function distinct(keys: readonly EventKey[]): EventKey[] {
  return [...new Map(keys.map((key) => [`${key.companyId}.${key.id}`, key])).values()];
}

export function placeOf(cursor: PageCursor | null): EventKey | null {
  return cursor ? { companyId: cursor.companyId, id: cursor.id } : null;
}
