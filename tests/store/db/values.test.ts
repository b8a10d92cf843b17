import { instantOf } from "@/lib/db/sql";
import { insertNew, upsertRows } from "@/lib/db/write-rows";
import { describeOnEachEngine } from "../engines";

const at = new Date("2026-02-03T04:05:06.789Z");
const wholeSecond = new Date("2026-02-03T04:05:06.000Z");

const eventColumns = [
  "company_id",
  "id",
  "site_id",
  "api_key_id",
  "kind",
  "event_type",
  "person",
  "user_name",
  "computer",
  "computer_name",
  "occurred_at",
  "received_at",
  "flush",
];

function eventRow(companyId: number, id: string, flush: string, userName = "anna") {
  return [companyId, id, 1, 1, "sign_in", "Login", "anna", userName, "pc", "PC", at, wholeSecond, flush];
}

describeOnEachEngine("values", (open) => {
  test("an instant written by Prisma reads back alike through both, with its milliseconds", async () => {
    const { id, created } = await open().unitOfWork(async (tx) => {
      const company = await tx.prisma.company.create({
        data: { name: "a", nameFolded: "instant-prisma", timeZone: "UTC", deletedAt: at, createdAt: wholeSecond },
      });
      const [row] = await tx.sql.query("SELECT deleted_at, created_at FROM app_auth_companies WHERE id = ?", [
        company.id,
      ]);
      return { id: company.id, created: row };
    });
    expect(instantOf(created?.deleted_at)).toEqual(at);
    expect(instantOf(created?.created_at)).toEqual(wholeSecond);
    const found = await open().sql.query("SELECT id FROM app_auth_companies WHERE deleted_at = ? AND created_at = ?", [
      at,
      wholeSecond,
    ]);
    expect(found).toEqual([{ id }]);
  });

  test("an instant written by SQL is the same value to Prisma", async () => {
    await open().writeGroup((sql) =>
      sql.query(
        "INSERT INTO app_auth_companies (name, name_folded, time_zone, created_at, updated_at) VALUES (?, ?, ?, ?, ?)",
        ["b", "instant-sql", "UTC", at, wholeSecond],
      ),
    );
    const company = await open().prisma.company.findFirst({ where: { createdAt: at, updatedAt: wholeSecond } });
    expect(company).toMatchObject({ nameFolded: "instant-sql", createdAt: at, updatedAt: wholeSecond });
    const neighbours = await open().prisma.company.count({
      where: { createdAt: { gt: new Date(at.getTime() - 1), lt: new Date(at.getTime() + 1) } },
    });
    expect(neighbours).toBe(1);
  });

  test("a time the database fills in itself is now in UTC, whatever zone the session is in", async () => {
    const [before, after] = await open().writeGroup(async (sql) => {
      const started = Date.now();
      if (sql.engine === "postgresql") await sql.query("SET LOCAL TIME ZONE 'Africa/Cairo'");
      if (sql.engine === "mysql") await sql.query("SET time_zone = '+05:00'");
      await sql.query("INSERT INTO app_auth_companies (name, name_folded, time_zone, updated_at) VALUES (?, ?, ?, ?)", [
        "c",
        "instant-default",
        "UTC",
        at,
      ]);
      return [started - 1_000, Date.now() + 1_000];
    });
    const company = await open().prisma.company.findFirstOrThrow({ where: { nameFolded: "instant-default" } });
    expect(company.createdAt.getTime()).toBeGreaterThanOrEqual(before ?? 0);
    expect(company.createdAt.getTime()).toBeLessThanOrEqual(after ?? 0);
  });

  test("text of every kind comes back byte for byte, through Prisma and through SQL", async () => {
    const texts = [
      "Ünïcødé",
      "😀 \u{1f3f4}\u{e0067}",
      "日本語",
      "a\\b'c\"d%e_f?g`h",
      "\u00a0 \u200b",
      "İı ß ſ",
      "\ufffd",
    ];
    for (const [index, text] of texts.entries()) {
      const viaSql = await open().writeGroup(async (sql) => {
        await sql.query(
          "INSERT INTO app_auth_companies (name, name_folded, time_zone, updated_at) VALUES (?, ?, ?, ?)",
          [text, `text-${index}`, "UTC", at],
        );
        return sql.query("SELECT name FROM app_auth_companies WHERE name = ? AND name_folded = ?", [
          text,
          `text-${index}`,
        ]);
      });
      expect(viaSql).toEqual([{ name: text }]);
      expect(await open().prisma.company.count({ where: { name: text } })).toBe(1);
    }
  });

  test("names that differ only in case or accents are different names", async () => {
    await open().unitOfWork(async (tx) => {
      for (const name of ["resume", "Resume", "résumé"]) {
        await tx.prisma.company.create({ data: { name, nameFolded: name, timeZone: "UTC" } });
      }
    });
    expect(await open().prisma.company.count({ where: { nameFolded: "resume" } })).toBe(1);
  });

  test("text sorts by code point, upper before lower case", async () => {
    await open().writeGroup((sql) =>
      upsertRows(sql, {
        table: "api_dirty",
        columns: ["company_id", "computer", "since"],
        rows: ["b", "B", "a", "é", "Z", "_"].map((name) => [900, name, at]),
        key: ["company_id", "computer"],
        update: { since: "min" },
      }),
    );
    const rows = await open().sql.query("SELECT computer FROM api_dirty WHERE company_id = ? ORDER BY computer", [900]);
    expect(rows.map((row) => row.computer)).toEqual(["B", "Z", "_", "a", "b", "é"]);
  });

  test("counts and sums are numbers", async () => {
    const [row] = await open().sql.query(
      "SELECT COUNT(*) AS n, SUM(1) AS total, 41 + 1 AS answer FROM api_logs WHERE id = ?",
      [""],
    );
    expect(row?.n).toBe(0);
    expect(row?.answer).toBe(42);
    const sums = await open().unitOfWork((tx) =>
      tx.sql.query("SELECT SUM(id) AS total FROM app_auth_companies WHERE id = id"),
    );
    expect(typeof sums[0]?.total).toBe("number");
  });
});

describeOnEachEngine("write rows", (open) => {
  test("insertNew tells the created from those that were there, and changes nothing of these", async () => {
    const insert = (rows: ReturnType<typeof eventRow>[]) =>
      open().writeGroup((sql) =>
        insertNew(sql, { table: "api_logs", columns: eventColumns, rows, key: ["company_id", "id"], mark: "flush" }),
      );
    const first = await insert([eventRow(1, "A", "one"), eventRow(2, "A", "one"), eventRow(1, "B", "one")]);
    expect(first.map((row) => `${row.company_id}${row.id}`).sort()).toEqual(["1A", "1B", "2A"]);
    const second = await insert([
      eventRow(1, "B", "two", "other"),
      eventRow(2, "B", "two"),
      eventRow(1, "A", "two", "other"),
    ]);
    expect(second).toEqual([{ company_id: 2, id: "B" }]);
    expect(await open().sql.query("SELECT user_name FROM api_logs WHERE id = ? AND company_id = ?", ["B", 1])).toEqual([
      { user_name: "anna" },
    ]);
  });

  test("insertNew takes more rows than one statement holds", async () => {
    const rows = Array.from({ length: 3_000 }, (_, index) => eventRow(7, `N${index}`, "many"));
    const insert = { table: "api_logs", columns: eventColumns, key: ["company_id", "id"], mark: "flush" };
    const created = await open().writeGroup((sql) => insertNew(sql, { ...insert, rows }));
    expect(created).toHaveLength(3_000);
    const again = await open().writeGroup((sql) =>
      insertNew(sql, { ...insert, rows: rows.map((row) => [...row.slice(0, -1), "again"]) }),
    );
    expect(again).toEqual([]);
  });

  test("insertNew throws when a value does not fit, where the engine knows lengths", async () => {
    const insert = open().writeGroup((sql) =>
      insertNew(sql, {
        table: "api_logs",
        columns: eventColumns,
        rows: [eventRow(8, "x".repeat(40), "long")],
        key: ["company_id", "id"],
        mark: "flush",
      }),
    );
    if (open().engine === "sqlite") await expect(insert).resolves.toHaveLength(1);
    else await expect(insert).rejects.toThrow();
  });

  test("upsertRows adds, keeps the smaller, the greater, sets and fills", async () => {
    const early = new Date("2026-01-01T00:00:00.001Z");
    const late = new Date("2026-01-02T00:00:00.002Z");
    const columns = [
      "company_id",
      "computer",
      "computer_name",
      "site_id",
      "agent_version",
      "boot_id",
      "last_heartbeat_at",
      "last_event_at",
      "created_at",
      "updated_at",
    ];
    const write = (row: (string | number | Date | null)[]) =>
      open().writeGroup((sql) =>
        upsertRows(sql, {
          table: "api_computers",
          columns,
          rows: [row],
          key: ["company_id", "computer"],
          update: {
            computer_name: "set",
            agent_version: "fill",
            boot_id: "set",
            site_id: "add",
            last_heartbeat_at: "min",
            last_event_at: "max",
          },
        }),
      );
    await write([1, "pc", "PC", 2, "1.0", "boot", null, late, early, early]);
    await write([1, "pc", "Pc", 3, null, null, late, early, late, late]);
    await write([1, "pc", "pc", 4, null, null, early, null, late, late]);
    const computer = await open().prisma.computer.findFirstOrThrow({ where: { companyId: 1, computer: "pc" } });
    expect(computer).toMatchObject({
      computerName: "pc",
      siteId: 9,
      agentVersion: "1.0",
      bootId: null,
      lastHeartbeatAt: early,
      lastEventAt: late,
      createdAt: early,
    });
  });
});
