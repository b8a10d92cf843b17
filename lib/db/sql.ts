import type { Engine, SqlValue } from "./database";

/** The form in which Prisma's adapter keeps an instant on SQLite; any other would not compare with it. */
export function sqliteInstant(instant: Date): string {
  return `${instant.toISOString().slice(0, -1)}+00:00`;
}

/** `YYYY-MM-DD hh:mm:ss.mmm` in UTC, for columns that carry no zone. */
export function plainInstant(instant: Date): string {
  return instant.toISOString().replace("T", " ").replace("Z", "");
}

const zoned = /(?:Z|[+-]\d\d:?\d\d)$/;

/** What `Sql.query` gives for a column that holds an instant, as an instant. Throws for anything else. */
export function instantOf(value: unknown): Date {
  if (value instanceof Date) return value;
  if (typeof value === "string") {
    const instant = new Date(zoned.test(value) ? value : `${value.replace(" ", "T")}Z`);
    if (!Number.isNaN(instant.getTime())) return instant;
  }
  throw new Error(`Not an instant: ${String(value)}`);
}

export function instantOrNull(value: unknown): Date | null {
  return value === null || value === undefined ? null : instantOf(value);
}

/** `?, ?, ?` */
export function placeholders(count: number): string {
  return Array.from({ length: count }, () => "?").join(", ");
}

/** `(?, ?), (?, ?)`. Rows go in a few sizes only, so the texts are worth keeping. */
export function rowPlaceholders(rows: number, columns: number): string {
  const size = `${rows} ${columns}`;
  const known = rowTexts.get(size);
  if (known !== undefined) return known;
  const row = `(${placeholders(columns)})`;
  const text = Array.from({ length: rows }, () => row).join(", ");
  if (rowTexts.size >= mostRowTexts) rowTexts.clear();
  rowTexts.set(size, text);
  return text;
}

const rowTexts = new Map<string, string>();
const mostRowTexts = 200;

/** Turns each `?` outside quotes into the engine's own mark: `numberPlaceholders(text, "$")` gives `$1, $2 …`. */
export function numberPlaceholders(text: string, prefix: "$" | "@p"): string {
  let count = 0;
  return text.replace(/'(?:[^']|'')*'|"[^"]*"|\[[^\]]*\]|\?/g, (part) => {
    if (part !== "?") return part;
    count += 1;
    return `${prefix}${count}`;
  });
}

/** A table's or column's name in the engine's quotes. */
export function identifier(engine: Engine, name: string): string {
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) throw new Error(`Not a name of ours: ${name}`);
  if (engine === "mysql") return `\`${name}\``;
  return engine === "sqlserver" ? `[${name}]` : `"${name}"`;
}

/** Stands after an ORDER BY (SQL Server insists on one). */
export function limitClause(engine: Engine, rows: number): string {
  if (!Number.isSafeInteger(rows) || rows < 0) throw new Error(`Not a number of rows: ${rows}`);
  return engine === "sqlserver" ? `OFFSET 0 ROWS FETCH NEXT ${rows} ROWS ONLY` : `LIMIT ${rows}`;
}

/** The value for `containsClause`: the text with what LIKE would read as a pattern made plain. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[!%_[]/g, "!$&")}%`;
}

/** Compares by code point except on SQLite, which also folds ASCII: search folded columns with folded text. */
export function containsClause(column: string): string {
  return `${column} LIKE ? ESCAPE '!'`;
}

/**
 * Bounds of "begins with", for `column >= ? AND column < ?`, which every engine answers from an
 * index (LIKE does not on SQLite). The prefix must not be empty.
 */
export function prefixBounds(prefix: string): [from: string, before: string] {
  // The code point's successor, over the surrogates, which no text contains.
  const points = [...prefix];
  const last = points.at(-1)?.codePointAt(0);
  if (last === undefined) throw new Error("An empty prefix has no bounds");
  const next = last === 0xd7ff ? 0xe000 : last + 1;
  const head = points.slice(0, -1).join("");
  if (next <= 0x10ffff) return [prefix, head + String.fromCodePoint(next)];
  return [prefix, head === "" ? "\u{10ffff}".repeat(8) : prefixBounds(head)[1]];
}

/** How many values one statement takes (SQLite 32,766; PostgreSQL 65,535; SQL Server 2,100, and 1,000 rows). */
const valueLimits: Record<Engine, number> = { sqlite: 32_000, postgresql: 60_000, mysql: 60_000, sqlserver: 2_000 };

/**
 * On SQLite a statement costs no journey, but compiling a new text does: a few sizes serve every
 * number of rows, so their texts stay compiled.
 */
const compiledSizes = [256, 64, 16, 4, 1];

/** Cuts rows so that each part fits one statement. */
export function chunkRows<T extends readonly SqlValue[]>(engine: Engine, rows: readonly T[]): T[][] {
  const width = Math.max(1, rows[0]?.length ?? 1);
  const most = Math.max(1, Math.min(1_000, Math.floor(valueLimits[engine] / width)));
  const chunks: T[][] = [];
  for (let start = 0; start < rows.length; ) {
    const left = Math.min(most, rows.length - start);
    const size = engine === "sqlite" ? (compiledSizes.find((candidate) => candidate <= left) ?? 1) : left;
    chunks.push(rows.slice(start, start + size));
    start += size;
  }
  return chunks;
}
