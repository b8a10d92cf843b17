import * as mariadb from "mariadb";
import { refuseEarlierProduct, tellingTables } from "../earlier-product";
import { connectionSettings } from "../engines/mysql";
import type { Migrator } from "../migrate";
import { plainInstant } from "../sql";

/** Prisma's own name for it. */
const lockName = "prisma_migrate";
const lockPatienceSeconds = 60;

const ledger = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             DATETIME(3),
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          DATETIME(3),
    started_at              DATETIME(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
    applied_steps_count     INTEGER UNSIGNED NOT NULL DEFAULT 0
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`;

/**
 * The lock belongs to the connection and goes with it. MySQL commits each DDL statement by itself,
 * so the row is written first, unfinished, and finished when the script has run.
 */
export async function connectMysqlMigrator(url: string): Promise<Migrator> {
  const connection = await mariadb.createConnection({
    ...connectionSettings(url),
    multipleStatements: true,
    socketTimeout: 0,
  });
  connection.on("error", () => undefined);
  const [lock] = await connection.query(`SELECT GET_LOCK('${lockName}', ${lockPatienceSeconds}) AS held`);
  if (Number(lock?.held) !== 1) {
    await connection.end();
    throw new Error(`Another process has been migrating this mysql database for over ${lockPatienceSeconds} seconds`);
  }
  return {
    async prepare() {
      const tables: { name: string }[] = await connection.query(
        "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name IN (?, ?)",
        [...tellingTables],
      );
      refuseEarlierProduct(tables.map(({ name }) => name));
      await connection.query(ledger);
    },
    async list() {
      const rows: { name: string; checksum: string; finished: number; rolledBack: number }[] = await connection.query(
        `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
           rolled_back_at IS NOT NULL AS rolledBack FROM _prisma_migrations`,
      );
      return rows.map((row) => ({ ...row, finished: Boolean(row.finished), rolledBack: Boolean(row.rolledBack) }));
    },
    async apply({ id, name, checksum, sql }) {
      await connection.query(
        "INSERT INTO _prisma_migrations (id, checksum, started_at, migration_name) VALUES (?, ?, ?, ?)",
        [id, checksum, plainInstant(new Date()), name],
      );
      try {
        await connection.query(sql);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        await connection.query("UPDATE _prisma_migrations SET logs = ? WHERE id = ?", [reason, id]);
        throw error;
      }
      await connection.query("UPDATE _prisma_migrations SET finished_at = ?, applied_steps_count = 1 WHERE id = ?", [
        plainInstant(new Date()),
        id,
      ]);
    },
    async close() {
      await connection.end();
    },
  };
}
