import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/prisma/generated/postgresql/client";
import type { Sql, SqlRow, SqlValue } from "../database";
import { asUnavailable } from "../failures";
import { numberPlaceholders, plainInstant } from "../sql";
import { createSlots, type EngineParts, fillSlot, parallelWrites, type SqliteClient } from "../unit-of-work";
import { watchTransactions } from "../watch-transactions";

/** A server that does not answer at all is "unavailable" after this long, and statements end after this long. */
const connectTimeoutMs = 2_500;
const statementTimeoutMs = 15_000;

/** Texts longer than this (rows in numbers that differ) are not worth a plan of their own on each connection. */
const longestPreparedText = 40_000;

const timestamp = 1114;
const int8 = 20;
const numeric = 1700;

/** How results are read, for our own queries on this pool alone; Prisma brings its own way with each query. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format) {
    // Columns without a zone hold UTC; the driver's own parser would take them for local time.
    if (oid === timestamp) return (text: string) => new Date(`${text.replace(" ", "T")}Z`);
    if (oid === int8 || oid === numeric) return wholeOrBig;
    return pg.types.getTypeParser(oid, format);
  },
};

/** One pool for everything. It connects when first asked and replaces connections that broke. */
export async function openPostgresql(url: string, poolSize: number, groupPatienceMs: number): Promise<EngineParts> {
  const pool = new pg.Pool({ ...connectionSettings(url), max: poolSize, types });
  // Without a listener an idle connection that the server closes would end the process.
  pool.on("error", ignoreBrokenConnection);
  const slots = createSlots();
  const adapter = new PrismaPg(pool);
  watchTransactions(adapter, {
    begun(transaction) {
      return fillSlot(slots, () => sqlOver(requireClient(Reflect.get(transaction, "client")), { prepare: false }));
    },
  });
  const client = new PrismaClient({ adapter }) as unknown as SqliteClient;
  return {
    engine: "postgresql",
    reader: client,
    writer: client,
    sql: sqlOver(pool, { prepare: false }),
    slots,
    parallelWrites: parallelWrites(poolSize),
    async group(work) {
      const connection = await pool.connect();
      connection.on("error", ignoreBrokenConnection);
      let broken: Error | undefined;
      try {
        const say = (text: string) => connection.query(patiently({ text }, groupPatienceMs));
        // The server gives up a little before us, so that it does not keep locks for a group that is no more.
        await say(`BEGIN; SET LOCAL statement_timeout = ${Math.ceil(groupPatienceMs * 0.9)}`);
        const result = await work(sqlOver(connection, { prepare: true, patienceMs: groupPatienceMs }));
        await say("COMMIT");
        return result;
      } catch (error) {
        broken = await rollBack(connection, error);
        throw error;
      } finally {
        connection.off("error", ignoreBrokenConnection);
        connection.release(broken);
      }
    },
    touch: () => pool.query("SELECT 1"),
    async close() {
      await client.$disconnect();
      await pool.end();
    },
  };
}

export function connectionSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // The server's limit says nothing when the server is frozen; the client's own is a little later.
    query_timeout: statementTimeoutMs + 2_000,
    keepAlive: true,
    application_name: "winauthmon",
  };
}

/** On a line that gives no answer this would wait for none again; the server rolls back when the line closes. */
async function rollBack(connection: pg.PoolClient, reason: unknown): Promise<Error | undefined> {
  const away = asUnavailable(reason);
  if (away) return away;
  return connection.query("ROLLBACK").then(
    () => undefined,
    (failure: Error) => failure,
  );
}

function ignoreBrokenConnection(): void {
  // Whoever uses it next gets the error from the query; nobody else needs it.
}

/** The driver knows a time limit for each query, its types do not. */
const patiently = (config: pg.QueryConfig, patienceMs: number): pg.QueryConfig & { query_timeout: number } => ({
  ...config,
  query_timeout: patienceMs,
});

type Queryable = { query(config: pg.QueryConfig): Promise<{ rows: SqlRow[] }> };

function sqlOver(connection: Queryable, { prepare, patienceMs }: { prepare: boolean; patienceMs?: number }): Sql {
  return {
    engine: "postgresql",
    async query(text, values = []) {
      const config: pg.QueryConfig = { text: numberedText(text), values: values.map(toPostgresql) };
      if (prepare && text.length <= longestPreparedText) config.name = statementName(config.text);
      return (await connection.query(patienceMs === undefined ? config : patiently(config, patienceMs))).rows;
    },
  };
}

const numberedText = (text: string) => numberPlaceholders(text, "$");

/** PostgreSQL cuts names at 63 characters, and two texts must never share one. */
function statementName(text: string): string {
  return `wam_${createHash("sha1").update(text).digest("base64url")}`;
}

function toPostgresql(value: SqlValue): SqlValue | string {
  if (value instanceof Date) return plainInstant(value);
  return typeof value === "bigint" ? value.toString() : value;
}

/** Numbers where a double holds them exactly, else BigInt; fractions as they are. */
function wholeOrBig(text: string): number | bigint {
  const number = Number(text);
  return text.includes(".") || Number.isSafeInteger(number) ? number : BigInt(text);
}

function requireClient(value: unknown): Queryable {
  if (typeof value === "object" && value !== null && "query" in value && typeof value.query === "function")
    return value as Queryable;
  throw new Error("Prisma's PostgreSQL adapter no longer shows its connection");
}
