import type { Engine, Sql, SqlRow } from "@/lib/db/database";

export type LiveColumn = { type: string; optional: boolean; length: number | null; collation: string | null };

export type LiveTable = {
  columns: Record<string, LiveColumn>;
  primaryKey: string[];
  uniques: string[][];
  indexes: string[][];
  /** `column → table.column` */
  references: string[];
  withoutRowid: boolean;
};

/** What the database itself says its tables are, in one form for every engine. */
export async function readLiveSchema(sql: Sql): Promise<Record<string, LiveTable>> {
  const read = readers[sql.engine];
  const tables: Record<string, LiveTable> = {};
  for (const row of await sql.query(read.tables)) {
    const name = String(row.name);
    if (name === "_prisma_migrations") continue;
    const table: LiveTable = {
      columns: {},
      primaryKey: [],
      uniques: [],
      indexes: [],
      references: [],
      withoutRowid: Number(row.without_rowid ?? 0) === 1,
    };
    for (const column of await sql.query(read.columns, [name])) {
      table.columns[String(column.name)] = {
        type: String(column.type).toLowerCase(),
        optional: isTrue(column.optional),
        length: column.length === null || column.length === undefined ? null : Number(column.length),
        collation: column.collation === null || column.collation === undefined ? null : String(column.collation),
      };
    }
    sortIndexes(await sql.query(read.indexes, [name]), table);
    table.references = (await sql.query(read.references, [name]))
      .map((key) => `${key.own} → ${key.target}.${key.theirs} ${key.on_delete}`)
      .sort();
    tables[name] = table;
  }
  return tables;
}

/** Rows `name, kind (primary, unique, index), column_name`, in the order of the columns. */
function sortIndexes(rows: SqlRow[], table: LiveTable): void {
  const byName = new Map<string, { kind: string; columns: string[] }>();
  for (const row of rows) {
    const index = byName.get(String(row.name)) ?? { kind: String(row.kind), columns: [] };
    index.columns.push(String(row.column_name));
    byName.set(String(row.name), index);
  }
  for (const { kind, columns } of byName.values()) {
    if (kind === "primary") table.primaryKey = columns;
    else if (kind === "unique") table.uniques.push(columns);
    else table.indexes.push(columns);
  }
  table.uniques.sort();
  table.indexes.sort();
}

function isTrue(value: unknown): boolean {
  return value === true || value === "YES" || Number(value) === 1;
}

type Reader = { tables: string; columns: string; indexes: string; references: string };

const readers: Record<Engine, Reader> = {
  sqlite: {
    tables: `SELECT name, wr AS without_rowid FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name`,
    columns: `SELECT name, type, "notnull" = 0 AS optional, NULL AS length, NULL AS collation FROM pragma_table_info(?)`,
    // An INTEGER PRIMARY KEY has no index of its own, so the key comes from the columns.
    indexes: `WITH wanted (name) AS (VALUES (?))
      SELECT 'primary' AS name, 'primary' AS kind, c.name AS column_name, c.pk AS place
      FROM wanted JOIN pragma_table_info(wanted.name) AS c WHERE c.pk > 0
      UNION ALL
      SELECT il.name, CASE WHEN il."unique" THEN 'unique' ELSE 'index' END, ii.name, ii.seqno
      FROM wanted JOIN pragma_index_list(wanted.name) AS il JOIN pragma_index_info(il.name) AS ii WHERE il.origin = 'c'
      ORDER BY 1, 4`,
    references: `SELECT "from" AS own, "table" AS target, "to" AS theirs, on_delete FROM pragma_foreign_key_list(?)`,
  },
  postgresql: {
    tables: `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    columns: `SELECT column_name AS name, data_type AS type, is_nullable AS optional,
        character_maximum_length AS length, collation_name AS collation
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ?`,
    indexes: `SELECT c.relname AS name, a.attname AS column_name,
        CASE WHEN i.indisprimary THEN 'primary' WHEN i.indisunique THEN 'unique' ELSE 'index' END AS kind
      FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        CROSS JOIN LATERAL unnest(i.indkey::int[]) WITH ORDINALITY AS k (attnum, place)
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
      WHERE i.indrelid = ('public.' || quote_ident(?))::regclass ORDER BY c.relname, k.place`,
    references: `SELECT a.attname AS own, c.confrelid::regclass::text AS target, b.attname AS theirs,
        CASE c.confdeltype WHEN 'a' THEN 'NO ACTION' ELSE c.confdeltype::text END AS on_delete
      FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1]
      WHERE c.contype = 'f' AND c.conrelid = ('public.' || quote_ident(?))::regclass`,
  },
  mysql: {
    tables: "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1",
    columns: `SELECT column_name AS name, column_type AS type, is_nullable AS optional,
        character_maximum_length AS length, collation_name AS collation
      FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = ?`,
    indexes: `SELECT index_name AS name, column_name AS column_name,
        CASE WHEN index_name = 'PRIMARY' THEN 'primary' WHEN non_unique = 0 THEN 'unique' ELSE 'index' END AS kind
      FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = ? ORDER BY index_name, seq_in_index`,
    references: `SELECT k.column_name AS own, k.referenced_table_name AS target, k.referenced_column_name AS theirs,
        r.delete_rule AS on_delete
      FROM information_schema.key_column_usage k JOIN information_schema.referential_constraints r
        ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name
      WHERE k.table_schema = DATABASE() AND k.table_name = ? AND k.referenced_table_name IS NOT NULL`,
  },
  sqlserver: {
    tables: "SELECT name FROM sys.tables ORDER BY name",
    columns: `SELECT column_name AS name, data_type AS type, is_nullable AS optional,
        NULLIF(character_maximum_length, -1) AS length, collation_name AS collation
      FROM information_schema.columns WHERE table_name = ?`,
    indexes: `SELECT i.name AS name, c.name AS column_name,
        CASE WHEN i.is_primary_key = 1 THEN 'primary' WHEN i.is_unique = 1 THEN 'unique' ELSE 'index' END AS kind
      FROM sys.indexes i JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id
        JOIN sys.columns c ON c.object_id = k.object_id AND c.column_id = k.column_id
      WHERE i.object_id = OBJECT_ID(?) ORDER BY i.name, k.key_ordinal`,
    references: `SELECT p.name AS own, OBJECT_NAME(k.referenced_object_id) AS target, r.name AS theirs,
        REPLACE(f.delete_referential_action_desc, '_', ' ') AS on_delete
      FROM sys.foreign_key_columns k JOIN sys.foreign_keys f ON f.object_id = k.constraint_object_id
        JOIN sys.columns p ON p.object_id = k.parent_object_id AND p.column_id = k.parent_column_id
        JOIN sys.columns r ON r.object_id = k.referenced_object_id AND r.column_id = k.referenced_column_id
      WHERE k.parent_object_id = OBJECT_ID(?)`,
  },
};
