import { existsSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import { refuseEarlierProduct, tellingTables } from "../earlier-product";
import { beginImmediate, createFile, prepareConnection } from "../engines/sqlite";
import type { Migrator } from "../migrate";
import { retryConflicts } from "../retry";

/** Another process may be in the middle of a long migration. */
const lockPatienceMs = 60_000;

const ledger = `
CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

/** The lock is the write transaction itself: it opens here and commits in `close` what succeeded. */
export async function connectSqliteMigrator(file: string): Promise<Migrator> {
  if (existsSync(file)) await retryConflicts(async () => refuseEarlierProduct(listTellingTables(file)), lockPatienceMs);
  createFile(file);
  const connection = prepareConnection(new BetterSqlite3(file), "write");
  try {
    // SQLite changes a table by building it anew, which must not touch what refers to it; `apply` checks instead.
    connection.pragma("foreign_keys = OFF");
    await beginImmediate(connection, lockPatienceMs);
  } catch (error) {
    connection.close();
    throw error;
  }
  return {
    async prepare() {
      connection.exec(ledger);
    },
    async list() {
      const rows = connection
        .prepare<[], { name: string; checksum: string; finished: number; rolledBack: number }>(
          `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
             rolled_back_at IS NOT NULL AS rolledBack FROM _prisma_migrations`,
        )
        .all();
      return rows.map((row) => ({ ...row, finished: Boolean(row.finished), rolledBack: Boolean(row.rolledBack) }));
    },
    async apply({ id, name, checksum, sql }) {
      // Prisma keeps its own times here as milliseconds since 1970.
      const startedAt = Date.now();
      connection.exec("SAVEPOINT migration");
      try {
        connection.exec(sql);
        const broken = connection.pragma("foreign_key_check");
        if (Array.isArray(broken) && broken.length > 0) throw new Error("it leaves references to rows that are gone");
        connection
          .prepare(
            `INSERT INTO _prisma_migrations (id, checksum, started_at, finished_at, migration_name, applied_steps_count)
             VALUES (?, ?, ?, ?, ?, 1)`,
          )
          .run(id, checksum, startedAt, Date.now(), name);
        connection.exec("RELEASE migration");
      } catch (error) {
        if (connection.inTransaction) connection.exec("ROLLBACK TO migration; RELEASE migration");
        throw error;
      }
    },
    async close() {
      if (connection.inTransaction) connection.exec("COMMIT");
      connection.close();
    },
  };
}

/** Asked on a connection of its own that cannot write, because ours would switch the file to WAL first. */
function listTellingTables(file: string): unknown[] {
  const connection = new BetterSqlite3(file, { readonly: true, timeout: 20 });
  try {
    return connection
      .prepare<string[]>("SELECT name FROM sqlite_master WHERE type = 'table' AND name IN (?, ?)")
      .pluck()
      .all(...tellingTables);
  } finally {
    connection.close();
  }
}
