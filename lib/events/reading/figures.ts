import type { Db, SqlValue } from "@/lib/db/database";
import { limitClause } from "@/lib/db/sql";
import type { EventKind } from "../event";
import { firstIdAt } from "../event-id";
import { isNoisePerson } from "../noise";
import { kindTotalsOf, type Range } from "./counts";
import { distinctNames } from "./names";
import { eventsThrough, integers, isOneOf } from "./where";

/** A number now and the same before; `before` is null when nothing was recorded before the range. */
export type Figure = { value: number; before: number | null };
export type Figures = { signedInNow: Figure; signIns: Figure; failures: Figure; silentComputers: Figure };

/** Kinds that say whether a person is signed in; a locked or disconnected session is still one. */
const presenceKinds: readonly EventKind[] = ["sign_in", "sign_out", "lock", "unlock", "disconnect", "reconnect"];

type Rules = { companyId: number; maxOpenMs: number; staleAfterMs: number };

async function rulesOf(db: Db, companyIds: readonly number[]): Promise<Rules[]> {
  const rows = await db.sql.query(
    `SELECT id, max_open_seconds, stale_after_seconds FROM app_auth_companies WHERE id IN (${integers(companyIds)})`,
  );
  return rows.map((row) => ({
    companyId: Number(row.id),
    maxOpenMs: Number(row.max_open_seconds) * 1000,
    staleAfterMs: Number(row.stale_after_seconds) * 1000,
  }));
}

/** Companies that share a rule are asked about in one statement. */
function groupBy(rules: readonly Rules[], key: (rules: Rules) => number): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  for (const entry of rules) groups.set(key(entry), [...(groups.get(key(entry)) ?? []), entry.companyId]);
  return groups;
}

const earlier = (instant: Date, ms: number): Date => new Date(instant.getTime() - ms);

/**
 * Persons whose last event about presence at an instant is younger than their company's longest session and
 * not a sign-out. One seek in the index (company, person, id) for each person, whatever the number of events.
 */
async function signedInAt(db: Db, rules: readonly Rules[], instants: readonly Date[]): Promise<number[]> {
  const counts = instants.map(() => 0);
  const kinds = isOneOf("l.kind", presenceKinds);
  for (const [maxOpenMs, companyIds] of groupBy(rules, (entry) => entry.maxOpenMs)) {
    const names = distinctNames(db, "person", companyIds);
    const last = instants.map(
      (_, place) =>
        `(SELECT l.kind FROM ${eventsThrough(db.engine, "person")} WHERE l.company_id = names.company_id AND l.person = names.name
          AND l.id >= ? AND l.id < ? AND ${kinds.sql} ORDER BY l.id DESC ${limitClause(db.engine, 1)}) AS kind${place}`,
    );
    const values: SqlValue[] = instants.flatMap((instant) => [
      firstIdAt(earlier(instant, maxOpenMs)),
      firstIdAt(earlier(instant, -1)),
      ...kinds.values,
    ]);
    const rows = await db.sql.query(`${names.sql} SELECT name, ${last.join(", ")} FROM names WHERE name IS NOT NULL`, [
      ...names.values,
      ...values,
    ]);
    for (const row of rows) {
      if (isNoisePerson(String(row.name))) continue;
      for (const place of instants.keys()) {
        const kind = row[`kind${place}`];
        if (kind !== null && kind !== undefined && kind !== "sign_out") counts[place] = (counts[place] ?? 0) + 1;
      }
    }
  }
  return counts;
}

/** Computers that sent heartbeats up to an instant, and none in the company's stale time before it. */
async function silentAt(db: Db, rules: readonly Rules[], instant: Date): Promise<number> {
  let count = 0;
  const beat = `SELECT 1 FROM api_heartbeats h WHERE h.company_id = c.company_id AND h.computer = c.computer`;
  for (const [staleAfterMs, companyIds] of groupBy(rules, (entry) => entry.staleAfterMs)) {
    const rows = await db.sql.query(
      `SELECT COUNT(*) AS n FROM api_computers c WHERE c.company_id IN (${integers(companyIds)})
        AND EXISTS (${beat} AND h.from_at <= ?)
        AND NOT EXISTS (${beat} AND h.to_at >= ? AND h.from_at <= ?)`,
      [instant, earlier(instant, staleAfterMs), instant],
    );
    count += Number(rows[0]?.n ?? 0);
  }
  return count;
}

async function silentNow(db: Db, rules: readonly Rules[], now: Date): Promise<number> {
  let count = 0;
  for (const [staleAfterMs, companyIds] of groupBy(rules, (entry) => entry.staleAfterMs)) {
    const rows = await db.sql.query(
      `SELECT COUNT(*) AS n FROM api_computers WHERE company_id IN (${integers(companyIds)}) AND last_heartbeat_at < ?`,
      [earlier(now, staleAfterMs)],
    );
    count += Number(rows[0]?.n ?? 0);
  }
  return count;
}

async function anyBefore(db: Db, companyIds: readonly number[], instant: Date): Promise<boolean> {
  const order = db.engine === "sqlserver" ? "ORDER BY id " : "";
  const rows = await db.sql.query(
    `SELECT id FROM api_logs WHERE company_id IN (${integers(companyIds)}) AND id < ? ${order}${limitClause(db.engine, 1)}`,
    [firstIdAt(instant)],
  );
  return rows.length > 0;
}

export async function readFigures(db: Db, companyIds: readonly number[], now: Date, range: Range): Promise<Figures> {
  const none: Figure = { value: 0, before: null };
  if (companyIds.length === 0) return { signedInNow: none, signIns: none, failures: none, silentComputers: none };
  const rules = await rulesOf(db, companyIds);
  const length = range.to.getTime() - range.from.getTime();
  const rangeBefore = { from: earlier(range.from, length), to: range.from };
  const [totals, totalsBefore] = await kindTotalsOf(db, companyIds, [range, rangeBefore], ["sign_in", "failed"]);
  const [signedIn = 0, signedInBefore = 0] = await signedInAt(db, rules, [now, range.from]);
  const silent = await silentNow(db, rules, now);
  const silentBefore = await silentAt(db, rules, range.from);
  const comparable = await anyBefore(db, companyIds, range.from);
  const figure = (value = 0, before = 0): Figure => ({ value, before: comparable ? before : null });
  return {
    signedInNow: figure(signedIn, signedInBefore),
    signIns: figure(totals?.get("sign_in"), totalsBefore?.get("sign_in")),
    failures: figure(totals?.get("failed"), totalsBefore?.get("failed")),
    silentComputers: figure(silent, silentBefore),
  };
}
