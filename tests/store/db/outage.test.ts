import type { Database } from "@/lib/db/database";
import { migrate } from "@/lib/db/migrate";
import { openDatabase } from "@/lib/db/open";
import { isPortalError } from "@/lib/errors";
import { describeReachable, type FreshTarget, freshTarget, migrationsDir } from "../engines";
import { type CutLine, openCutLine } from "./cut-line";

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
  let url: string;

  beforeAll(async () => {
    fresh = await freshTarget(engine);
    if (fresh.target.engine === "sqlite") throw new Error("SQLite has no server");
    await migrate(fresh.target, { migrationsDir });
    const address = new URL(fresh.target.url);
    line = await openCutLine(address.hostname, Number(address.port || (engine === "mysql" ? 3306 : 5432)));
    address.hostname = "127.0.0.1";
    address.port = String(line.port);
    url = address.toString();
    db = await openDatabase({ engine: fresh.target.engine, url }, { poolSize: 4 });
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
    const [target] = [{ engine: engine as "postgresql" | "mysql", url }];
    const other = await openDatabase(target, { poolSize: 1 });
    expect(await reasonOf(other.sql.query("SELECT 1 AS one"))).toBe("unavailable");
    expect(performance.now() - started).toBeLessThan(6_000);
    await line.mend();
    expect(await reasonOf(other.sql.query("SELECT 1 AS one"))).toBe("worked");
    await other.close();
  }, 60_000);

  test("migrating while it is away is unavailable", async () => {
    await line.cut();
    const target = { engine: engine as "postgresql" | "mysql", url };
    expect(await reasonOf(migrate(target, { migrationsDir }))).toBe("unavailable");
    await line.mend();
    expect(await migrate(target, { migrationsDir })).toEqual({ applied: [] });
  }, 60_000);
});
