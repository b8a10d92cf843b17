import { PrismaMssql } from "@prisma/adapter-mssql";
import { PrismaClient } from "@/prisma/generated/sqlserver/client";
import type { Sql, SqlRow, SqlValue } from "../database";
import { numberPlaceholders } from "../sql";
import { createSlots, type EngineParts, fillSlot, parallelWrites, type SqliteClient } from "../unit-of-work";
import { watchTransactions } from "../watch-transactions";

/** What is used of the driver, which brings no types: https://tediousjs.github.io/node-mssql */
type Request = {
  input(name: string, value: string | number | boolean | Date | null): Request;
  query(text: string): Promise<{ recordset?: SqlRow[] }>;
  batch(text: string): Promise<unknown>;
};
export type MssqlTransaction = {
  begin(isolationLevel?: number): Promise<unknown>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
  request(): Request;
  on(event: "error", listener: () => void): unknown;
};
export type MssqlPool = {
  request(): Request;
  transaction(): MssqlTransaction;
  close(): Promise<void>;
};

const readCommitted = 2;

/** One pool for everything. Prisma opens it, because the driver does not read Prisma's form of the address. */
export async function openSqlserver(url: string, poolSize: number): Promise<EngineParts> {
  const slots = createSlots();
  const adapter = new PrismaMssql(url);
  let pool: MssqlPool | null = null;
  watchTransactions(adapter, {
    connected(connected) {
      pool = requirePool(Reflect.get(connected, "pool"));
    },
    begun(transaction) {
      return fillSlot(slots, () =>
        sqlOver(() => requireTransaction(Reflect.get(transaction, "transaction")).request()),
      );
    },
  });
  const client = new PrismaClient({ adapter }) as unknown as SqliteClient;
  const connected = async (): Promise<MssqlPool> => {
    await client.$connect();
    return requirePool(pool);
  };
  return {
    engine: "sqlserver",
    reader: client,
    writer: client,
    sql: sqlOver(async () => (await connected()).request()),
    slots,
    parallelWrites: parallelWrites(poolSize),
    async group(work) {
      const transaction = (await connected()).transaction();
      // A broken connection is told to whoever waits for the statement.
      transaction.on("error", () => undefined);
      await transaction.begin(readCommitted);
      try {
        const result = await work(sqlOver(() => transaction.request()));
        await transaction.commit();
        return result;
      } catch (error) {
        // The server may have undone it already, as it does for the loser of a deadlock.
        await transaction.rollback().catch(() => undefined);
        throw error;
      }
    },
    touch: async () => (await connected()).request().query("SELECT 1 AS answer"),
    close: () => client.$disconnect(),
  };
}

/** A connection of its own, for the migrations. */
export async function connectPool(url: string): Promise<MssqlPool> {
  const adapter = await new PrismaMssql(url).connect();
  return requirePool(adapter.underlyingDriver());
}

function sqlOver(request: () => Request | Promise<Request>): Sql {
  return {
    engine: "sqlserver",
    async query(text, values = []) {
      const prepared = await request();
      values.forEach((value, index) => {
        prepared.input(`p${index + 1}`, toSqlserver(value));
      });
      return (await prepared.query(numberPlaceholders(text, "@p"))).recordset ?? [];
    },
  };
}

/** An instant as text: as DATETIME the driver would round it to 1/300 s. DATETIME2 reads it whole. */
function toSqlserver(value: SqlValue): string | number | boolean | null {
  if (value instanceof Date) return value.toISOString().replace("Z", "");
  return typeof value === "bigint" ? value.toString() : value;
}

function requirePool(value: unknown): MssqlPool {
  if (typeof value === "object" && value !== null && "request" in value && "transaction" in value)
    return value as MssqlPool;
  throw new Error("Prisma's SQL Server adapter no longer shows its pool");
}

function requireTransaction(value: unknown): MssqlTransaction {
  if (typeof value === "object" && value !== null && "request" in value && "commit" in value)
    return value as MssqlTransaction;
  throw new Error("Prisma's SQL Server adapter no longer shows its transaction");
}
