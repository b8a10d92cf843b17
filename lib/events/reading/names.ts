import type { Db, SqlRow } from "@/lib/db/database";
import { containsClause, containsPattern, limitClause } from "@/lib/db/sql";
import type { KnownName } from "./search";
import { eventsThrough, integers, type NameColumn, type Piece } from "./where";

/**
 * The distinct names of companies, as a relation `names(company_id, name)`, without reading their events:
 * SQLite and PostgreSQL leap from name to name along the index (company, name, id), one seek a name;
 * MariaDB, MySQL and SQL Server do the same for a plain DISTINCT.
 */
export function distinctNames(db: Pick<Db, "engine">, column: NameColumn, companyIds: readonly number[]): Piece {
  const ids = integers(companyIds);
  if (db.engine === "mysql" || db.engine === "sqlserver") {
    const sql = `names AS (SELECT DISTINCT company_id, ${column} AS name FROM api_logs WHERE company_id IN (${ids}))`;
    return { sql: `WITH ${sql}`, values: [] };
  }
  const next = `(SELECT MIN(l.${column}) FROM api_logs l WHERE l.company_id = n.company_id AND l.${column} > n.name)`;
  return {
    sql: `WITH RECURSIVE names(company_id, name) AS (
      SELECT c.id, (SELECT MIN(l.${column}) FROM api_logs l WHERE l.company_id = c.id)
      FROM app_auth_companies c WHERE c.id IN (${ids})
      UNION ALL
      SELECT n.company_id, ${next} FROM names n WHERE n.name IS NOT NULL)`,
    values: [],
  };
}

/** Up to `limit` names that hold the folded text, in no particular order across companies. */
export async function namesHolding(
  db: Db,
  column: NameColumn,
  companyIds: readonly number[],
  text: string,
  limit: number,
): Promise<KnownName[]> {
  const names = distinctNames(db, column, companyIds);
  const order = db.engine === "sqlserver" ? "ORDER BY name " : "";
  const rows = await db.sql.query(
    `${names.sql} SELECT company_id, name FROM names WHERE ${containsClause("name")} ${order}${limitClause(db.engine, limit)}`,
    [...names.values, containsPattern(text)],
  );
  return rows.map((row) => ({ companyId: Number(row.company_id), name: String(row.name) }));
}

/**
 * For a filter's list of suggestions: folded names with the spelling last sent, those that begin with the
 * text first. An empty text gives the first names there are.
 */
export async function suggestNames(
  db: Db,
  column: NameColumn,
  companyIds: readonly number[],
  text: string,
  limit: number,
): Promise<{ value: string; label: string }[]> {
  const found = await namesHolding(db, column, companyIds, text, 1000);
  const byName = new Map(found.map((entry) => [entry.name, entry]));
  const rank = (name: string): number => (name.startsWith(text) ? 0 : 1);
  const chosen = [...byName.values()]
    .filter((entry) => entry.name !== "")
    .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1))
    .slice(0, limit);
  if (chosen.length === 0) return [];
  const spelling = column === "person" ? "user_name" : "computer_name";
  const parts = chosen.map(
    (entry) =>
      `SELECT * FROM (SELECT l.${column} AS name, l.${spelling} AS label FROM ${eventsThrough(db.engine, column)}
        WHERE l.company_id = ${integers([entry.companyId])} AND l.${column} = ?
        ORDER BY l.id DESC ${limitClause(db.engine, 1)}) s`,
  );
  const rows = await db.sql.query(
    parts.join(" UNION ALL "),
    chosen.map((entry) => entry.name),
  );
  const labels = new Map(rows.map((row: SqlRow) => [String(row.name), String(row.label)]));
  return chosen.map((entry) => ({ value: entry.name, label: labels.get(entry.name) ?? entry.name }));
}
