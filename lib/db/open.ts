import type { DatabaseTarget } from "@/lib/config";
import type { Database } from "./database";
import { assembleDatabase, type EngineParts } from "./unit-of-work";

export type OpenOptions = {
  /** Connections to a server, 10 unless told; SQLite always has four. */
  poolSize?: number;
  /** After this long a statement of `writeGroup` is given up (PostgreSQL, MySQL); 8 s unless told. */
  groupPatienceMs?: number;
  /** A unit of work that takes longer is rolled back; 20 s unless told. */
  unitLimitMs?: number;
};

/**
 * Agents are told after 6 s to come back, and until the group has ended nobody new is let in: so sooner than a
 * statement that somebody reads by.
 */
const defaultGroupPatienceMs = 8_000;

/**
 * Opens the database. The schema must be there (`migrate` comes first).
 *
 * SQLite fails here if the file cannot be had or does not run durably. A server that cannot be
 * reached does not fail here: its pool connects when first asked and heals by itself.
 *
 */
export async function openDatabase(target: DatabaseTarget, options: OpenOptions = {}): Promise<Database> {
  return assembleDatabase(await openEngine(target, options), options.unitLimitMs);
}

/** Only the engine in use is loaded. */
async function openEngine(target: DatabaseTarget, options: OpenOptions): Promise<EngineParts> {
  const { poolSize = 10, groupPatienceMs = defaultGroupPatienceMs } = options;
  switch (target.engine) {
    case "sqlite":
      return (await import("./engines/sqlite")).openSqlite(target.file);
    case "postgresql":
      return (await import("./engines/postgresql")).openPostgresql(target.url, poolSize, groupPatienceMs);
    case "mysql":
      return (await import("./engines/mysql")).openMysql(target.url, poolSize, groupPatienceMs);
    case "sqlserver":
      return (await import("./engines/sqlserver")).openSqlserver(target.url, poolSize);
  }
}
