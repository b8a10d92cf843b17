import type { EventEmitter } from "node:events";
import { PrismaMariaDb } from "@prisma/adapter-mariadb";
import * as mariadb from "mariadb";
import { PrismaClient } from "@/prisma/generated/mysql/client";
import type { Sql, SqlRow, SqlValue } from "../database";
import { asUnavailable } from "../failures";
import { plainInstant } from "../sql";
import { createSlots, type EngineParts, fillSlot, parallelWrites, type SqliteClient } from "../unit-of-work";
import { watchTransactions } from "../watch-transactions";
import { within } from "../within";

const connectTimeoutMs = 2_500;
/** Silence on a connection that waits for an answer: the server is frozen or the line is cut. */
const socketTimeoutMs = 17_000;

/** How our own queries are read; Prisma says its own with each query. */
const reading: Omit<mariadb.QueryOptions, "sql"> = {
  // As text without a zone, which is UTC: the driver's Date would depend on the machine's zone.
  dateStrings: true,
  bigIntAsNumber: true,
  decimalAsNumber: true,
  insertIdAsNumber: true,
};

/** One pool for everything. It connects when first asked and replaces connections that broke. */
export async function openMysql(url: string, poolSize: number, groupPatienceMs: number): Promise<EngineParts> {
  const pool = mariadb.createPool({
    ...connectionSettings(url),
    connectionLimit: poolSize,
    acquireTimeout: connectTimeoutMs,
    initializationTimeout: connectTimeoutMs,
    // Statements the server keeps per connection cost it memory and gain nothing for these few.
    prepareCacheLength: 0,
  });
  // Whoever waits for a connection hears of it; without a listener it would end the process. The
  // driver's types do not know that its pool tells errors.
  (pool as unknown as EventEmitter).on("error", () => undefined);
  const slots = createSlots();
  const adapter = new PrismaMariaDb(pool, { database: databaseOf(url) });
  watchTransactions(adapter, {
    begun(transaction) {
      return fillSlot(slots, () => sqlOver(requireConnection(Reflect.get(transaction, "client"))));
    },
  });
  const client = new PrismaClient({ adapter }) as unknown as SqliteClient;
  return {
    engine: "mysql",
    reader: client,
    writer: client,
    sql: sqlOver(pool),
    slots,
    parallelWrites: parallelWrites(poolSize),
    async group(work) {
      const connection = await pool.getConnection();
      const line = patientLine(connection, groupPatienceMs);
      let broken = false;
      try {
        const sql = sqlOver(line);
        // No locks on gaps between keys: parallel groups would only deadlock over them.
        await sql.query("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
        await sql.query("BEGIN");
        const result = await work(sql);
        await sql.query("COMMIT");
        return result;
      } catch (error) {
        // On a line that gives no answer ROLLBACK would wait for none again; the server rolls back when it closes.
        broken = asUnavailable(error) !== null || !(await rollBack(connection));
        throw error;
      } finally {
        // Destroyed with a statement under way, the driver would send a KILL whose failure it does not catch.
        if (broken) void line.quiet().then(() => connection.destroy());
        else await connection.release();
      }
    },
    touch: () => pool.query("SELECT 1"),
    async close() {
      await client.$disconnect();
      await pool.end();
    },
  };
}

/**
 * `mysql://` or `mariadb://user:password@host:port/database?option=value`; options are the driver's
 * (`ssl=true`, `socketPath=…`), https://mariadb.com/docs/connectors/mariadb-connector-nodejs
 */
export function connectionSettings(url: string): mariadb.ConnectionConfig {
  const address = new URL(url);
  const options: Record<string, string | number | boolean> = {};
  for (const [name, value] of address.searchParams) {
    options[name] =
      value === "true" || value === "false" ? value === "true" : /^\d+$/.test(value) ? Number(value) : value;
  }
  return {
    ...options,
    host: address.hostname.replace(/^\[|\]$/g, ""),
    port: address.port === "" ? 3306 : Number(address.port),
    user: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: databaseOf(url),
    // Nothing may be left to say once the server has let us in: the driver does not catch a connection
    // that breaks at that moment, and the process would end. A collation travels in the greeting;
    // `charset`, `timezone` and `initSql` would be statements. Instants go and come as text in UTC.
    collation: "UTF8MB4_BIN",
    connectTimeout: connectTimeoutMs,
    socketTimeout: socketTimeoutMs,
  };
}

function databaseOf(url: string): string | undefined {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || undefined;
}

type Queryable = { query(options: mariadb.QueryOptions, values: unknown[]): Promise<unknown> };

/** A connection on which nobody waits longer than this for a statement; `quiet` settles when all have ended. */
function patientLine(connection: Queryable, patienceMs: number): Queryable & { quiet(): Promise<unknown> } {
  const underWay = new Set<Promise<unknown>>();
  return {
    query(options, values) {
      const answer = connection.query(options, values);
      underWay.add(answer);
      return within(
        patienceMs,
        answer.finally(() => underWay.delete(answer)),
      );
    },
    quiet: () => Promise.allSettled([...underWay]),
  };
}

const rollBack = (connection: mariadb.PoolConnection): Promise<boolean> =>
  connection.query("ROLLBACK").then(
    () => true,
    () => false,
  );

function sqlOver(connection: Queryable): Sql {
  return {
    engine: "mysql",
    async query(text, values = []) {
      const rows = await connection.query({ ...reading, sql: text }, values.map(toMysql));
      return Array.isArray(rows) ? (rows as SqlRow[]) : [];
    },
  };
}

function toMysql(value: SqlValue): SqlValue {
  return value instanceof Date ? plainInstant(value) : value;
}

function requireConnection(value: unknown): Queryable {
  if (typeof value === "object" && value !== null && "query" in value && typeof value.query === "function")
    return value as Queryable;
  throw new Error("Prisma's MariaDB adapter no longer shows its connection");
}
