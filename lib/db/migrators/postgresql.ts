import pg from "pg";
import { refuseEarlierProduct, tellingTables } from "../earlier-product";
import { connectionSettings } from "../engines/postgresql";
import type { AppliedMigration, Migrator } from "../migrate";

/** The number Prisma locks with, so that its tools and this runner keep out of each other's way. */
const prismaLock = 72_707_369;
const patienceMs = 120_000;

const ledger = `
CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/** The lock belongs to the connection and goes with it. */
export async function connectPostgresqlMigrator(url: string): Promise<Migrator> {
  const settings = { ...connectionSettings(url), statement_timeout: 0, query_timeout: patienceMs };
  const client = new pg.Client(settings);
  let broken: Error | null = null;
  client.on("error", (error) => {
    broken = error;
  });
  await client.connect();
  try {
    await client.query(`SELECT pg_advisory_lock(${prismaLock})`);
  } catch (error) {
    await client.end();
    throw broken ?? error;
  }
  return {
    async prepare() {
      const { rows } = await client.query<{ name: string }>(
        "SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL",
        [tellingTables],
      );
      refuseEarlierProduct(rows.map(({ name }) => name));
      await client.query(ledger);
    },
    async list() {
      const { rows } = await client.query<AppliedMigration>(
        `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
           rolled_back_at IS NOT NULL AS "rolledBack" FROM _prisma_migrations`,
      );
      return rows;
    },
    async apply({ id, name, checksum, sql }) {
      const startedAt = new Date();
      await client.query("BEGIN");
      try {
        await client.query(sql);
        await client.query(
          `INSERT INTO _prisma_migrations (id, checksum, started_at, finished_at, migration_name, applied_steps_count)
           VALUES ($1, $2, $3, $4, $5, 1)`,
          [id, checksum, startedAt, new Date(), name],
        );
        await client.query("COMMIT");
      } catch (error) {
        if (!broken) await client.query("ROLLBACK");
        throw error;
      }
    },
    async close() {
      await client.end();
    },
  };
}
