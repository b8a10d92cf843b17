import { statSync } from "node:fs";
import type BetterSqlite3 from "better-sqlite3";
import Connection from "better-sqlite3";
import type { Database, SqlRow } from "@/lib/db/database";
import { isPortalError } from "@/lib/errors";
import { describeOnEachEngine } from "../engines";

const company = (nameFolded: string) => ({ name: nameFolded, nameFolded, timeZone: "UTC" });

/** The same question to each of the four connections, alive. */
async function askAll(db: Database, pragma: string): Promise<unknown[]> {
  const text = `PRAGMA ${pragma}`;
  const first = (rows: SqlRow[]) => Object.values(rows[0] ?? {})[0];
  const asNumber = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);
  const answers = [
    first(await db.prisma.$queryRawUnsafe<SqlRow[]>(text)),
    first(await db.sql.query(text)),
    first(await db.unitOfWork((tx) => tx.prisma.$queryRawUnsafe<SqlRow[]>(text))),
    first(await db.unitOfWork((tx) => tx.sql.query(text))),
    first(await db.writeGroup((sql) => sql.query(text))),
  ];
  return answers.map(asNumber);
}

describeOnEachEngine(
  "SQLite",
  (open, target) => {
    const file = () => {
      const chosen = target();
      if (chosen.engine !== "sqlite") throw new Error("not SQLite");
      return chosen.file;
    };

    test("every connection runs WAL with synchronous FULL and foreign keys, also after transactions", async () => {
      for (let round = 0; round < 2; round += 1) {
        expect(await askAll(open(), "journal_mode")).toEqual(["wal", "wal", "wal", "wal", "wal"]);
        expect(await askAll(open(), "synchronous")).toEqual([2, 2, 2, 2, 2]);
        expect(await askAll(open(), "foreign_keys")).toEqual([1, 1, 1, 1, 1]);
        await open().unitOfWork((tx) => tx.prisma.company.create({ data: company(`round-${round}`) }));
      }
    });

    test("writing outside a unit of work or group is refused by the file itself", async () => {
      const write = open().prisma.company.create({ data: company("outside") });
      await expect(write).rejects.toHaveProperty("message", expect.stringContaining("readonly"));
      const native = open().sql.query("DELETE FROM app_auth_companies");
      await expect(native).rejects.toHaveProperty("code", "SQLITE_READONLY");
    });

    test("an instant is kept as ISO text with +00:00, whoever writes it", async () => {
      const at = new Date("2026-02-03T04:05:06.000Z");
      await open().unitOfWork((tx) => tx.prisma.company.create({ data: { ...company("by-prisma"), updatedAt: at } }));
      await open().writeGroup((sql) =>
        sql.query("INSERT INTO app_auth_companies (name, name_folded, time_zone, updated_at) VALUES (?, ?, ?, ?)", [
          "by-sql",
          "by-sql",
          "UTC",
          at,
        ]),
      );
      const rows = await open().sql.query(
        "SELECT name_folded, updated_at, created_at FROM app_auth_companies WHERE name_folded LIKE 'by-%' ORDER BY 1",
      );
      expect(rows.map((row) => row.updated_at)).toEqual(Array(2).fill("2026-02-03T04:05:06.000+00:00"));
      for (const row of rows) expect(row.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$/);
    });

    test("only the owner may read the file and its side files", () => {
      for (const end of ["", "-wal", "-shm"]) expect(statSync(file() + end).mode & 0o077).toBe(0);
    });

    test("writes wait for another process without blocking this one, then go through", async () => {
      const other = hold(file());
      let turns = 0;
      const beat = setInterval(() => {
        turns += 1;
        if (turns === 10) other.exec("COMMIT");
      }, 10);
      try {
        await Promise.all([
          open().unitOfWork((tx) => tx.prisma.company.create({ data: company("waited-unit") })),
          open().writeGroup((sql) => sql.query("UPDATE app_auth_companies SET description = ?", ["waited"])),
        ]);
        expect(turns).toBeGreaterThanOrEqual(10);
      } finally {
        clearInterval(beat);
        other.close();
      }
    });

    test("a file another process keeps is unavailable, and heals", async () => {
      const other = hold(file());
      try {
        const error: unknown = await open()
          .unitOfWork(async () => null)
          .catch((failure: unknown) => failure);
        expect(isPortalError(error)).toBe(true);
        expect(error).toMatchObject({ code: "unavailable", retryAfterSeconds: 2 });
      } finally {
        other.close();
      }
      expect(await open().unitOfWork(async () => "in")).toBe("in");
      expect(await open().writeGroup(async () => "in")).toBe("in");
    }, 30_000);
  },
  ["sqlite"],
);

function hold(file: string): BetterSqlite3.Database {
  const other = new Connection(file);
  other.exec("BEGIN IMMEDIATE");
  return other;
}
