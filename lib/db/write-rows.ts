import type { Engine, Sql, SqlRow, SqlValue } from "./database";
import { chunkRows, identifier, placeholders, rowPlaceholders } from "./sql";

type Rows = {
  table: string;
  columns: readonly string[];
  /** Values in the order of `columns`. No two rows of one call share a key. */
  rows: readonly (readonly SqlValue[])[];
  /** The columns of the primary key or of a unique index. */
  key: readonly string[];
};

/**
 * Inserts the rows whose key is not there yet and leaves the others untouched.
 *
 * @param insert.mark a column that carries the same value in all rows of this call and that no other
 *   call ever uses: MySQL and MariaDB cannot say which rows they inserted, so it is read back there
 * @returns the keys of the rows that were created, as `{ [key column]: value }`, in no order
 */
export async function insertNew(sql: Sql, insert: Rows & { mark: string }): Promise<SqlRow[]> {
  const created: SqlRow[] = [];
  for (const rows of chunkRows(sql.engine, insert.rows)) {
    const values = rows.flat();
    if (sql.engine !== "mysql") {
      created.push(...(await sql.query(insertNewText(sql.engine, insert, rows.length), values)));
      continue;
    }
    await sql.query(insertNewText("mysql", insert, rows.length), values);
    created.push(...(await readMarked(sql, insert, rows)));
  }
  return created;
}

/** What happens to a column of a row that is there already. A null never replaces by `min`, `max` or `fill`. */
export type Update =
  | "add" // old + new
  | "min" // the smaller
  | "max" // the greater
  | "set" // the new one, null too
  | "fill"; // the new one unless it is null

/** Inserts each row, or changes the one that is there as `update` says; columns not named there stay. */
export async function upsertRows(sql: Sql, upsert: Rows & { update: Readonly<Record<string, Update>> }): Promise<void> {
  for (const rows of chunkRows(sql.engine, upsert.rows)) {
    await sql.query(upsertText(sql.engine, upsert, rows.length), rows.flat());
  }
}

function insertNewText(engine: Engine, { table, columns, key }: Rows, count: number): string {
  const name = (column: string) => identifier(engine, column);
  const into = `${name(table)} (${columns.map(name).join(", ")})`;
  const values = rowPlaceholders(count, columns.length);
  const keys = key.map(name);
  if (engine === "mysql") {
    // IGNORE would also swallow values that do not fit; this swallows nothing but the key.
    return `INSERT INTO ${into} VALUES ${values} ON DUPLICATE KEY UPDATE ${keys[0]} = ${name(table)}.${keys[0]}`;
  }
  if (engine === "sqlserver") {
    // The lock on the key's place keeps a rival from inserting between the look and the insert.
    return (
      `INSERT INTO ${into} OUTPUT ${keys.map((column) => `inserted.${column}`).join(", ")} ` +
      `SELECT * FROM (VALUES ${values}) AS fresh (${columns.map(name).join(", ")}) ` +
      `WHERE NOT EXISTS (SELECT 1 FROM ${name(table)} AS held WITH (UPDLOCK, HOLDLOCK) ` +
      `WHERE ${keys.map((column) => `held.${column} = fresh.${column}`).join(" AND ")})`
    );
  }
  return `INSERT INTO ${into} VALUES ${values} ON CONFLICT (${keys.join(", ")}) DO NOTHING RETURNING ${keys.join(", ")}`;
}

/** Of these rows, the keys of those that carry this call's mark. */
async function readMarked(sql: Sql, insert: Rows & { mark: string }, rows: readonly (readonly SqlValue[])[]) {
  const name = (column: string) => identifier(sql.engine, column);
  const places = insert.key.map((column) => insert.columns.indexOf(column));
  const last = places.at(-1) ?? 0;
  const head = places.slice(0, -1);
  // Rows with the same beginning of the key share one list, which the engine answers from its index.
  const groups = new Map<string, { head: SqlValue[]; lasts: SqlValue[] }>();
  for (const row of rows) {
    const values = head.map((place) => row[place] ?? null);
    const label = JSON.stringify(values.map(String));
    const group = groups.get(label) ?? { head: values, lasts: [] };
    group.lasts.push(row[last] ?? null);
    groups.set(label, group);
  }
  const conditions = [...groups.values()].map((group) =>
    [
      ...head.map((_, index) => `${name(insert.key[index] ?? "")} = ?`),
      `${name(insert.key.at(-1) ?? "")} IN (${placeholders(group.lasts.length)})`,
    ].join(" AND "),
  );
  const mark = rows[0]?.[insert.columns.indexOf(insert.mark)] ?? null;
  return sql.query(
    `SELECT ${insert.key.map(name).join(", ")} FROM ${name(insert.table)} ` +
      `WHERE ${name(insert.mark)} = ? AND (${conditions.map((condition) => `(${condition})`).join(" OR ")})`,
    [mark, ...[...groups.values()].flatMap((group) => [...group.head, ...group.lasts])],
  );
}

function upsertText(
  engine: Engine,
  { table, columns, key, update }: Rows & { update: Readonly<Record<string, Update>> },
  count: number,
): string {
  const name = (column: string) => identifier(engine, column);
  const list = columns.map(name).join(", ");
  const values = rowPlaceholders(count, columns.length);
  const old = engine === "sqlserver" ? "held" : name(table);
  const fresh = (column: string) => {
    if (engine === "mysql") return `VALUES(${name(column)})`;
    return `${engine === "sqlserver" ? "fresh" : "excluded"}.${name(column)}`;
  };
  const target = (column: string) => (engine === "sqlserver" ? `held.${name(column)}` : name(column));
  const changes = Object.entries(update)
    .map(([column, how]) => `${target(column)} = ${changed(how, `${old}.${name(column)}`, fresh(column))}`)
    .join(", ");
  if (engine === "mysql")
    return `INSERT INTO ${name(table)} (${list}) VALUES ${values} ON DUPLICATE KEY UPDATE ${changes}`;
  if (engine === "sqlserver") {
    return (
      `MERGE INTO ${name(table)} WITH (HOLDLOCK) AS held USING (VALUES ${values}) AS fresh (${list}) ` +
      `ON ${key.map((column) => `held.${name(column)} = fresh.${name(column)}`).join(" AND ")} ` +
      `WHEN MATCHED THEN UPDATE SET ${changes} ` +
      `WHEN NOT MATCHED THEN INSERT (${list}) VALUES (${columns.map((column) => `fresh.${name(column)}`).join(", ")});`
    );
  }
  const needed = Object.entries(update).map(([column, how]) =>
    wouldChange(how, `${old}.${name(column)}`, fresh(column)),
  );
  // A row that stays as it is costs no page and no old version of itself.
  const where = needed.includes(null) ? "" : ` WHERE ${needed.join(" OR ")}`;
  return `INSERT INTO ${name(table)} (${list}) VALUES ${values} ON CONFLICT (${key.map(name).join(", ")}) DO UPDATE SET ${changes}${where}`;
}

/** The condition under which an update by `how` leaves another value; null where that is not worth asking. */
function wouldChange(how: Update, old: string, fresh: string): string | null {
  if (how === "min") return `${old} IS NULL OR ${fresh} < ${old}`;
  return how === "max" ? `${old} IS NULL OR ${fresh} > ${old}` : null;
}

function changed(how: Update, old: string, fresh: string): string {
  switch (how) {
    case "add":
      return `${old} + ${fresh}`;
    case "min":
      return `CASE WHEN ${old} IS NULL OR ${fresh} < ${old} THEN ${fresh} ELSE ${old} END`;
    case "max":
      return `CASE WHEN ${old} IS NULL OR ${fresh} > ${old} THEN ${fresh} ELSE ${old} END`;
    case "set":
      return fresh;
    case "fill":
      return `COALESCE(${fresh}, ${old})`;
  }
}
