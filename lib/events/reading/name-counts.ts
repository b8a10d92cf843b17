import type { Db } from "@/lib/db/database";
import { limitClause } from "@/lib/db/sql";
import type { CappedCount } from "../event";
import { isNoisePerson } from "../noise";
import { integers } from "./where";

/**
 * How many persons each company has events of, without noise: exact up to `cap`. Like `distinctNames` it leaps from
 * name to name along the index (company, person, id), and stops after `cap` leaps, whatever the number of events.
 */
export async function countPersons(
  db: Db,
  companyIds: readonly number[],
  cap: number,
): Promise<Map<number, CappedCount>> {
  const counts = new Map(companyIds.map((id) => [id, { count: 0, leaps: 0 }]));
  if (counts.size === 0) return new Map();
  const rows = await db.sql.query(leapingSql(db, companyIds, cap + 1));
  for (const row of rows) {
    const entry = counts.get(Number(row.company_id));
    if (!entry) continue;
    entry.leaps += 1;
    if (entry.leaps <= cap && !isNoisePerson(String(row.name))) entry.count += 1;
  }
  return new Map([...counts].map(([id, { count, leaps }]) => [id, { count, capped: leaps > cap }]));
}

function leapingSql({ engine }: Pick<Db, "engine">, companyIds: readonly number[], most: number): string {
  if (engine === "mysql" || engine === "sqlserver") {
    const ofCompany = (id: number): string =>
      `SELECT * FROM (SELECT DISTINCT company_id, person AS name FROM api_logs WHERE company_id = ${integers([id])}
        ORDER BY company_id, person ${limitClause(engine, most)}) c${integers([id])}`;
    return companyIds.map(ofCompany).join(" UNION ALL ");
  }
  const leaps = integers([most]);
  return `WITH RECURSIVE names(company_id, name, n) AS (
    SELECT c.id, (SELECT MIN(l.person) FROM api_logs l WHERE l.company_id = c.id), 1
    FROM app_auth_companies c WHERE c.id IN (${integers(companyIds)})
    UNION ALL
    SELECT n.company_id,
      (SELECT MIN(l.person) FROM api_logs l WHERE l.company_id = n.company_id AND l.person > n.name), n.n + 1
    FROM names n WHERE n.name IS NOT NULL AND n.n < ${leaps})
    SELECT company_id, name FROM names WHERE name IS NOT NULL`;
}
