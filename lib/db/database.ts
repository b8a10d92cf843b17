import type { PrismaClient } from "@/prisma/generated/sqlite/client";

export const engines = ["sqlite", "postgresql", "mysql", "sqlserver"] as const;
export type Engine = (typeof engines)[number];

/** The strict common ground of the four clients: the SQLite client's types (7-stack). */
export type Prisma = Omit<PrismaClient, "$connect" | "$disconnect" | "$on" | "$transaction" | "$extends">;

export type SqlValue = string | number | bigint | boolean | Date | null;
export type SqlRow = Record<string, unknown>;

/**
 * Plain SQL through the native driver, for the hot paths (ingest, event table, charts).
 * Placeholders are `?` on every engine. A Date goes in as the engine's own form of a UTC instant
 * and comes out as the engine gives it: read it with `instantOf`.
 */
export type Sql = {
  readonly engine: Engine;
  query(text: string, values?: readonly SqlValue[]): Promise<SqlRow[]>;
};

/** What a store works on: the open database (reading) or the transaction of a unit of work (reading and writing). */
export type Db = {
  readonly engine: Engine;
  readonly prisma: Prisma;
  readonly sql: Sql;
  /** True only inside `unitOfWork`; a store's writing method refuses otherwise. */
  readonly writable: boolean;
};

/** The open database. Reads go through it at once; every write goes through `unitOfWork` or `writeGroup`. */
export type Database = Db & {
  /**
   * One serializable transaction; Prisma and SQL write in the same one. What the engine calls a
   * conflict is done again from the start, so `work` touches nothing but its `tx`. On SQLite units and
   * groups run one at a time. Throws PortalError `unavailable` while the database is away.
   */
  unitOfWork<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  /** One native transaction (READ COMMITTED) on a dedicated connection, for ingest: no Prisma inside. Else as above. */
  writeGroup<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** True when the database answers within `timeoutMs`. Never throws. */
  ping(timeoutMs: number): Promise<boolean>;
  close(): Promise<void>;
};
