import type { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";

export type PrismaAdapter = Awaited<ReturnType<PrismaBetterSqlite3["connect"]>>;
type PrismaTransaction = Awaited<ReturnType<PrismaAdapter["startTransaction"]>>;

/**
 * Calls `connected` when Prisma opens its connection or pool and `begun` when it has begun a
 * transaction, before any statement of it. A transaction that `begun` refuses is rolled back.
 */
export function watchTransactions(
  factory: { connect(): Promise<PrismaAdapter> },
  watch: {
    connected?: (adapter: PrismaAdapter) => void;
    begun: (transaction: PrismaTransaction) => void | Promise<void>;
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
        await watch.begun(transaction);
      } catch (error) {
        await transaction.rollback();
        throw error;
      }
      return transaction;
    };
    return adapter;
  };
}
