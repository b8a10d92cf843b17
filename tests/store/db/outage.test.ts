import type { DatabaseTarget } from "@/lib/config";
import type { Database, Sql } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open";
import { isPortalError } from "@/lib/errors";
import { describeReachable, type FreshTarget, freshTarget, migrationsDir } from "../engines";
import { type CutLine, openLineTo } from "./cut-line";

async function reasonOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "worked",
    (error: unknown) => (isPortalError(error) ? error.code : `fault: ${String(error)}`),
  );
}

describeReachable("a server that goes away", ["postgresql", "mysql"], (engine) => {
  let fresh: FreshTarget;
  let line: CutLine;
  let db: Database;
  let target: DatabaseTarget;

  beforeAll(async () => {
    fresh = await freshTarget(engine);
    await migrate(fresh.target, { migrationsDir });
    ({ line, target } = await openLineTo(fresh.target));
    db = await openDatabase(target, { poolSize: 4 });
  });
  afterAll(async () => {
    await db.close();
    await line.close();
    await fresh.drop();
  });

  const askEverything = () =>
    Promise.all([
      reasonOf(db.prisma.company.count()),
      reasonOf(db.sql.query("SELECT 1 AS one")),
      reasonOf(db.unitOfWork((tx) => tx.prisma.company.count())),
      reasonOf(db.writeGroup((sql) => sql.query("SELECT 1 AS one"))),
    ]);

  test("is unavailable in every way of asking while it is away, and works again by itself", async () => {
    expect(await askEverything()).toEqual(["worked", "worked", "worked", "worked"]);
    await line.cut();
    for (let round = 0; round < 2; round += 1) {
      expect(await askEverything()).toEqual(["unavailable", "unavailable", "unavailable", "unavailable"]);
      expect(await db.ping(3_000)).toBe(false);
    }
    await line.mend();
    expect(await db.ping(5_000)).toBe(true);
    expect(await askEverything()).toEqual(["worked", "worked", "worked", "worked"]);
  }, 60_000);

  test("in the middle of a transaction: unavailable, nothing written, and works again", async () => {
    const dropping = (insert: () => Promise<unknown>) => async () => {
      await insert();
      await line.cut();
      return insert();
    };
    const at = new Date("2026-02-03T04:05:06.007Z");
    const row = () => [1, `lost-${Math.random()}`, at];
    const text = "INSERT INTO api_dirty (company_id, computer, since) VALUES (?, ?, ?)";
    expect(await reasonOf(db.writeGroup((sql) => dropping(() => sql.query(text, row()))()))).toBe("unavailable");
    await line.mend();
    expect(await reasonOf(db.unitOfWork((tx) => dropping(() => tx.sql.query(text, row()))()))).toBe("unavailable");
    await line.mend();
    const create = (tx: { prisma: Database["prisma"] }) => () =>
      tx.prisma.dirty.create({ data: { companyId: 1, computer: `lost-${Math.random()}`, since: at } });
    expect(await reasonOf(db.unitOfWork((tx) => dropping(create(tx))()))).toBe("unavailable");
    await line.mend();
    expect(await db.ping(5_000)).toBe(true);
    expect(await db.prisma.dirty.count()).toBe(0);
  }, 60_000);

  test("a frozen server does not answer a ping, and new connections give up soon", async () => {
    line.freeze();
    const started = performance.now();
    expect(await db.ping(300)).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_500);
    const other = await openDatabase(target, { poolSize: 1 });
    expect(await reasonOf(other.sql.query("SELECT 1 AS one"))).toBe("unavailable");
    expect(performance.now() - started).toBeLessThan(6_000);
    await line.mend();
    expect(await reasonOf(other.sql.query("SELECT 1 AS one"))).toBe("worked");
    await other.close();
  }, 60_000);

  test("a group gives a frozen server up after its patience, without waiting for a ROLLBACK too", async () => {
    const patient = await openDatabase(target, { poolSize: 2, groupPatienceMs: 400 });
    const insert = (sql: Sql) =>
      sql.query("INSERT INTO api_dirty (company_id, computer, since) VALUES (?, ?, ?)", [2, "frozen", new Date(0)]);
    let frozenAt = 0;
    const group = patient.writeGroup(async (sql) => {
      await insert(sql);
      line.freeze();
      frozenAt = performance.now();
      await sql.query("SELECT 1 AS one");
    });
    expect(await reasonOf(group)).toBe("unavailable");
    expect(performance.now() - frozenAt).toBeLessThan(2_000);
    await line.mend();
    // Who asks first may get a connection that has not heard of its end yet.
    await patient.ping(5_000);
    // What was begun is undone, its locks are gone, and the connection is not used again.
    expect(await reasonOf(patient.writeGroup(insert))).toBe("worked");
    expect(await patient.prisma.dirty.count({ where: { computer: "frozen" } })).toBe(1);
    await patient.close();
  }, 60_000);

  test("a group whose statement the server ends is undone and leaves no connection half used", async () => {
    const patient = await openDatabase(target, { poolSize: 2, groupPatienceMs: 400 });
    const pause = engine === "mysql" ? "SELECT SLEEP(2) AS one" : "SELECT pg_sleep(2) AS one";
    const started = performance.now();
    expect(await reasonOf(patient.writeGroup((sql) => sql.query(pause)))).toBe("unavailable");
    expect(performance.now() - started).toBeLessThan(1_500);
    for (let n = 0; n < 4; n += 1)
      expect(await patient.writeGroup((sql) => sql.query("SELECT 7 AS seven"))).toEqual([{ seven: 7 }]);
    await patient.close();
  }, 60_000);

  test("migrating while it is away is unavailable", async () => {
    await line.cut();
    expect(await reasonOf(migrate(target, { migrationsDir }))).toBe("unavailable");
    await line.mend();
    expect(await migrate(target, { migrationsDir })).toEqual({ applied: [] });
  }, 60_000);
});
