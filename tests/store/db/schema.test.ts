import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "@/lib/db/database";
import { type Column, parseSchema, type Table } from "@/prisma/generator/parse-schema.mjs";
import { describeOnEachEngine } from "../engines";
import { type LiveColumn, type LiveTable, readLiveSchema } from "./live-schema";

const text = readFileSync(join(__dirname, "..", "..", "..", "prisma", "schema.prisma"), "utf8");

const types: Record<Engine, Record<Exclude<Column["type"], "String">, string>> = {
  sqlite: { Int: "integer", BigInt: "bigint", Float: "real", Boolean: "boolean", DateTime: "datetime" },
  postgresql: {
    Int: "integer",
    BigInt: "bigint",
    Float: "double precision",
    Boolean: "boolean",
    DateTime: "timestamp without time zone",
  },
  mysql: { Int: "int(11)", BigInt: "bigint(20)", Float: "double", Boolean: "tinyint(1)", DateTime: "datetime(3)" },
  sqlserver: { Int: "int", BigInt: "bigint", Float: "float", Boolean: "bit", DateTime: "datetime2" },
};

const longestText = 4_294_967_295;

function expectedColumn(column: Column, engine: Engine): LiveColumn {
  const { optional } = column;
  if (column.type !== "String") return { type: types[engine][column.type], optional, length: null, collation: null };
  const unlimited = column.length === "max";
  const length = column.length === "max" ? null : column.length;
  switch (engine) {
    case "sqlite":
      return { type: "text", optional, length: null, collation: null };
    case "postgresql":
      return { type: unlimited ? "text" : "character varying", optional, length, collation: "C" };
    case "mysql":
      return {
        type: unlimited ? "longtext" : `varchar(${length})`,
        optional,
        length: unlimited ? longestText : length,
        collation: "utf8mb4_bin",
      };
    case "sqlserver":
      return { type: "nvarchar", optional, length, collation: "Latin1_General_100_BIN2" };
  }
}

function expectedTable(table: Table, engine: Engine): LiveTable {
  return {
    columns: Object.fromEntries(table.columns.map((column) => [column.name, expectedColumn(column, engine)])),
    primaryKey: table.primaryKey,
    uniques: [...table.uniques].sort(),
    indexes: [...table.indexes].sort(),
    references: table.foreignKeys.map((key) => `${key.columns} → ${key.table}.${key.references} NO ACTION`).sort(),
    withoutRowid: engine === "sqlite" && table.withoutRowid,
  };
}

describeOnEachEngine("schema", (open) => {
  test("the migrations make exactly the tables of the schema", async () => {
    const { engine, sql } = open();
    const tables = parseSchema(text);
    expect(tables.length).toBeGreaterThan(20);
    expect(await readLiveSchema(sql)).toEqual(
      Object.fromEntries(tables.map((table) => [table.name, expectedTable(table, engine)])),
    );
  });

  test("every model can be read by the client", async () => {
    const { prisma } = open();
    for (const { model } of parseSchema(text)) {
      const delegate: unknown = Reflect.get(prisma, model.charAt(0).toLowerCase() + model.slice(1));
      const { findMany } = delegate as { findMany(): Promise<unknown[]> };
      expect(await findMany()).toEqual([]);
    }
  });

  test("the database fills in the defaults of the schema", async () => {
    await open().writeGroup((sql) =>
      sql.query("INSERT INTO app_auth_settings (id, updated_at) VALUES (?, ?)", [1, new Date(0)]),
    );
    const settings: Record<string, unknown> = await open().prisma.settings.findUniqueOrThrow({ where: { id: 1 } });
    const columns = parseSchema(text).find((table) => table.model === "Settings")?.columns ?? [];
    const given = columns.flatMap((column) =>
      column.default?.kind === "value" ? [[column.field, column.default.value] as const] : [],
    );
    expect(given.length).toBeGreaterThan(10);
    expect(settings).toMatchObject(Object.fromEntries(given));
  });
});
