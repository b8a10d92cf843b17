import { sqlWriter } from "./write-sql.mjs";

/**
 * What leads from one schema to the next, as SQL. Adding tables, columns that old rows can carry
 * (optional or with a default) and indexes is all it writes; for anything else it throws with the
 * list, because renaming, narrowing and dropping need somebody's thought and a migration by hand.
 *
 * @param {import("./parse-schema.d.mts").Table[]} before
 * @param {import("./parse-schema.d.mts").Table[]} after
 * @param {string} engine
 * @returns {string} "" when there is nothing to do
 */
export function writeMigration(before, after, engine) {
  const problems = findUnwritable(before, after);
  if (problems.length > 0) throw new Error(`This needs a migration by hand:\n${problems.join("\n")}`);
  const sql = sqlWriter(engine);
  const known = new Map(before.map((table) => [table.name, table]));
  const created = after.filter((table) => !known.has(table.name));
  const parts = inOrderOfReference(created, engine).map((table) => [
    `-- ${table.model}`,
    sql.createTable(table),
    ...indexSql(sql, table, { uniques: [], indexes: [] }),
  ]);
  for (const table of created) parts.push(sql.addForeignKeys(table));
  for (const table of after) {
    const old = known.get(table.name);
    if (!old) continue;
    const columns = table.columns.filter((column) => !old.columns.some((other) => other.name === column.name));
    parts.push([...columns.map((column) => sql.addColumn(table, column)), ...indexSql(sql, table, old)]);
  }
  const text = parts.filter((part) => part.length > 0).map((part) => part.join("\n"));
  return text.length > 0 ? `${text.join("\n\n")}\n` : "";
}

function indexSql(sql, table, old) {
  const has = (list, columns) => list.some((other) => other.join() === columns.join());
  return [
    ...table.uniques
      .filter((columns) => !has(old.uniques, columns))
      .map((columns) => sql.createIndex(table, columns, true)),
    ...table.indexes
      .filter((columns) => !has(old.indexes, columns))
      .map((columns) => sql.createIndex(table, columns, false)),
  ];
}

/** SQLite writes a foreign key in the table itself, so the table it points to stands first. */
function inOrderOfReference(tables, engine) {
  if (engine !== "sqlite") return tables;
  const ordered = [];
  const place = (table) => {
    if (ordered.includes(table)) return;
    for (const key of table.foreignKeys) {
      const target = tables.find((other) => other.name === key.table && other !== table);
      if (target) place(target);
    }
    ordered.push(table);
  };
  tables.forEach(place);
  return ordered;
}

function findUnwritable(before, after) {
  const problems = [];
  for (const old of before) {
    const table = after.find((other) => other.name === old.name);
    if (!table) {
      problems.push(`table ${old.name} is gone`);
      continue;
    }
    for (const column of old.columns) {
      const now = table.columns.find((other) => other.name === column.name);
      if (!now) problems.push(`column ${old.name}.${column.name} is gone`);
      else if (JSON.stringify(strip(now)) !== JSON.stringify(strip(column))) {
        problems.push(`column ${old.name}.${column.name} has changed`);
      }
    }
    for (const column of table.columns) {
      const isNew = !old.columns.some((other) => other.name === column.name);
      const fits = column.optional || column.default?.kind === "value";
      if (isNew && !fits) problems.push(`column ${old.name}.${column.name} has nothing for the rows already there`);
    }
    for (const part of ["primaryKey", "foreignKeys"]) {
      if (JSON.stringify(table[part]) !== JSON.stringify(old[part]))
        problems.push(`${part} of ${old.name} has changed`);
    }
    for (const columns of [...old.uniques, ...old.indexes]) {
      const kept = [...table.uniques, ...table.indexes].some((other) => other.join() === columns.join());
      if (!kept) problems.push(`index of ${old.name} over ${columns.join(", ")} is gone`);
    }
  }
  return problems;
}

/** The name in the code may change freely. */
function strip({ field: _field, ...column }) {
  return column;
}
