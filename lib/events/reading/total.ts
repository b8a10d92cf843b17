import type { Db } from "@/lib/db/database";
import { limitClause } from "@/lib/db/sql";
import { type CappedCount, countCap } from "../event";
import { kindTotals } from "./counts";
import type { Plan } from "./plan";
import { allOf, eventsThrough, integers, isOneOf, type NameColumn, type Piece } from "./where";

type Part = { through: NameColumn | null; where: Piece[] };

/**
 * Counts what matches and stops just past the cap, so that a total costs the same however many there are.
 * A rare kind would have it read the whole range: kinds alone are summed from the counts of quarters.
 */
export async function cappedTotal(db: Db, plan: Plan): Promise<CappedCount> {
  let count = 0;
  if (plan.kindsOnly) {
    const totals = await kindTotals(db, plan.companyIds, plan.filter, plan.filter.kinds);
    for (const total of totals.values()) count += total;
  } else {
    for (const part of disjointParts(plan)) {
      if (count <= countCap) count += await countUpTo(db, plan, part, countCap + 1 - count);
    }
  }
  return count > countCap ? { count: countCap, capped: true } : { count, capped: false };
}

/** Events of the named persons, then those of the named computers by anybody else: no event counts twice. */
function disjointParts(plan: Plan): Part[] {
  if (!plan.named) return [{ through: plan.through, where: plan.where }];
  const namesOf = (entries: readonly { name: string }[]): string[] => [...new Set(entries.map((entry) => entry.name))];
  const [persons, computers] = [namesOf(plan.named.persons), namesOf(plan.named.computers)];
  const parts: Part[] = [];
  if (persons.length > 0) {
    parts.push({ through: "person", where: [...plan.filters, isOneOf("l.person", persons)] });
  }
  if (computers.length > 0) {
    const others = isOneOf("l.person", persons);
    const notTheirs = persons.length > 0 ? [{ sql: `NOT (${others.sql})`, values: others.values }] : [];
    const where = [...plan.filters, isOneOf("l.computer", computers), ...notTheirs];
    parts.push({ through: "computer", where });
  }
  return parts;
}

async function countUpTo(db: Db, plan: Plan, part: Part, limit: number): Promise<number> {
  const range = { sql: "l.id >= ? AND l.id < ?", values: [plan.low, plan.high] };
  const where = allOf([range, ...part.where]);
  const order = db.engine === "sqlserver" ? "ORDER BY one " : "";
  const rows = await db.sql.query(
    `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM ${eventsThrough(db.engine, part.through)}
      WHERE l.company_id IN (${integers(plan.companyIds)}) AND ${where.sql} ${order}${limitClause(db.engine, limit)}) counted`,
    where.values,
  );
  return Number(rows[0]?.n ?? 0);
}
