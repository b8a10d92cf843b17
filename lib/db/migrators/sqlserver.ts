import { refuseEarlierProduct, tellingTables } from "../earlier-product";
import { connectPool } from "../engines/sqlserver";
import type { Migrator } from "../migrate";

const lockName = "prisma_migrate";
const lockPatienceMs = 60_000;

const ledger = `
IF OBJECT_ID(N'_prisma_migrations', N'U') IS NULL
CREATE TABLE [_prisma_migrations] (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             DATETIMEOFFSET,
    migration_name          NVARCHAR(250) NOT NULL,
    logs                    NVARCHAR(MAX) NULL,
    rolled_back_at          DATETIMEOFFSET,
    started_at              DATETIMEOFFSET NOT NULL DEFAULT CURRENT_TIMESTAMP,
    applied_steps_count     INT NOT NULL DEFAULT 0
)`;

// Negative results mean that the lock was not had; XACT_ABORT makes any error undo the whole.
const lockText = `
SET XACT_ABORT ON;
DECLARE @result INT;
EXEC @result = sp_getapplock @Resource = '${lockName}', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = ${lockPatienceMs};
IF @result < 0 THROW 50000, 'Another process has been migrating this database for too long', 1;`;

/** The lock belongs to the transaction in which everything runs; SQL Server can undo DDL. */
export async function connectSqlserverMigrator(url: string): Promise<Migrator> {
  const pool = await connectPool(url);
  const transaction = pool.transaction();
  transaction.on("error", () => undefined);
  let failed = false;
  const takeLock = async () => {
    await transaction.begin();
    await transaction.request().batch(lockText);
  };
  await takeLock().catch(async (error: unknown) => {
    await pool.close();
    throw error;
  });
  return {
    async prepare() {
      const { recordset = [] } = await transaction
        .request()
        .input("first", tellingTables[0])
        .input("second", tellingTables[1])
        .query("SELECT name FROM (VALUES (@first), (@second)) AS t (name) WHERE OBJECT_ID(name, N'U') IS NOT NULL");
      refuseEarlierProduct(recordset.map((row) => row.name));
      await transaction.request().batch(ledger);
    },
    async list() {
      const { recordset = [] } = await transaction.request().query(
        `SELECT migration_name AS name, checksum, IIF(finished_at IS NULL, 0, 1) AS finished,
           IIF(rolled_back_at IS NULL, 0, 1) AS rolledBack FROM _prisma_migrations`,
      );
      return recordset.map((row) => ({
        name: String(row.name),
        checksum: String(row.checksum),
        finished: row.finished === 1,
        rolledBack: row.rolledBack === 1,
      }));
    },
    async apply({ id, name, checksum, sql }) {
      const startedAt = new Date();
      try {
        await transaction.request().batch(sql);
        await transaction
          .request()
          .input("id", id)
          .input("checksum", checksum)
          .input("startedAt", startedAt.toISOString())
          .input("finishedAt", new Date().toISOString())
          .input("name", name)
          .query(
            `INSERT INTO _prisma_migrations (id, checksum, started_at, finished_at, migration_name, applied_steps_count)
             VALUES (@id, @checksum, @startedAt, @finishedAt, @name, 1)`,
          );
      } catch (error) {
        failed = true;
        throw error;
      }
    },
    async close() {
      if (failed) await transaction.rollback().catch(() => undefined);
      else await transaction.commit();
      await pool.close();
    },
  };
}
