import { setImmediate as nextTurn } from "node:timers/promises";
import type { Viewer } from "@/lib/access/viewer";
import type { Db, SqlRow } from "@/lib/db/database";
import { instantOf, instantOrNull, limitClause } from "@/lib/db/sql";
import { requireWritable } from "@/lib/db/unit-of-work";
import { type ErrorEntry, withNumber } from "./error-entry";
import { allOf, holdsText, inRange, largestId, type PageAsked, type Piece, pageOf, turnOf } from "./pieces";
import { type ErrorLevel, errorLevels, trailCountCap } from "./schema";

/** The same fault again within this long is counted in the row that is there. */
const sameFaultMs = 3_600_000;
const largestPage = 500;

/**
 * Writes entries: counted in the row of the same fault of the last hour, or as new rows, of which at most `newRows`.
 * Gives how many rows are new, and how many entries found no room.
 */
export async function appendErrors(
  tx: Db,
  entries: readonly ErrorEntry[],
  { newRows }: { newRows: number },
): Promise<{ created: number; refused: number }> {
  requireWritable(tx);
  let created = 0;
  let refused = 0;
  for (const { n, ...entry } of entries) {
    const since = new Date(entry.at.getTime() - sameFaultMs);
    const known = await tx.prisma.errorLog.findFirst({
      where: { dedupeKey: entry.dedupeKey, at: { gte: since } },
      orderBy: { id: "desc" },
      select: { id: true, stack: true, requestId: true },
    });
    if (known) {
      const isOther = entry.requestId !== null && entry.requestId !== known.requestId;
      const stack = isOther ? { stack: withNumber(known.stack, entry.requestId ?? "") } : {};
      const data = { n: { increment: n }, lastAt: entry.lastAt, ...stack };
      await tx.prisma.errorLog.updateMany({ where: { id: known.id }, data });
    } else if (created < newRows) {
      await tx.prisma.errorLog.create({ data: { ...entry, n } });
      created += 1;
    } else {
      refused += n;
    }
  }
  return { created, refused };
}

export type ErrorRow = {
  id: number;
  at: Date;
  level: string;
  logger: string;
  message: string;
  stack: string | null;
  requestId: string | null;
  userId: number | null;
  /** The name of that user; null when there is none, or no longer. */
  userName: string | null;
  ip: string | null;
  n: number;
  lastAt: Date;
};

export type ErrorFilter = {
  from?: Date;
  /** Exclusive. */
  to?: Date;
  level?: ErrorLevel;
  /** Part of the message, the logger, the stack, the number or the address. */
  search?: string;
};

export type ErrorPage = { rows: ErrorRow[]; next: string | null; previous: string | null };

export type ErrorCounts = Record<ErrorLevel, number> & { total: number };

const noCounts: ErrorCounts = { DEBUG: 0, INFO: 0, WARNING: 0, ERROR: 0, CRITICAL: 0, total: 0 };

function conditionsOf(filter: ErrorFilter): Piece[] {
  const pieces = inRange(filter);
  if (filter.level) pieces.push({ sql: "level = ?", values: [filter.level] });
  if (filter.search) {
    pieces.push(holdsText(["message", "logger", "request_id", "ip", "stack"], filter.search));
  }
  return pieces;
}

const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** The error log concerns the installation: GlobalAdmin reads it, for anybody else there is nothing in it. */
export function errorStore(db: Db, viewer: Pick<Viewer, "globalRole">) {
  const mayRead = viewer.globalRole === "GlobalAdmin";
  async function namesOf(rows: readonly SqlRow[]): Promise<Map<number, string>> {
    const ids = [...new Set(rows.map((row) => numberOrNull(row.user_id)).filter((id) => id !== null))];
    if (ids.length === 0) return new Map();
    const users = await db.prisma.user.findMany({ where: { id: { in: ids } }, select: { id: true, username: true } });
    return new Map(users.map((user) => [user.id, user.username]));
  }

  async function rowsOf(found: readonly SqlRow[]): Promise<ErrorRow[]> {
    const names = await namesOf(found);
    return found.map((row) => {
      const userId = numberOrNull(row.user_id);
      const at = instantOf(row.at);
      return {
        id: Number(row.id),
        at,
        level: String(row.level),
        logger: String(row.logger),
        message: String(row.message),
        stack: textOrNull(row.stack),
        requestId: textOrNull(row.request_id),
        userId,
        userName: userId === null ? null : (names.get(userId) ?? null),
        ip: textOrNull(row.ip),
        n: Number(row.n),
        lastAt: instantOrNull(row.last_at) ?? at,
      };
    });
  }

  const columns = "id, at, level, logger, message, stack, request_id, user_id, ip, n, last_at";

  /** Newest first by when a fault first came, `size` (at most 500) at a time. */
  async function page(filter: ErrorFilter, asked: PageAsked): Promise<ErrorPage> {
    if (!mayRead) return { rows: [], next: null, previous: null };
    const take = Math.max(1, Math.min(Math.trunc(asked.size), largestPage));
    const turn = turnOf(asked);
    const where = allOf([...conditionsOf(filter), ...turn.where]);
    const found = await db.sql.query(
      `SELECT ${columns} FROM api_error_logs WHERE ${where.sql} ${turn.order} ${limitClause(db.engine, take + 1)}`,
      where.values,
    );
    return pageOf(await rowsOf(found), take, turn);
  }

  /** How many there are of each level; the filter's own level is left out of account. */
  async function counts(filter: ErrorFilter): Promise<ErrorCounts> {
    if (!mayRead) return noCounts;
    const { level: _level, ...rest } = filter;
    const where = allOf(conditionsOf(rest));
    const found = await db.sql.query(
      `SELECT level, COUNT(*) AS n FROM api_error_logs WHERE ${where.sql} GROUP BY level`,
      where.values,
    );
    const counted = { ...noCounts };
    for (const row of found) {
      const name = errorLevels.find((known) => known === row.level);
      if (name) counted[name] += Number(row.n);
      counted.total += Number(row.n);
    }
    return counted;
  }

  /** How many match: exact up to the cap. */
  async function count(filter: ErrorFilter): Promise<{ count: number; capped: boolean }> {
    if (!mayRead) return { count: 0, capped: false };
    const where = allOf(conditionsOf(filter));
    const order = db.engine === "sqlserver" ? "ORDER BY one " : "";
    const [row] = await db.sql.query(
      `SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM api_error_logs WHERE ${where.sql}
        ${order}${limitClause(db.engine, trailCountCap + 1)}) counted`,
      where.values,
    );
    const n = Number(row?.n ?? 0);
    return { count: Math.min(n, trailCountCap), capped: n > trailCountCap };
  }

  async function find(id: number): Promise<ErrorRow | null> {
    if (!mayRead || !Number.isInteger(id) || id < 1 || id > largestId) return null;
    const found = await db.sql.query(`SELECT ${columns} FROM api_error_logs WHERE id = ?`, [id]);
    return (await rowsOf(found))[0] ?? null;
  }

  async function* each(filter: ErrorFilter, chunk = largestPage): AsyncGenerator<ErrorRow[]> {
    let after: string | null = null;
    do {
      const found: ErrorPage = await page(filter, { size: chunk, after });
      if (found.rows.length > 0) yield found.rows;
      after = found.next;
      await nextTurn();
    } while (after !== null);
  }

  return { page, counts, count, find, each };
}

/** What a purge takes: everything that was last seen before an instant, or everything; never what comes meanwhile. */
export type PurgePlan = { before: Date | null; upToId: number; count: number };

/** What there is to purge, counted inside the transaction of the act that says so. */
export async function planPurge(tx: Db, before: Date | null): Promise<PurgePlan> {
  const newest = await tx.prisma.errorLog.findFirst({ orderBy: { id: "desc" }, select: { id: true } });
  const upToId = newest?.id ?? 0;
  return { before, upToId, count: await tx.prisma.errorLog.count({ where: purged(before, upToId) }) };
}

function purged(before: Date | null, upToId: number) {
  return { id: { lte: upToId }, ...(before ? { at: { lt: before }, lastAt: { lt: before } } : {}) };
}

/** Deletes up to `most` of what the plan takes and gives how many; fewer than `most` means that all are gone. */
export async function purgeErrors(tx: Db, { before, upToId }: PurgePlan, most: number): Promise<number> {
  requireWritable(tx);
  const rows = await tx.prisma.errorLog.findMany({
    where: purged(before, upToId),
    select: { id: true },
    orderBy: { id: "asc" },
    take: most,
  });
  await tx.prisma.errorLog.deleteMany({ where: { id: { in: rows.map(({ id }) => id) } } });
  return rows.length;
}
