import { AsyncLocalStorage } from "node:async_hooks";
import type { PrismaClient } from "@/prisma/generated/sqlite/client";
import type { Database, Db, Engine, Prisma, Sql } from "./database";
import { asUnavailable, orUnavailable } from "./failures";
import { retryConflicts } from "./retry";
import { createTurns } from "./turns";
import { within } from "./within";

/** What an engine brings; `assembleDatabase` makes a Database of it. */
export type EngineParts = {
  engine: Engine;
  /** For reading outside transactions. */
  reader: PrismaClient;
  /** For interactive transactions; may be the reader where one pool serves both. */
  writer: PrismaClient;
  /** Native reading outside transactions. */
  sql: Sql;
  slots: UnitSlots;
  /** How many units of work and groups may run at once. */
  parallelWrites: number;
  /** One native transaction, one attempt. */
  group<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Settles when the database has answered. */
  touch(): Promise<unknown>;
  close(): Promise<void>;
};

/**
 * Where the engine leaves plain SQL over the connection of the transaction that Prisma has just begun,
 * for the unit of work that made it begin. So both write in the same transaction.
 */
export type UnitSlot = { sql: Sql | null; open: boolean };
/** The SQLite client, whose types stand for all four (database.ts). */
export type SqliteClient = PrismaClient;
export type UnitSlots = AsyncLocalStorage<UnitSlot>;

export function createSlots(): UnitSlots {
  return new AsyncLocalStorage<UnitSlot>();
}

/**
 * For an engine whose transaction has begun: leaves its SQL to the unit that made it begin. What it gives takes the
 * SQL away again; on the bare connection it would go on writing, outside any transaction.
 */
export function fillSlot(slots: UnitSlots, sql: () => Sql): () => void {
  const slot = slots.getStore();
  if (!slot) return () => undefined;
  slot.sql = sql();
  return () => {
    slot.sql = null;
  };
}

/** Of a server's pool, the part that may write at once; the rest stays free for reading. */
export function parallelWrites(poolSize: number): number {
  return Math.max(1, Math.floor(poolSize * 0.6));
}

/** A store's writing methods call this first: a write outside a unit of work is a mistake in the program. */
export function requireWritable(db: Db): void {
  if (!db.writable) throw new Error("This writes: call it with the transaction of a unit of work");
}

/** Then the request is better answered with "try again" than kept waiting. */
const turnPatienceMs = 15_000;

/** Longer than any unit should take; it only frees what a stuck one holds. */
const defaultUnitLimitMs = 20_000;
const longestBeginMs = 6_000;

export function assembleDatabase(parts: EngineParts, unitLimitMs = defaultUnitLimitMs): Database {
  const { engine, slots } = parts;
  const sql: Sql = {
    engine,
    query: (text, values) => orUnavailable(() => parts.sql.query(text, values)),
  };
  // SQLite has one writer, and its driver blocks the thread while it waits for the lock: a native
  // BEGIN while a Prisma transaction of this process is open would wait for ever. A server's pool
  // keeps connections for reading, and who waits for a turn is not told that the server is away.
  const turns = createTurns(parts.parallelWrites, turnPatienceMs);
  // Rivals on a server run side by side first; those that lost go one by one, so that they end.
  const losers = createTurns(1);
  const inTurnAfterLosing = <T>(tries: number, work: () => Promise<T>) => (tries === 0 ? work() : losers.run(work));
  let closing: Promise<void> | null = null;

  function refuseNesting(): void {
    // On SQLite the inner one would wait for the outer one for ever.
    if (slots.getStore()?.open) throw new Error("A unit of work is open already: hand its `tx` down instead");
  }

  /** What the work leaves running behind it may open units of its own once this one has ended. */
  async function inSlot<T>(work: (slot: UnitSlot) => Promise<T>): Promise<T> {
    const slot: UnitSlot = { sql: null, open: true };
    try {
      return await slots.run(slot, () => work(slot));
    } finally {
      slot.open = false;
      slot.sql = null;
    }
  }

  const sqlWhileOpen = (slot: UnitSlot): Sql => ({
    engine,
    async query(text, values) {
      if (!slot.sql) throw new Error("The transaction of this unit of work is over");
      return slot.sql.query(text, values);
    },
  });

  function runUnit<T>(work: (tx: Db) => Promise<T>): Promise<T> {
    return inSlot((slot) =>
      parts.writer.$transaction(
        (prisma) => {
          if (!slot.sql) throw new Error("The transaction's native connection is not known");
          return work({ engine, prisma, sql: sqlWhileOpen(slot), writable: true });
        },
        // What is read here stays true until the commit, or the work is done again.
        { maxWait: longestBeginMs, timeout: unitLimitMs, isolationLevel: "Serializable" },
      ),
    );
  }

  return {
    engine,
    prisma: readingClient(parts.reader),
    sql,
    writable: false,
    async unitOfWork(work) {
      refuseNesting();
      return orUnavailable(() =>
        turns.run(() => retryConflicts((tries) => inTurnAfterLosing(tries, () => runUnit(work)))),
      );
    },
    async writeGroup(work) {
      refuseNesting();
      return orUnavailable(() => turns.run(() => retryConflicts(() => inSlot(() => parts.group(work)))));
    },
    async ping(timeoutMs) {
      try {
        await within(timeoutMs, parts.touch());
        return true;
      } catch {
        return false;
      }
    },
    close() {
      closing ??= turns.run(() => parts.close());
      return closing;
    },
  };
}

/** Prisma's own errors name its codes; a door wants to know only that the database is away. */
function readingClient(client: PrismaClient): Prisma {
  return client.$extends({
    query: {
      async $allOperations({ args, query }) {
        try {
          return await query(args);
        } catch (error) {
          throw asUnavailable(error) ?? error;
        }
      },
    },
  }) as unknown as Prisma;
}
