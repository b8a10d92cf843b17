import { fork } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import type { Engine, SqlRow } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open";
import { instantOf } from "@/lib/db/sql";
import { describeReachable, type FreshTarget, freshTarget, migrationsDir } from "../engines";

const engines: Engine[] = ["sqlite", "postgresql", "mysql", "sqlserver"];

/** A copy of the migrations to which a test adds its own. */
function copyOfMigrations(): { folder: string; add: (engine: Engine, name: string, sql: string) => void } {
  const folder = mkdtempSync(join(tmpdir(), "winauthmon-migrations-"));
  cpSync(migrationsDir, folder, { recursive: true });
  return {
    folder,
    add(engine, name, sql) {
      mkdirSync(join(folder, engine, name), { recursive: true });
      writeFileSync(join(folder, engine, name, "migration.sql"), sql);
    },
  };
}

describeReachable("migrations", engines, (engine) => {
  let fresh: FreshTarget;
  let copy: ReturnType<typeof copyOfMigrations>;

  beforeEach(async () => {
    fresh = await freshTarget(engine);
    copy = copyOfMigrations();
  });
  afterEach(async () => {
    await fresh.drop();
    rmSync(copy.folder, { recursive: true, force: true });
  });

  const run = (log?: (line: string) => void) => migrate(fresh.target, { migrationsDir: copy.folder, log });
  const names = () =>
    readdirSync(join(copy.folder, engine), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();

  async function query(text: string): Promise<SqlRow[]> {
    const db = await openDatabase(fresh.target);
    return db.writeGroup((sql) => sql.query(text)).finally(() => db.close());
  }

  const ledger = () => query("SELECT * FROM _prisma_migrations ORDER BY migration_name");

  test("a second run does nothing", async () => {
    expect(await run()).toEqual({ applied: names() });
    const before = await ledger();
    const lines: string[] = [];
    expect(await run((line) => lines.push(line))).toEqual({ applied: [] });
    expect(lines).toEqual([]);
    expect(await ledger()).toEqual(before);
  });

  test("rows are recorded as Prisma records them", async () => {
    const started = Date.now();
    await run();
    const rows = await ledger();
    expect(rows.map((row) => row.migration_name)).toEqual(names());
    for (const row of rows) {
      expect(Object.keys(row).sort()).toEqual([
        "applied_steps_count",
        "checksum",
        "finished_at",
        "id",
        "logs",
        "migration_name",
        "rolled_back_at",
        "started_at",
      ]);
      const file = readFileSync(join(copy.folder, engine, String(row.migration_name), "migration.sql"));
      expect(row.checksum).toBe(createHash("sha256").update(file).digest("hex"));
      expect(row.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(row).toMatchObject({ logs: null, rolled_back_at: null, applied_steps_count: 1 });
      for (const time of [row.started_at, row.finished_at]) {
        // Prisma keeps milliseconds since 1970 on SQLite.
        const at = engine === "sqlite" ? Number(time) : instantOf(time).getTime();
        expect(at).toBeGreaterThanOrEqual(started - 5);
        expect(at).toBeLessThanOrEqual(Date.now() + 5);
      }
    }
  });

  test("several runs at once apply each migration once", async () => {
    copy.add(
      engine,
      "29990101000000_later",
      "CREATE TABLE later (id INTEGER NOT NULL);\nINSERT INTO later VALUES (1);",
    );
    const results = await Promise.all(Array.from({ length: 4 }, () => run()));
    expect(results.flatMap((result) => result.applied).sort()).toEqual(names());
    expect(await query("SELECT id FROM later")).toEqual([{ id: 1 }]);
  });

  test("a migration that fails is named, with its engine, and leaves no half of it behind", async () => {
    copy.add(engine, "29990101000000_good", "CREATE TABLE good (id INTEGER NOT NULL);");
    copy.add(
      engine,
      "29990102000000_broken",
      "CREATE TABLE half (id INTEGER NOT NULL);\nINSERT INTO nowhere VALUES (1);",
    );
    await expect(run()).rejects.toThrow(
      new RegExp(`^Migration 29990102000000_broken failed on ${engine}: .*nowhere`, "is"),
    );
    const recorded = (await ledger()).map((row) => [row.migration_name, row.finished_at === null]);
    const init = names()
      .slice(0, -2)
      .map((name) => [name, false]);
    if (engine === "mysql") {
      // Each statement is committed by itself there: the row stays open, as Prisma leaves it.
      expect(recorded).toEqual([...init, ["29990101000000_good", false], ["29990102000000_broken", true]]);
      const [row] = await query("SELECT logs, applied_steps_count FROM _prisma_migrations WHERE finished_at IS NULL");
      expect(row).toMatchObject({ logs: expect.stringContaining("nowhere"), applied_steps_count: 0 });
      return;
    }
    if (engine !== "sqlserver") expect(recorded).toEqual([...init, ["29990101000000_good", false]]);
    await expect(query("SELECT id FROM half")).rejects.toHaveProperty("message");
    copy.add(engine, "29990102000000_broken", "CREATE TABLE half (id INTEGER NOT NULL);");
    expect((await run()).applied).toContain("29990102000000_broken");
  });

  test("an unfinished migration stops every later start until somebody has dealt with it", async () => {
    await run();
    await query(`UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = '${names()[0]}'`);
    copy.add(engine, "29990101000000_later", "CREATE TABLE later (id INTEGER NOT NULL);");
    await expect(run()).rejects.toThrow(new RegExp(`^Migration ${names()[0]} began on this ${engine} database`));
    await expect(query("SELECT id FROM later")).rejects.toHaveProperty("message");
  });

  test("a changed file and an unknown migration are told, and stop nothing", async () => {
    copy.add(engine, "29990101000000_later", "CREATE TABLE later (id INTEGER NOT NULL);");
    await run();
    writeFileSync(join(copy.folder, engine, "29990101000000_later", "migration.sql"), "-- other");
    const lines: string[] = [];
    expect(await run((line) => lines.push(line))).toEqual({ applied: [] });
    expect(lines).toEqual(["Warning: migration 29990101000000_later has changed since it was applied"]);
    rmSync(join(copy.folder, engine, "29990101000000_later"), { recursive: true });
    lines.length = 0;
    await run((line) => lines.push(line));
    expect(lines).toEqual([
      "Warning: this database has the migration 29990101000000_later, which this version does not know",
    ]);
  });

  test("several processes at once apply each migration once", async () => {
    const program = join(copy.folder, "migrate.cjs");
    const root = join(__dirname, "..", "..", "..");
    buildSync({
      stdin: {
        contents: `import { migrate } from "@/lib/db/migrate";
          process.on("message", ({ target, migrationsDir }) => {
            migrate(target, { migrationsDir }).then(
              (result) => process.send(result, () => process.disconnect()),
              (error) => process.send({ error: String(error) }, () => process.disconnect()),
            );
          });`,
        resolveDir: root,
      },
      bundle: true,
      platform: "node",
      format: "cjs",
      packages: "external",
      outfile: program,
      logLevel: "silent",
    });
    const results = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const child = fork(program, { env: { ...process.env, NODE_PATH: join(root, "node_modules") } });
        const answer = new Promise<{ applied?: string[]; error?: string }>((resolve, reject) => {
          child.on("message", (message) => resolve(message as { applied?: string[] }));
          child.on("exit", (code) => reject(new Error(`The migrating process ended with ${code}`)));
        });
        child.send({ target: fresh.target, migrationsDir: copy.folder });
        return answer;
      }),
    );
    expect(results.map((result) => result.error)).toEqual([undefined, undefined, undefined]);
    expect(results.flatMap((result) => result.applied ?? [])).toEqual(names());
    expect(await ledger()).toHaveLength(names().length);
  });
});
