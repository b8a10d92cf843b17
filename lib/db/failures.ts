import { isPortalError, PortalError } from "@/lib/errors";

/**
 * What the drivers and Prisma throw, sorted into what matters here: work that lost against other
 * work and may simply be done again, and a database that cannot be had at the moment.
 */

type Facts = {
  code?: unknown;
  errno?: unknown;
  number?: unknown;
  fatal?: unknown;
  kind?: unknown;
  originalCode?: unknown;
  message?: unknown;
  cause?: unknown;
  meta?: unknown;
  driverAdapterError?: unknown;
  errors?: unknown;
};

const retryAfterSeconds = 2;

const conflictCodes = new Set([
  "40001", // PostgreSQL: serialization failure
  "40P01", // PostgreSQL: deadlock
  "P2034", // Prisma: write conflict or deadlock
]);
const conflictNumbers = new Set([
  1213, // MySQL: deadlock
  1205, // MySQL: lock wait timeout; SQL Server: deadlock victim
  1020, // MariaDB: record has changed since last read
  3960, // SQL Server: snapshot update conflict
]);

const unavailableCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  // SQL Server's driver
  "ESOCKET",
  "ETIMEOUT",
  "ECONNCLOSED",
  "ENOTOPEN",
  // PostgreSQL: shutting down, crashed, starting up, statement cancelled by the time limit
  "57P01",
  "57P02",
  "57P03",
  "57014",
  // Prisma: unreachable, timed out, closed by the server, no connection free, too many connections
  "P1001",
  "P1002",
  "P1008",
  "P1017",
  "P2024",
  "P2037",
]);
const unavailableNumbers = new Set([
  1021, // MySQL: disk full
  1040, // MySQL: too many connections
  1053, // MySQL: server shutdown in progress
  1077, // MySQL: normal shutdown
  1114, // MySQL: table is full
  1927, // MariaDB: connection was killed
  1969, // MariaDB: statement over its time limit
  45009, // MariaDB's driver: socket closed
  45012, // MariaDB's driver: connection timeout
  45026, // MariaDB's driver: socket timeout
  45027, // MariaDB's driver: the pool is closed
  45028, // MariaDB's driver: no connection from the pool in time
]);
const unavailableKinds = new Set([
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
  "TlsConnectionError",
]);
// Classes of PostgreSQL's codes (connection, resources) and of SQLite's names (busy, disk, file).
const unavailablePattern = /^(08|53)[0-9A-Z]{3}$|^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|PROTOCOL)/;
// Errors that carry no code at all: pg, pg-pool and Prisma's transaction start.
const unavailableMessage =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end|The database connection is not open|pool is closed)|Unable to start a transaction in the given time/i;

/** True when the engine undid the work because of other work at the same time: doing it again is right. */
export function isConflict(error: unknown): boolean {
  return layersOf(error).some(
    (layer) =>
      codesOf(layer).some((code) => conflictCodes.has(code) || code.startsWith("SQLITE_BUSY")) ||
      numbersOf(layer).some((number) => conflictNumbers.has(number)) ||
      layer.kind === "TransactionWriteConflict",
  );
}

/**
 * A PortalError `unavailable` (503 with Retry-After) if the error means that the database cannot be
 * had at the moment: stopped, unreachable, starting, out of connections, out of disk, locked by
 * another process. `null` for anything else, which is a fault.
 */
export function asUnavailable(error: unknown): PortalError | null {
  if (isPortalError(error)) return error.code === "unavailable" ? error : null;
  if (!layersOf(error).some(isAway)) return null;
  return new PortalError("unavailable", "The database is not available at the moment.", {
    retryAfterSeconds,
    cause: error,
  });
}

/** Runs the work; what means "unavailable" is thrown as that, anything else as it is. */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asUnavailable(error) ?? error;
  }
}

function isAway(layer: Facts): boolean {
  return (
    (layer.fatal === true && layer.errno !== undefined) ||
    (typeof layer.kind === "string" && unavailableKinds.has(layer.kind)) ||
    codesOf(layer).some((code) => unavailableCodes.has(code) || unavailablePattern.test(code)) ||
    numbersOf(layer).some((number) => unavailableNumbers.has(number)) ||
    (typeof layer.message === "string" && unavailableMessage.test(layer.message))
  );
}

/** The error and what it wraps; Prisma keeps the driver's error in `meta.driverAdapterError.cause`. */
function layersOf(error: unknown): Facts[] {
  const layers: Facts[] = [];
  const waiting: unknown[] = [error];
  while (waiting.length > 0 && layers.length < 16) {
    const next = waiting.shift();
    if (typeof next !== "object" || next === null || layers.includes(next)) continue;
    const layer: Facts = next;
    layers.push(layer);
    waiting.push(layer.cause, layer.meta, layer.driverAdapterError);
    if (Array.isArray(layer.errors)) waiting.push(...layer.errors);
  }
  return layers;
}

function codesOf(layer: Facts): string[] {
  return [layer.code, layer.originalCode].filter((code): code is string => typeof code === "string");
}

function numbersOf(layer: Facts): number[] {
  const numbers = [layer.errno, layer.number, layer.code, Number(layer.originalCode)];
  return numbers.filter((number): number is number => typeof number === "number" && number > 0);
}
