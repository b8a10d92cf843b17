import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deriveSchema, engines } from "@/prisma/generator/derive-schema.mjs";
import { parseSchema } from "@/prisma/generator/parse-schema.mjs";
import { writeMigration } from "@/prisma/generator/write-migration.mjs";

const folder = join(__dirname, "..", "..", "..", "prisma");
const schema = readFileSync(join(folder, "schema.prisma"), "utf8");

const small = (body: string, notes = "") => `${notes}model Thing {\n${body}\n\n  @@map("things")\n}\n`;
const before = small("  id   Int    @id @default(autoincrement())\n  name String /// len:20");

function migrationFrom(old: string, now: string, engine: string): string {
  return writeMigration(parseSchema(old), parseSchema(now), engine);
}

test("the migrations kept in the repository say what the schema says", () => {
  const snapshot = readFileSync(join(folder, "migrations", "schema.prisma"), "utf8");
  expect(parseSchema(snapshot)).toEqual(parseSchema(schema));
});

test("every engine has the same migrations", () => {
  const names = engines.map((engine) =>
    readdirSync(join(folder, "migrations", engine), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name),
  );
  expect(names[0]?.length).toBeGreaterThan(0);
  for (const list of names) expect(list).toEqual(names[0]);
});

test("no text without a length, no key longer than an engine takes", () => {
  for (const table of parseSchema(schema)) {
    const length = (name: string) => {
      const column = table.columns.find((candidate) => candidate.name === name);
      if (column?.type !== "String") return 8;
      return column.length === "max" || column.length === null ? Number.POSITIVE_INFINITY : column.length * 4;
    };
    const size = (columns: string[]) => columns.reduce((sum, name) => sum + length(name), 0);
    // MySQL: 3,072 bytes at four a character. SQL Server: 900 and 1,700 bytes at two.
    expect(size(table.primaryKey)).toBeLessThanOrEqual(1_800);
    for (const columns of [...table.uniques, ...table.indexes]) expect(size(columns)).toBeLessThanOrEqual(3_072);
  }
});

test("a schema becomes each engine's variant", () => {
  const text = deriveSchema(`generator client {\n}\ndatasource db {\n  provider = "sqlite"\n}\n${before}`, "sqlserver");
  expect(text).toContain('provider = "sqlserver"');
  expect(text).toContain('output                 = "../sqlserver"');
  expect(text).toContain("name String @db.NVarChar(20)");
  expect(deriveSchema(small("  id Int @id\n  a String? /// len:max"), "mysql")).toContain("a String? @db.LongText");
});

describe("the next migration", () => {
  const now = small(
    "  id   Int    @id @default(autoincrement())\n  name String /// len:20\n  note String? /// len:max\n  done Boolean @default(false)\n\n  @@index([name, done])",
  );
  const wanted: Record<string, string[]> = {
    sqlite: ['ADD COLUMN "note" TEXT;', 'ADD COLUMN "done" BOOLEAN NOT NULL DEFAULT false;'],
    postgresql: ['ADD COLUMN "note" TEXT COLLATE "C";', 'ADD COLUMN "done" BOOLEAN NOT NULL DEFAULT false;'],
    mysql: ["ADD COLUMN `note` LONGTEXT;", "ADD COLUMN `done` BOOLEAN NOT NULL DEFAULT false;"],
    sqlserver: [
      "ADD [note] NVARCHAR(max) COLLATE Latin1_General_100_BIN2 NULL;",
      "ADD [done] BIT NOT NULL CONSTRAINT [things_done_df] DEFAULT 0;",
    ],
  };

  test.each(engines)("adds columns and indexes on %s", (engine) => {
    const text = migrationFrom(before, now, engine);
    for (const part of wanted[engine] ?? []) expect(text).toContain(part);
    expect(text).toMatch(/CREATE INDEX .things_name_done_idx. ON .things. \(.name., .done.\);/);
    expect(text).not.toContain("CREATE TABLE");
    expect(migrationFrom(now, now, engine)).toBe("");
  });

  test("is refused where rows could be lost or have nothing to put", () => {
    const refused = (text: string) => expect(() => migrationFrom(before, text, "sqlite")).toThrow("by hand");
    refused("");
    refused(small("  id Int @id @default(autoincrement())"));
    refused(small("  id   Int    @id @default(autoincrement())\n  name String /// len:10"));
    refused(small("  id   Int    @id @default(autoincrement())\n  name String /// len:20\n  more Int"));
    refused(small("  id   Int    @default(autoincrement())\n  name String @id /// len:20"));
  });

  test("a schema that the four engines do not share is refused", () => {
    expect(() => parseSchema(small("  id Int @id\n  name String"))).toThrow("has no /// len:");
    expect(() => parseSchema(small("  name Int"))).toThrow("no primary key");
  });
});
