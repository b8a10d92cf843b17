import type { Db, SqlValue } from "@/lib/db/database";
import { instantOf, instantOrNull, limitClause } from "@/lib/db/sql";
import type { EventRow } from "../event";
import { type EventKey, rowsOfKeys } from "./rows";
import { integers } from "./where";

/** A key with the instant of receipt: how live streams order events. */
export type ReceivedKey = EventKey & { receivedAt: Date };

export function compareReceived(a: ReceivedKey, b: ReceivedKey): number {
  const difference = a.receivedAt.getTime() - b.receivedAt.getTime();
  if (difference !== 0) return difference;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.companyId - b.companyId;
}

/** Engines limit the parts of a UNION (SQLite: 500). */
const companiesInStatement = 100;

type ReceivedDb = Pick<Db, "engine" | "sql">;

/** One bounded walk along the index (company, receivedAt, id) for each company. */
async function walkReceived(
  db: ReceivedDb,
  companyIds: readonly number[],
  where: { sql: string; values: SqlValue[] },
  order: "asc" | "desc",
  limit: number,
): Promise<ReceivedKey[]> {
  const keys: ReceivedKey[] = [];
  for (let at = 0; at < companyIds.length; at += companiesInStatement) {
    const some = companyIds.slice(at, at + companiesInStatement);
    const parts = some.map(
      (companyId) =>
        `SELECT * FROM (SELECT company_id, id, received_at FROM api_logs WHERE company_id = ${integers([companyId])}
          AND ${where.sql} ORDER BY received_at ${order}, id ${order} ${limitClause(db.engine, limit)}) w${companyId}`,
    );
    const rows = await db.sql.query(
      parts.join(" UNION ALL "),
      some.flatMap(() => where.values),
    );
    for (const row of rows) {
      keys.push({
        companyId: Number(row.company_id),
        id: String(row.id),
        receivedAt: instantOf(row.received_at),
      });
    }
  }
  return keys.sort(compareReceived);
}

/** Keys of the newest events received at an instant or later, oldest first; the newest `limit` of each company. */
export async function receivedKeys(
  db: ReceivedDb,
  companyIds: readonly number[],
  from: Date,
  limit: number,
): Promise<ReceivedKey[]> {
  const keys = await walkReceived(db, companyIds, { sql: "received_at >= ?", values: [from] }, "desc", limit);
  return keys.slice(-limit);
}

/** Keys received after a place, oldest first; at most `limit`. */
export async function keysAfter(
  db: ReceivedDb,
  companyIds: readonly number[],
  place: { receivedAt: Date; id: string },
  limit: number,
): Promise<ReceivedKey[]> {
  const where = {
    sql: "received_at >= ? AND (received_at > ? OR id > ?)",
    values: [place.receivedAt, place.receivedAt, place.id],
  };
  return (await walkReceived(db, companyIds, where, "asc", limit)).slice(0, limit);
}

export async function receivedAfter(
  db: ReceivedDb,
  companyIds: readonly number[],
  place: { receivedAt: Date; id: string },
  limit: number,
): Promise<EventRow[]> {
  return rowsOfKeys(db, await keysAfter(db, companyIds, place, limit));
}

export async function newestReceived(db: ReceivedDb, companyIds: readonly number[]): Promise<Date | null> {
  if (companyIds.length === 0) return null;
  const newest = `SELECT l.received_at FROM api_logs l WHERE l.company_id = c.id
    ORDER BY l.received_at DESC ${limitClause(db.engine, 1)}`;
  const rows = await db.sql.query(
    `SELECT MAX(newest) AS newest FROM (SELECT (${newest}) AS newest FROM app_auth_companies c
      WHERE c.id IN (${integers(companyIds)})) of_companies`,
  );
  return instantOrNull(rows[0]?.newest);
}
