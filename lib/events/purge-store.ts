import type { Database, SqlValue } from "@/lib/db/database";
import { instantOf, limitClause } from "@/lib/db/sql";

/** What agents sent and what was made of it, by company; `key` comes second in the primary key and orders the rows. */
const tables = [
  { table: "api_logs", key: "id" },
  { table: "api_event_counts", key: "quarter", isInstant: true },
  { table: "api_heartbeats", key: "computer" },
  { table: "api_sessions", key: "id" },
  { table: "api_person_days", key: "date" },
  { table: "api_dirty", key: "computer" },
  { table: "api_computers", key: "computer" },
] as const;

/**
 * Removes up to about `rows` rows of one table of a company in a transaction of their own, the oldest first, so that
 * agents write in between. Gives about how many went; 0 when the company has nothing left.
 */
export async function purgeSome(
  db: Pick<Database, "engine" | "sql" | "writeGroup">,
  companyId: number,
  rows: number,
): Promise<number> {
  for (const { table, key, ...kind } of tables) {
    const first = `SELECT ${key} AS place FROM ${table} WHERE company_id = ? ORDER BY ${key} ${limitClause(db.engine, rows)}`;
    const found = await db.sql.query(first, [companyId]);
    const last = found.at(-1)?.place;
    if (last === undefined) continue;
    const upTo: SqlValue = "isInstant" in kind ? instantOf(last) : String(last);
    await db.writeGroup((sql) =>
      sql.query(`DELETE FROM ${table} WHERE company_id = ? AND ${key} <= ?`, [companyId, upTo]),
    );
    return found.length;
  }
  return 0;
}
