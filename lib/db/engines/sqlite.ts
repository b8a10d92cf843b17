import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import BetterSqlite3 from "better-sqlite3";
import { PrismaClient } from "@/prisma/generated/sqlite/client";
import type { Sql, SqlRow, SqlValue } from "../database";
import { retryConflicts } from "../retry";
import { sqliteInstant } from "../sql";
import { createSlots, type EngineParts, fillSlot } from "../unit-of-work";
import { watchTransactions } from "../watch-transactions";

type Connection = BetterSqlite3.Database;

/**
 * The driver waits for a lock by blocking the thread, so it waits next to nothing itself: who gets
 * SQLITE_BUSY pauses without blocking and tries again (`retryConflicts`).
 */
const blockingWaitMs = 20;

/**
 * Pages of the write-ahead log (4 KiB each) after which it is copied into the database: events touch the same pages of
 * the indexes again and again, and the more of that is copied at once the fewer pages are written.
 */
const checkpointPages = 8_000;

/** The ends of the indexes that events are written to; the driver's own 2 MiB would be read anew for each group. */
const cacheKib = 16_384;

/** Statements kept per connection; more texts than this means that somebody writes values into them. */
const statementCacheSize = 400;

/** Four connections: Prisma and native, reading and writing. The reading ones refuse to write. */
export async function openSqlite(file: string): Promise<EngineParts> {
  createFile(file);
  const opened: Connection[] = [];
  try {
    const nativeWriter = prepareConnection(new BetterSqlite3(file), "write");
    opened.push(nativeWriter);
    const nativeReader = prepareConnection(new BetterSqlite3(file), "read");
    opened.push(nativeReader);
    const slots = createSlots();
    const reader = prismaOver(file, "read");
    let unitSql: Sql | null = null;
    const writer = prismaOver(file, "write", (connection) => {
      unitSql ??= sqlOver(connection);
      const sql = unitSql;
      return fillSlot(slots, () => sql);
    });
    // Prisma opens its connection when first asked; asked now, the settings are checked now.
    await reader.$connect();
    await writer.$connect();
    const readSql = sqlOver(nativeReader);
    const writeSql = sqlOver(nativeWriter);
    return {
      engine: "sqlite",
      reader,
      writer,
      sql: readSql,
      slots,
      parallelWrites: 1,
      async group(work) {
        await beginImmediate(nativeWriter);
        try {
          const result = await work(writeSql);
          nativeWriter.exec("COMMIT");
          return result;
        } catch (error) {
          if (nativeWriter.inTransaction) nativeWriter.exec("ROLLBACK");
          throw error;
        }
      },
      touch: () => readSql.query("SELECT COUNT(*) AS n FROM sqlite_master"),
      async close() {
        await reader.$disconnect();
        await writer.$disconnect();
        for (const connection of opened) connection.close();
      },
    };
  } catch (error) {
    for (const connection of opened) connection.close();
    throw error;
  }
}

/** Readable by its owner alone; SQLite gives its side files the same rights. */
export function createFile(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  closeSync(openSync(file, "a", 0o600));
}

/**
 * Sets a connection up and asserts on it, alive, what durability rests on. WAL: in the default
 * journal mode acknowledged rows were lost after one overlapping reader. FULL: in WAL the driver's
 * build defaults to NORMAL, which loses the last commits with the power.
 */
export function prepareConnection(connection: Connection, use: "read" | "write"): Connection {
  connection.pragma(`busy_timeout = ${blockingWaitMs}`);
  connection.pragma("journal_mode = WAL");
  connection.pragma("synchronous = FULL");
  connection.pragma("foreign_keys = ON");
  connection.pragma("journal_size_limit = 67108864");
  connection.pragma(`wal_autocheckpoint = ${checkpointPages}`);
  if (use === "write") connection.pragma(`cache_size = -${cacheKib}`);
  if (use === "read") connection.pragma("query_only = ON");
  // A Prisma connection gives integers as BigInt, hence Number().
  const journal = connection.pragma("journal_mode", { simple: true });
  const synchronous = Number(connection.pragma("synchronous", { simple: true }));
  const foreignKeys = Number(connection.pragma("foreign_keys", { simple: true }));
  if (journal !== "wal" || synchronous !== 2 || foreignKeys !== 1) {
    connection.close();
    throw new Error(
      `SQLite does not run as it must (journal_mode ${journal}, synchronous ${synchronous}, foreign_keys ${foreignKeys}): ` +
        "WAL, FULL and foreign keys are needed, so the file must lie on a local disk",
    );
  }
  return connection;
}

/** BEGIN IMMEDIATE; while another process writes, waits without blocking the thread. */
export async function beginImmediate(connection: Connection, patienceMs?: number): Promise<void> {
  await retryConflicts(async () => {
    connection.exec("BEGIN IMMEDIATE");
  }, patienceMs);
}

/** Prisma's own connection, set up like the others; `begun` hears of each transaction on it. */
function prismaOver(file: string, use: "read" | "write", begun?: (connection: Connection) => () => void): PrismaClient {
  const adapter = new PrismaBetterSqlite3({ url: file });
  let connection: Connection | null = null;
  watchTransactions(adapter, {
    connected(connected) {
      connection = prepareConnection(requireConnection(Reflect.get(connected, "client")), use);
    },
    async begun() {
      // The adapter says BEGIN. Taking the write lock only at the first write would fail, not wait,
      // when another process has written since the first read.
      const own = requireConnection(connection);
      own.exec("COMMIT");
      await beginImmediate(own);
      return begun?.(own) ?? (() => undefined);
    },
  });
  return new PrismaClient({ adapter });
}

function requireConnection(value: unknown): Connection {
  if (value instanceof BetterSqlite3) return value;
  throw new Error("Prisma's SQLite adapter no longer shows its connection");
}

function sqlOver(connection: Connection): Sql {
  const prepared = new Map<string, BetterSqlite3.Statement<unknown[]>>();
  return {
    engine: "sqlite",
    async query(text, values = []) {
      let statement = prepared.get(text);
      if (!statement) {
        if (prepared.size >= statementCacheSize) prepared.clear();
        // Prisma's connection is set to BigInt; every figure here is within a double's whole numbers.
        statement = connection.prepare<unknown[]>(text).safeIntegers(false);
        prepared.set(text, statement);
      }
      const bound = bindable(values);
      if (statement.reader) return statement.all(bound) as SqlRow[];
      statement.run(bound);
      return [];
    },
  };
}

/** Rows of one group carry the same instants over and over, which cost more to write out than all else. */
function bindable(values: readonly SqlValue[]): (string | number | bigint | null)[] {
  const written = new Map<number, string>();
  return values.map((value) => {
    if (typeof value === "boolean") return value ? 1 : 0;
    if (!(value instanceof Date)) return value;
    const ms = value.getTime();
    const text = written.get(ms) ?? sqliteInstant(value);
    written.set(ms, text);
    return text;
  });
}
