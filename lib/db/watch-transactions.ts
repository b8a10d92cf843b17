import type { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";

export type PrismaAdapter = Awaited<ReturnType<PrismaBetterSqlite3["connect"]>>;
type PrismaTransaction = Awaited<ReturnType<PrismaAdapter["startTransaction"]>>;

const endings = new Set(["COMMIT", "ROLLBACK"]);

/** Calls `ended` before the transaction's end is sent or its connection given back, whoever wants that. */
function watchEnd(transaction: PrismaTransaction, ended: () => void): void {
  const execute = transaction.executeRaw.bind(transaction);
  const commit = transaction.commit.bind(transaction);
  const rollback = transaction.rollback.bind(transaction);
  // Where the adapter leaves that to Prisma the end is a statement, and `commit` only gives the connection back.
  transaction.executeRaw = (query) => {
    if (endings.has(query.sql)) ended();
    return execute(query);
  };
  transaction.commit = () => {
    ended();
    return commit();
  };
  transaction.rollback = () => {
    ended();
    return rollback();
  };
}

/**
 * Calls `connected` when Prisma opens its connection or pool and `begun` when it has begun a
 * transaction, before any statement of it. A transaction that `begun` refuses is rolled back; what
 * it gives is called when the transaction ends: committed, rolled back or over its time limit.
 */
export function watchTransactions(
  factory: { connect(): Promise<PrismaAdapter> },
  watch: {
    connected?: (adapter: PrismaAdapter) => void;
    begun: (transaction: PrismaTransaction) => (() => void) | Promise<() => void>;
  },
): void {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    watch.connected?.(adapter);
    const start = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (isolationLevel) => {
      const transaction = await start(isolationLevel);
      try {
        watchEnd(transaction, await watch.begun(transaction));
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
      return transaction;
    };
    return adapter;
  };
}
