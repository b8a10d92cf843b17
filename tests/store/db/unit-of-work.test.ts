import type { Database, Db } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open";
import { requireWritable } from "@/lib/db/unit-of-work";
import { upsertRows } from "@/lib/db/write-rows";
import { describeOnEachEngine, describeReachable, freshDatabase } from "../engines";

const company = (nameFolded: string) => ({ name: nameFolded, nameFolded, timeZone: "UTC" });
const at = new Date("2026-02-03T04:05:06.007Z");

function countEvents(db: Database, companyId: number): Promise<void> {
  return db.writeGroup((sql) =>
    upsertRows(sql, {
      table: "api_event_counts",
      columns: ["company_id", "quarter", "api_key_id", "kind", "n"],
      rows: [[companyId, at, 1, "sign_in", 1]],
      key: ["company_id", "quarter", "api_key_id", "kind"],
      update: { n: "add" },
    }),
  );
}

/** Reads, waits a turn, writes: what loses updates where two such units may overlap. */
async function incrementByReading(tx: Db, id: number): Promise<void> {
  const found = await tx.prisma.company.findUniqueOrThrow({ where: { id } });
  await new Promise((resolve) => setImmediate(resolve));
  await tx.prisma.company.update({ where: { id }, data: { dedupeSeconds: found.dedupeSeconds + 1 } });
}

describeOnEachEngine("unit of work", (open, target) => {
  test("Prisma and SQL write in one transaction and see each other's rows", async () => {
    const seen = await open().unitOfWork(async (tx) => {
      const { id } = await tx.prisma.company.create({ data: company("together") });
      await tx.sql.query("UPDATE app_auth_companies SET description = ? WHERE id = ?", ["by sql", id]);
      const inside = await tx.prisma.company.findUniqueOrThrow({ where: { id } });
      const outside = await open().prisma.company.findUnique({ where: { nameFolded: "together" } });
      return { inside: inside.description, outside };
    });
    expect(seen).toEqual({ inside: "by sql", outside: null });
    const after = await open().prisma.company.findUniqueOrThrow({ where: { nameFolded: "together" } });
    expect(after.description).toBe("by sql");
  });

  test("a failure undoes everything, is thrown as it is, and is not tried again", async () => {
    let tries = 0;
    const failure = new RangeError("no");
    const unit = open().unitOfWork(async (tx) => {
      tries += 1;
      const { id } = await tx.prisma.company.create({ data: company("undone") });
      await tx.sql.query("UPDATE app_auth_companies SET description = ? WHERE id = ?", ["x", id]);
      throw failure;
    });
    await expect(unit).rejects.toBe(failure);
    expect(tries).toBe(1);
    expect(await open().prisma.company.count({ where: { nameFolded: "undone" } })).toBe(0);
  });

  test("a failing group is undone", async () => {
    const group = open().writeGroup(async (sql) => {
      await sql.query("INSERT INTO api_dirty (company_id, computer, since) VALUES (?, ?, ?)", [1, "undone", at]);
      throw new RangeError("no");
    });
    await expect(group).rejects.toThrow("no");
    expect(await open().prisma.dirty.count({ where: { computer: "undone" } })).toBe(0);
    await countEvents(open(), 500);
  });

  test("work that lost against other work is done again from the start", async () => {
    let tries = 0;
    const conflict = Object.assign(new Error("could not serialize access"), { code: "40001" });
    const result = await open().unitOfWork(async (tx) => {
      tries += 1;
      await tx.prisma.company.create({ data: company("retried") });
      if (tries < 3) throw conflict;
      return "done";
    });
    expect(result).toBe("done");
    expect(tries).toBe(3);
    expect(await open().prisma.company.count({ where: { nameFolded: "retried" } })).toBe(1);
  });

  test("200 units that read and then write lose no update", async () => {
    const { id } = await open().unitOfWork((tx) =>
      tx.prisma.company.create({ data: { ...company("increments"), dedupeSeconds: 0 } }),
    );
    await Promise.all(Array.from({ length: 200 }, () => open().unitOfWork((tx) => incrementByReading(tx, id))));
    const after = await open().prisma.company.findUniqueOrThrow({ where: { id } });
    expect(after.dedupeSeconds).toBe(200);
  });

  test("units and groups side by side neither block nor lose", async () => {
    const { id } = await open().unitOfWork((tx) =>
      tx.prisma.company.create({ data: { ...company("side-by-side"), dedupeSeconds: 0 } }),
    );
    await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        if (index % 2 === 0) await countEvents(open(), 600);
        else {
          await open().unitOfWork(async (tx) => {
            await tx.prisma.company.update({ where: { id }, data: { dedupeSeconds: { increment: 1 } } });
            await new Promise((resolve) => setImmediate(resolve));
          });
        }
      }),
    );
    const counts = await open().sql.query("SELECT n FROM api_event_counts WHERE company_id = ?", [600]);
    expect(counts).toEqual([{ n: 30 }]);
    expect((await open().prisma.company.findUniqueOrThrow({ where: { id } })).dedupeSeconds).toBe(30);
  });

  test("a unit inside a unit or a group is refused at once", async () => {
    const inner = () => open().unitOfWork(async () => 1);
    await expect(open().unitOfWork(inner)).rejects.toThrow("open already");
    await expect(open().writeGroup(inner)).rejects.toThrow("open already");
    await expect(open().unitOfWork(() => countEvents(open(), 1))).rejects.toThrow("open already");
  });

  test("what a unit leaves running may open units once it has ended", async () => {
    let later: Promise<number> = Promise.resolve(0);
    await open().unitOfWork(async () => {
      later = new Promise((resolve) => setImmediate(resolve)).then(async () => {
        await ended;
        return open().unitOfWork(async () => 7);
      });
      return 1;
    });
    end();
    expect(await later).toBe(7);
  });
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });

  test("SQL of a unit that has ended writes nothing any more", async () => {
    const insert = (tx: Db) =>
      tx.sql.query("INSERT INTO api_dirty (company_id, computer, since) VALUES (?, ?, ?)", [1, "too late", at]);
    const kept: Db[] = [];
    await open().unitOfWork(async (tx) => kept.push(tx));
    const failing = open().unitOfWork(async (tx) => {
      kept.push(tx);
      throw new RangeError("no");
    });
    await expect(failing).rejects.toThrow("no");
    for (const tx of kept) await expect(insert(tx)).rejects.toThrow("is over");
    expect(kept).toHaveLength(2);
    expect(await open().prisma.dirty.count({ where: { computer: "too late" } })).toBe(0);
  });

  test("a unit that outlives its time limit writes nothing any more, and says so", async () => {
    const hasty = await openDatabase(target(), { unitLimitMs: 100 });
    const insert = (tx: Db, n: number) =>
      tx.sql.query("INSERT INTO api_dirty (company_id, computer, since) VALUES (?, ?, ?)", [1, `limit ${n}`, at]);
    let writes = 0;
    const endless = hasty.unitOfWork(async (tx) => {
      for (const started = performance.now(); performance.now() - started < 10_000; writes += 1) {
        await insert(tx, writes);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    await expect(endless).rejects.toThrow("is over");
    expect(writes).toBeGreaterThan(0);
    expect(await open().prisma.dirty.count({ where: { computer: { startsWith: "limit" } } })).toBe(0);
    await hasty.close();
  });

  test("a store's writing method works inside a unit only", async () => {
    expect(() => requireWritable(open())).toThrow("unit of work");
    await open().unitOfWork(async (tx) => requireWritable(tx));
  });
});

describeReachable("an open database", ["sqlite", "postgresql", "mysql", "sqlserver"], (engine) => {
  test("answers a ping until it is closed, and may be closed twice", async () => {
    const { db, drop } = await freshDatabase(engine);
    try {
      expect(await db.ping(5_000)).toBe(true);
      await db.close();
      await db.close();
      expect(await db.ping(5_000)).toBe(false);
      const away = { code: "unavailable" };
      await expect(db.sql.query("SELECT 1 AS one")).rejects.toMatchObject(away);
      await expect(db.writeGroup((sql) => sql.query("SELECT 1 AS one"))).rejects.toMatchObject(away);
    } finally {
      await drop();
    }
  });
});
