import { readFileSync, statSync } from "node:fs";
import BetterSqlite3 from "better-sqlite3";
import * as mariadb from "mariadb";
import pg from "pg";
import type { DatabaseTarget } from "@/lib/config";
import type { Engine } from "@/lib/db/database";
import { connectionSettings } from "@/lib/db/engines/mysql";
import { connectPool } from "@/lib/db/engines/sqlserver";
import { migrate } from "@/lib/db/migrate";
import { describeReachable, type FreshTarget, freshTarget, migrationsDir } from "../engines";

const engines: Engine[] = ["sqlite", "postgresql", "mysql", "sqlserver"];

/** By the driver alone: opening a database in our own way would already change a SQLite file. */
async function run(target: DatabaseTarget, text: string): Promise<void> {
  switch (target.engine) {
    case "sqlite": {
      const connection = new BetterSqlite3(target.file);
      connection.exec(text);
      connection.close();
      return;
    }
    case "postgresql": {
      const client = new pg.Client({ connectionString: target.url });
      await client.connect();
      await client.query(text).finally(() => client.end());
      return;
    }
    case "mysql": {
      const connection = await mariadb.createConnection(connectionSettings(target.url));
      await connection.query(text).finally(() => connection.end());
      return;
    }
    case "sqlserver": {
      const pool = await connectPool(target.url);
      await pool
        .request()
        .batch(text)
        .finally(() => pool.close());
    }
  }
}

describeReachable("a database of the earlier product", engines, (engine) => {
  let fresh: FreshTarget;

  beforeEach(async () => {
    fresh = await freshTarget(engine);
    await run(fresh.target, "CREATE TABLE app_auth_users (id INTEGER NOT NULL PRIMARY KEY)");
    await run(fresh.target, "INSERT INTO app_auth_users (id) VALUES (7)");
  });
  afterEach(() => fresh.drop());

  const start = () => migrate(fresh.target, { migrationsDir });

  test("is refused each time in words that say what to do, and is as it was", async () => {
    for (let round = 0; round < 2; round += 1) {
      await expect(start()).rejects.toThrow(/^This database belongs to the earlier product.* another DATABASE_URL/);
    }
    // Neither Prisma's table nor one of ours was made: each name is still free.
    await run(fresh.target, "CREATE TABLE _prisma_migrations (id INTEGER)");
    await run(fresh.target, "CREATE TABLE app_auth_companies (id INTEGER)");
  });

  test("is our own, however its tables are called, once migrations are recorded in it", async () => {
    await run(fresh.target, "DROP TABLE app_auth_users");
    expect((await start()).applied).not.toEqual([]);
    expect(await start()).toEqual({ applied: [] });
  });
});

describeReachable("a file of the earlier product", ["sqlite"], (engine) => {
  test("keeps every byte and its journal mode, and gets no side files", async () => {
    const fresh = await freshTarget(engine);
    try {
      if (fresh.target.engine !== "sqlite") throw new Error("not SQLite");
      const { file } = fresh.target;
      await run(fresh.target, "CREATE TABLE app_auth_users (id INTEGER NOT NULL PRIMARY KEY)");
      const before = readFileSync(file);
      await expect(migrate(fresh.target, { migrationsDir })).rejects.toThrow("earlier product");
      expect(readFileSync(file).equals(before)).toBe(true);
      for (const end of ["-wal", "-shm"]) expect(() => statSync(file + end)).toThrow("ENOENT");
    } finally {
      await fresh.drop();
    }
  });
});
