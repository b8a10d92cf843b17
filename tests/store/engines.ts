import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as mariadb from "mariadb";
import pg from "pg";
import type { DatabaseTarget } from "@/lib/config";
import type { Database, Engine } from "@/lib/db/database";
import { connectionSettings } from "@/lib/db/engines/mysql";
import { connectPool } from "@/lib/db/engines/sqlserver";
import { migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open";

export const migrationsDir = join(process.cwd(), "prisma", "migrations");

const serverUrls: Record<Exclude<Engine, "sqlite">, string | undefined> = {
  postgresql: process.env.TEST_POSTGRESQL_URL ?? "postgresql://postgres@127.0.0.1:5432/postgres",
  mysql: process.env.TEST_MYSQL_URL ?? "mysql://root@127.0.0.1:3306",
  sqlserver: process.env.TEST_SQLSERVER_URL,
};

/** An empty database, not migrated yet. `drop` removes it, also while it is in use. */
export type FreshTarget = { target: DatabaseTarget; drop: () => Promise<void> };

/** A migrated database of one's own. */
export type FreshDatabase = FreshTarget & { db: Database };

/**
 * Declares the tests once for each engine that can be reached, each with a new, migrated database of
 * its own, shared by the tests of this call. An engine that cannot be reached is skipped with a line
 * on stdout; with `CI=true` it fails. SQL Server runs only where `TEST_SQLSERVER_URL` points to one.
 */
export function describeOnEachEngine(
  name: string,
  tests: (open: () => Database, target: () => DatabaseTarget) => void,
  engines: readonly Engine[] = ["sqlite", "postgresql", "mysql", "sqlserver"],
): void {
  describeReachable(name, engines, (engine) => {
    let fresh: FreshDatabase | undefined;
    const get = () => {
      if (!fresh) throw new Error("The database is open inside tests only");
      return fresh;
    };
    beforeAll(async () => {
      fresh = await freshDatabase(engine);
    });
    afterAll(async () => {
      await fresh?.db.close();
      await fresh?.drop();
    });
    tests(
      () => get().db,
      () => get().target,
    );
  });
}

/** As `describeOnEachEngine`, for tests that make their databases themselves. */
export function describeReachable(name: string, engines: readonly Engine[], tests: (engine: Engine) => void): void {
  const problems = findUnreachable();
  for (const engine of engines) {
    const problem = problems[engine];
    if (problem === undefined) {
      describe(`${name} (${engine})`, () => tests(engine));
    } else if (process.env.CI === "true" && engine !== "sqlserver") {
      test(`${name} (${engine})`, () => {
        throw new Error(`${engine} must be there when CI=true: ${problem}`);
      });
    } else {
      if (engine !== "sqlserver") process.stdout.write(`SKIPPED ${engine}: ${problem}\n`);
      describe.skip(`${name} (${engine})`, () => tests(engine));
    }
  }
}

export async function freshDatabase(engine: Engine): Promise<FreshDatabase> {
  const { target, drop } = await freshTarget(engine);
  try {
    await migrate(target, { migrationsDir });
    return { target, db: await openDatabase(target), drop };
  } catch (error) {
    await drop();
    throw error;
  }
}

export async function freshTarget(engine: Engine): Promise<FreshTarget> {
  if (engine === "sqlite") {
    const folder = mkdtempSync(join(tmpdir(), "winauthmon-test-"));
    return {
      target: { engine, file: join(folder, "test.db") },
      drop: async () => rmSync(folder, { recursive: true, force: true }),
    };
  }
  const name = `winauthmon_test_${process.pid}_${randomBytes(4).toString("hex")}`;
  const server = serverUrls[engine] ?? "";
  const url = withDatabase(engine, server, name);
  await administer(engine, server, `CREATE DATABASE ${name}`);
  return {
    target: { engine, url },
    drop: () => administer(engine, server, `DROP DATABASE ${name}${engine === "postgresql" ? " WITH (FORCE)" : ""}`),
  };
}

function withDatabase(engine: Engine, server: string, name: string): string {
  if (engine === "sqlserver") return `${server.replace(/;\s*database=[^;]*/i, "")};database=${name}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}

async function administer(engine: Engine, url: string, statement: string): Promise<void> {
  if (engine === "postgresql") {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  } else if (engine === "mysql") {
    const connection = await mariadb.createConnection(connectionSettings(url));
    await connection.query(statement).finally(() => connection.end());
  } else {
    const pool = await connectPool(url);
    await pool
      .request()
      .batch(statement)
      .finally(() => pool.close());
  }
}

/**
 * Logs in to each server, in a process of its own because tests are declared synchronously.
 * Gives the reason for each engine that cannot be used.
 */
function findUnreachable(): Partial<Record<Engine, string>> {
  const script = `
    const { postgresql, mysql } = JSON.parse(process.argv[1]);
    const answer = {};
    const say = (engine) => (error) => { answer[engine] = error.message || String(error.code ?? error); };
    const client = new (require("pg").Client)({ connectionString: postgresql, connectionTimeoutMillis: 2000 });
    client.on("error", () => {});
    const address = new URL(mysql);
    const settings = { host: address.hostname, port: Number(address.port || 3306), connectTimeout: 2000,
      user: decodeURIComponent(address.username), password: decodeURIComponent(address.password) };
    Promise.all([
      client.connect().then(() => client.end()).catch(say("postgresql")),
      require("mariadb").createConnection(settings).then((connection) => connection.end()).catch(say("mysql")),
    ]).then(() => console.log(JSON.stringify(answer)));`;
  const child = spawnSync(process.execPath, ["-e", script, JSON.stringify(serverUrls)], {
    cwd: join(__dirname, "..", ".."),
    encoding: "utf8",
    timeout: 10_000,
  });
  if (child.status !== 0) throw new Error(`Cannot look for the database servers: ${child.stderr || child.error}`);
  const problems: Partial<Record<Engine, string>> = JSON.parse(child.stdout);
  if (serverUrls.sqlserver === undefined) problems.sqlserver = "TEST_SQLSERVER_URL is not set";
  return problems;
}
