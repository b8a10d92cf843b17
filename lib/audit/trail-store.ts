import { setImmediate as nextTurn } from "node:timers/promises";
import type { CompanyScope } from "@/lib/access/scope";
import { rankIn, type Viewer } from "@/lib/access/viewer";
import type { Db, SqlRow } from "@/lib/db/database";
import { instantOf, limitClause } from "@/lib/db/sql";
import type { Changes } from "./describe-change";
import {
  allOf,
  comesFirst,
  encodePlace,
  holdsText,
  inRange,
  integers,
  newestFirst,
  notOlder,
  type PageAsked,
  type Piece,
  type Place,
  pageOf,
  rowAt,
  type Turn,
  turnOf,
} from "./pieces";
import { type Outcome, trailCountCap } from "./schema";

/** One row of the trail as its page shows it. */
export type AuditRow = {
  id: number;
  at: Date;
  actor: { kind: string; id: number | null; name: string };
  ip: string | null;
  companyId: number | null;
  action: string;
  outcome: string;
  target: { kind: string; id: string; label: string } | null;
  changes: Changes;
  count: number;
  /** Its place in the chain; null for noise, which stands outside. */
  chainIndex: number | null;
};

export type AuditFilter = {
  from?: Date;
  /** Exclusive. */
  to?: Date;
  /** Part of the name of who acted. */
  actor?: string;
  /** The whole phrase. */
  action?: string;
  outcome?: Outcome;
  /** A company of the scope, or "none" for what concerns the installation as a whole. */
  company?: number | "none";
  target?: { kind: string; id: string };
  /** Part of who, what, on what or where from. */
  search?: string;
};

export type AuditPage = {
  rows: AuditRow[];
  /** The `after` of the page that follows; null at the end. */
  next: string | null;
  /** The `before` of the page that came before; null at the start. */
  previous: string | null;
  /** Filters look through so many rows at a time and no further than here; null if all of the range was looked at. */
  searchedTo: Date | null;
};

const largestPage = 500;
/** Rows a filter looks through for one page: what is rare costs the same in a trail of any length. */
const defaultWindow = 50_000;
const recentRows = 2_000;
const mostActions = 100;

const columns = [
  "id, at, actor_kind, actor_id, actor_name, ip, company_id, action, outcome, target_kind, target_id, target_label",
  "changes, count, chain_index",
].join(", ");

/** Which rows a viewer may read, as conditions that an index answers one by one. `own`: few of many. */
type Arm = Piece & { own: boolean };

/**
 * The trail as a viewer may read it (5-access, row 25): an administrator of a company all of that company's rows,
 * GlobalAdmin also those that concern no company, anybody else their own acts inside the scope. With `whole` (nothing
 * narrowed) GlobalAdmin also reads what is left of companies that were deleted.
 */
export function auditStore(
  db: Db,
  scope: CompanyScope,
  viewer: Pick<Viewer, "userId" | "globalRole" | "memberships">,
  options: { whole?: boolean; window?: number } = {},
) {
  const { window = defaultWindow } = options;
  const inScope = [...scope.companyIds];
  const isGlobal = viewer.globalRole === "GlobalAdmin";
  const seesAll = isGlobal && options.whole === true;
  const administered = inScope.filter((companyId) => !["User", "none"].includes(rankIn(viewer, companyId)));

  function armsOf(company: AuditFilter["company"]): Arm[] {
    if (seesAll) return [{ ...(company === undefined ? allOf([]) : ofCompany(company)), own: false }];
    const wanted = (ids: readonly number[]) => ids.filter((id) => company === undefined || id === company);
    const withNone = company === undefined || company === "none";
    const arms: Arm[] = [];
    const all = wanted(administered);
    const others = wanted(inScope.filter((id) => !administered.includes(id)));
    if (all.length > 0 || (isGlobal && withNone)) arms.push({ ...ofCompanies(all, isGlobal && withNone), own: false });
    if (!isGlobal && (others.length > 0 || withNone)) {
      const mine = { sql: `actor_kind = 'user' AND actor_id = ${integers([viewer.userId])}`, values: [] };
      arms.push({ ...allOf([mine, ofCompanies(others, withNone)]), own: true });
    }
    return arms;
  }

  /** The last row that a page with filters looks at; null if the range ends before. */
  async function edgeOf(arm: Arm, filter: AuditFilter, turn: Turn): Promise<Place | null> {
    if (arm.own || turn.back || filterPieces(filter).length === 0) return null;
    const where = allOf([arm, ...inRange(filter), ...turn.where]);
    const [row] = await db.sql.query(
      `SELECT at, id FROM app_audit_logs WHERE ${where.sql} ${newestFirst} ${rowAt(db.engine, window - 1)}`,
      where.values,
    );
    return row ? { at: instantOf(row.at), id: Number(row.id) } : null;
  }

  /** The arms with their conditions, and the newest of their edges: below it not every arm was looked through. */
  async function planOf(filter: AuditFilter, turn: Turn): Promise<{ wheres: Piece[]; edge: Place | null }> {
    const arms = armsOf(filter.company);
    const edges = await Promise.all(arms.map((arm) => edgeOf(arm, filter, turn)));
    const edge = edges.reduce((best, one) => (one && (!best || comesFirst(one, best)) ? one : best), null);
    const shared = [...inRange(filter), ...filterPieces(filter), ...turn.where];
    if (edge) shared.push(notOlder(edge));
    return { wheres: arms.map((arm) => allOf([arm, ...shared])), edge };
  }

  /**
   * Newest first, `size` (at most 500) at a time. `after` is the `next` of a page, `before` its `previous`; nonsense
   * is the first page.
   */
  async function page(filter: AuditFilter, asked: PageAsked): Promise<AuditPage> {
    const take = Math.max(1, Math.min(Math.trunc(asked.size), largestPage));
    const turn = turnOf(asked);
    const { wheres, edge } = await planOf(filter, turn);
    const limit = limitClause(db.engine, take + 1);
    const read = (where: Piece) =>
      db.sql.query(`SELECT ${columns} FROM app_audit_logs WHERE ${where.sql} ${turn.order} ${limit}`, where.values);
    const found = (await Promise.all(wheres.map(read))).flat().map(rowOf);
    found.sort((a, b) => (comesFirst(a, b) === turn.back ? 1 : -1));
    const shown = pageOf(found, take, turn);
    const isCut = edge !== null && found.length <= take;
    return isCut ? { ...shown, next: encodePlace(edge), searchedTo: edge.at } : { ...shown, searchedTo: null };
  }

  /** How many match: exact up to the cap, then `capped`, also when the filters did not look at the whole range. */
  async function count(filter: AuditFilter): Promise<{ count: number; capped: boolean }> {
    const { wheres, edge } = await planOf(filter, turnOf({ size: 1 }));
    let total = 0;
    for (const where of wheres) {
      const limit = limitClause(db.engine, trailCountCap + 1);
      const order = db.engine === "sqlserver" ? "ORDER BY one " : "";
      const [row] = await db.sql.query(
        `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM app_audit_logs WHERE ${where.sql} ${order}${limit}) counted`,
        where.values,
      );
      total += Number(row?.n ?? 0);
    }
    return { count: Math.min(total, trailCountCap), capped: total > trailCountCap || edge !== null };
  }

  /** The phrases of what was done lately, by name: what a list to choose from can offer. */
  async function actions(): Promise<string[]> {
    const found = await Promise.all(
      armsOf(undefined).map((arm) =>
        db.sql.query(
          `SELECT DISTINCT action FROM (SELECT action FROM app_audit_logs WHERE ${arm.sql}
            ${newestFirst} ${limitClause(db.engine, recentRows)}) recent`,
          arm.values,
        ),
      ),
    );
    const phrases = new Set(found.flat().map((row) => String(row.action)));
    return [...phrases].sort().slice(0, mostActions);
  }

  /** All that match, in chunks, never all in memory. */
  async function* each(filter: AuditFilter, chunk = largestPage): AsyncGenerator<AuditRow[]> {
    let after: string | null = null;
    do {
      const found: AuditPage = await page(filter, { size: chunk, after });
      if (found.rows.length > 0) yield found.rows;
      after = found.next;
      // SQLite answers without leaving this thread: agents must get their turn between.
      await nextTurn();
    } while (after !== null);
  }

  return { page, count, actions, each };
}

function ofCompany(company: number | "none"): Piece {
  return ofCompanies(company === "none" ? [] : [company], company === "none");
}

function ofCompanies(ids: readonly number[], withNone: boolean): Piece {
  const isOne = ids.length === 1 ? `company_id = ${integers(ids)}` : `company_id IN (${integers(ids)})`;
  if (!withNone) return { sql: isOne, values: [] };
  return { sql: ids.length === 0 ? "company_id IS NULL" : `${isOne} OR company_id IS NULL`, values: [] };
}

function filterPieces(filter: AuditFilter): Piece[] {
  const pieces: Piece[] = [];
  if (filter.actor) pieces.push(holdsText(["actor_name"], filter.actor));
  if (filter.action) pieces.push({ sql: "action = ?", values: [filter.action] });
  if (filter.outcome) pieces.push({ sql: "outcome = ?", values: [filter.outcome] });
  if (filter.target) {
    pieces.push({ sql: "target_kind = ? AND target_id = ?", values: [filter.target.kind, filter.target.id] });
  }
  if (filter.search) {
    pieces.push(holdsText(["actor_name", "action", "target_label", "target_id", "ip"], filter.search));
  }
  return pieces;
}

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

function rowOf(row: SqlRow): AuditRow {
  const targetKind = textOrNull(row.target_kind);
  const changes = String(row.changes ?? "");
  return {
    id: Number(row.id),
    at: instantOf(row.at),
    actor: { kind: String(row.actor_kind), id: numberOrNull(row.actor_id), name: String(row.actor_name) },
    ip: textOrNull(row.ip),
    companyId: numberOrNull(row.company_id),
    action: String(row.action),
    outcome: String(row.outcome),
    target:
      targetKind === null
        ? null
        : { kind: targetKind, id: textOrNull(row.target_id) ?? "", label: textOrNull(row.target_label) ?? "" },
    changes: changesOf(changes),
    count: Number(row.count),
    chainIndex: numberOrNull(row.chain_index),
  };
}

/** A row that somebody damaged is still shown; the chain tells that it was. */
function changesOf(text: string): Changes {
  if (text === "") return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? (parsed as Changes) : {};
  } catch {
    return { "not readable": [null, text.slice(0, 1_000)] };
  }
}
