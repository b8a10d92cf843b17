import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseTarget } from "@/lib/config";
import type { Engine } from "./database";
import { asUnavailable } from "./failures";

/** One row of `_prisma_migrations`, as far as it decides anything. */
export type AppliedMigration = { name: string; checksum: string; finished: boolean; rolledBack: boolean };

export type NewMigration = { id: string; name: string; checksum: string; sql: string };

/** One connection that holds the migration lock; its engine's half of the work. */
export type Migrator = {
  /** Creates Prisma's table if it is missing. Refuses the earlier product's database, if connecting has not yet. */
  prepare(): Promise<void>;
  list(): Promise<AppliedMigration[]>;
  /**
   * Runs the script and writes its row. Where the engine can undo DDL both are one transaction and a
   * failure leaves nothing; where it cannot (MySQL) the row stays unfinished with the error in `logs`.
   */
  apply(migration: NewMigration): Promise<void>;
  /** Gives the lock back. */
  close(): Promise<void>;
};

/**
 * Brings the schema up to date: applies, in order, what `<migrationsDir>/<engine>/` holds and the
 * database does not record. Safe to run from several processes at once. Writes `_prisma_migrations`
 * exactly as Prisma does (id, sha-256 of the file, times, one step), so `prisma migrate deploy` and
 * `status` agree with it: https://www.prisma.io/docs/orm/prisma-migrate
 *
 * @param options.log one readable line for each thing worth knowing
 * @returns the names that were applied now
 * @throws Error naming engine and migration if a script fails or an earlier one was left unfinished; Error before
 *   anything is written if the database is the earlier product's own;
 *   PortalError `unavailable` if the database cannot be reached
 */
export async function migrate(
  target: DatabaseTarget,
  options: { migrationsDir: string; log?: (line: string) => void },
): Promise<{ applied: string[] }> {
  const log = options.log ?? (() => undefined);
  const { engine } = target;
  const wanted = readMigrations(join(options.migrationsDir, engine));
  const migrator = await connectMigrator(target).catch((error: unknown) => {
    throw asUnavailable(error) ?? error;
  });
  try {
    await migrator.prepare();
    const known = await migrator.list();
    refuseUnfinished(known, engine);
    const done = new Map(known.filter((row) => row.finished && !row.rolledBack).map((row) => [row.name, row]));
    reportDifferences(wanted, done, log);
    const applied: string[] = [];
    for (const migration of wanted.filter(({ name }) => !done.has(name))) {
      log(`Migrating the ${engine} database: ${migration.name}`);
      await migrator.apply(migration).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`Migration ${migration.name} failed on ${engine}: ${reason}`, { cause: error });
      });
      applied.push(migration.name);
    }
    return { applied };
  } finally {
    await migrator.close();
  }
}

function readMigrations(folder: string): NewMigration[] {
  if (!existsSync(folder)) throw new Error(`There are no migrations in ${folder}`);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(folder, name, "migration.sql"));
      const checksum = createHash("sha256").update(bytes).digest("hex");
      return { id: randomUUID(), name, checksum, sql: bytes.toString("utf8") };
    });
}

/** As Prisma (P3009): nothing is applied on top of a migration that may be half done. */
function refuseUnfinished(known: AppliedMigration[], engine: Engine): void {
  const unfinished = known.find((row) => !row.finished && !row.rolledBack);
  if (!unfinished) return;
  throw new Error(
    `Migration ${unfinished.name} began on this ${engine} database and did not finish, so its tables may be half changed. ` +
      "Restore a backup, or undo by hand what it did; then set rolled_back_at of its row in _prisma_migrations and start again",
  );
}

/**
 * Neither stops the start: a checksum differs as soon as a checkout changes line ends, and a database
 * ahead of the program is what an operator who goes back one version has.
 */
function reportDifferences(
  wanted: NewMigration[],
  done: Map<string, AppliedMigration>,
  log: (line: string) => void,
): void {
  const names = new Set(wanted.map(({ name }) => name));
  for (const { name, checksum } of wanted) {
    const row = done.get(name);
    if (row && row.checksum !== checksum) log(`Warning: migration ${name} has changed since it was applied`);
  }
  for (const name of done.keys()) {
    if (!names.has(name)) log(`Warning: this database has the migration ${name}, which this version does not know`);
  }
}

async function connectMigrator(target: DatabaseTarget): Promise<Migrator> {
  switch (target.engine) {
    case "sqlite":
      return (await import("./migrators/sqlite")).connectSqliteMigrator(target.file);
    case "postgresql":
      return (await import("./migrators/postgresql")).connectPostgresqlMigrator(target.url);
    case "mysql":
      return (await import("./migrators/mysql")).connectMysqlMigrator(target.url);
    case "sqlserver":
      return (await import("./migrators/sqlserver")).connectSqlserverMigrator(target.url);
  }
}
