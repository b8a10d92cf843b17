/**
 * Reads the narrow dialect `schema.prisma` is written in (one attribute list per line, lengths as
 * `/// len:N`) into plain tables. Prisma's own parser is not among the installed packages.
 */

/** @typedef {import("./parse-schema.d.mts").Table} Table */

const fieldLine = /^\s+(\w+)\s+(\w+)(\?|\[\])?\s*(.*?)\s*(?:\/\/\/\s*(.*))?$/;

/**
 * @param {string} text the schema
 * @returns {Table[]} in the order of the schema
 */
export function parseSchema(text) {
  const blocks = [...text.matchAll(/((?:^\/\/\/.*\n)*)^model (\w+) \{\n([\s\S]*?)^\}/gm)].map(
    ([, notes, name, body]) => ({
      name,
      body,
      notes,
      table: wordsOf(body, /^\s*@@map\("([^"]+)"\)/m) ?? name,
    }),
  );
  const columnsOfModel = new Map(blocks.map((block) => [block.name, columnNames(block.body)]));
  const tableOfModel = new Map(blocks.map((block) => [block.name, block.table]));
  return blocks.map((block) => parseModel(block, columnsOfModel, tableOfModel));
}

function parseModel({ name, body, notes, table }, columnsOfModel, tableOfModel) {
  const columns = [];
  const uniques = [];
  const foreignKeys = [];
  let primaryKey = [];
  const own = columnsOfModel.get(name);
  for (const line of fieldLines(body)) {
    const [, field, type, mark, attributes, note = ""] = line;
    if (tableOfModel.has(type)) {
      if (mark !== "[]") foreignKeys.push(parseRelation(attributes, own, type, columnsOfModel, tableOfModel));
      continue;
    }
    const column = parseColumn({ name, field, type, optional: mark === "?", attributes, note });
    columns.push(column);
    if (/@id\b/.test(attributes)) primaryKey = [column.name];
    if (/@unique\b/.test(attributes)) uniques.push([column.name]);
  }
  const listed = (word) =>
    [...body.matchAll(new RegExp(`^\\s*@@${word}\\(\\[([^\\]]+)\\]\\)`, "gm"))].map(([, list]) => mapNames(list, own));
  if (primaryKey.length === 0) primaryKey = listed("id")[0] ?? [];
  if (primaryKey.length === 0) throw new Error(`schema.prisma: model ${name} has no primary key`);
  uniques.push(...listed("unique"));
  return {
    model: name,
    name: table,
    withoutRowid: /sqlite:without-rowid/.test(notes),
    columns,
    primaryKey,
    uniques,
    indexes: listed("index"),
    foreignKeys,
  };
}

function parseColumn({ name, field, type, optional, attributes, note }) {
  const length = wordsOf(note, /len:(\d+|max)/);
  if (type === "String" && !length) throw new Error(`schema.prisma: ${name}.${field} has no /// len:`);
  return {
    field,
    name: wordsOf(attributes, /@map\("([^"]+)"\)/) ?? field,
    type,
    optional,
    length: length === "max" ? "max" : length ? Number(length) : null,
    default: parseDefault(attributes),
  };
}

function parseDefault(attributes) {
  const text = wordsOf(attributes, /@default\((autoincrement\(\)|now\(\)|"(?:[^"\\]|\\.)*"|[^)]*)\)/);
  if (text === null) return null;
  if (text === "autoincrement()") return { kind: "autoincrement" };
  if (text === "now()") return { kind: "now" };
  return { kind: "value", value: JSON.parse(text) };
}

function parseRelation(attributes, own, type, columnsOfModel, tableOfModel) {
  const fields = wordsOf(attributes, /fields: \[([^\]]+)\]/);
  const references = wordsOf(attributes, /references: \[([^\]]+)\]/);
  if (!/onDelete: NoAction, onUpdate: NoAction/.test(attributes)) {
    throw new Error(`schema.prisma: a relation to ${type} must say onDelete: NoAction, onUpdate: NoAction`);
  }
  return {
    columns: mapNames(fields, own),
    table: tableOfModel.get(type),
    references: mapNames(references, columnsOfModel.get(type)),
  };
}

function fieldLines(body) {
  return body
    .split("\n")
    .filter((line) => !/^\s*(\/\/|@@|$)/.test(line))
    .map((line) => fieldLine.exec(line));
}

function columnNames(body) {
  return new Map(
    fieldLines(body).map(([, field, , , attributes]) => [field, wordsOf(attributes, /@map\("([^"]+)"\)/) ?? field]),
  );
}

function mapNames(list, columns) {
  return list.split(",").map((name) => columns.get(name.trim()) ?? fail(`schema.prisma: no column ${name.trim()}`));
}

function wordsOf(text, pattern) {
  return pattern.exec(text)?.[1] ?? null;
}

function fail(message) {
  throw new Error(message);
}
