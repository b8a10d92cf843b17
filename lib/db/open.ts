import type { DatabaseTarget } from "@/lib/config";
import type { Database } from "./database";
import { assembleDatabase, type EngineParts } from "./unit-of-work";

/**
 * Opens the database. The schema must be there (`migrate` comes first).
 *
 * SQLite fails here if the file cannot be had or does not run durably. A server that cannot be
 * reached does not fail here: its pool connects when first asked and heals by itself.
 *
 * @param options.poolSize connections to a server, 10 unless told; SQLite always has four
 */
export async function openDatabase(target: DatabaseTarget, options: { poolSize?: number } = {}): Promise<Database> {
  return assembleDatabase(await openEngine(target, options.poolSize ?? 10));
}

/** Only the engine in use is loaded. */
async function openEngine(target: DatabaseTarget, poolSize: number): Promise<EngineParts> {
  switch (target.engine) {
    case "sqlite":
      return (await import("./engines/sqlite")).openSqlite(target.file);
    case "postgresql":
      return (await import("./engines/postgresql")).openPostgresql(target.url, poolSize);
    case "mysql":
      return (await import("./engines/mysql")).openMysql(target.url, poolSize);
    case "sqlserver":
      return (await import("./engines/sqlserver")).openSqlserver(target.url, poolSize);
  }
}
