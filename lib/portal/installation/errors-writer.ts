import { AsyncResource } from "node:async_hooks";
import { type ErrorEntry, errorEntryOf, errorLevelOf, mergeEntries } from "@/lib/audit/error-entry";
import { appendErrors } from "@/lib/audit/error-store";
import { type ErrorLevel, errorLevels } from "@/lib/audit/schema";
import type { Database } from "@/lib/db/database";
import { isPortalError } from "@/lib/errors";
import { findLogScene, type LogRecord, type LogSink } from "@/lib/log";

/** Takes the log's records for the error log (docs/decisions/020). Nobody who writes to the log waits for it. */
export type ErrorWriter = LogSink & {
  /** Writes what is there. Never throws. */
  flush(): Promise<void>;
  /** Writes what is there, but waits no longer than this; then it takes nothing any more. */
  stop(withinMs: number): Promise<void>;
  /** How many records were not kept since the last that was written. */
  dropped(): number;
};

export type ErrorWriterOptions = {
  db: Database;
  /** The level of the settings. */
  readLevel: () => Promise<ErrorLevel>;
  clock: () => Date;
  /** Different faults that wait to be written; what comes then is dropped and counted. */
  mostWaiting?: number;
  newRowsPerMinute?: number;
};

/** A level that was read is believed so long: a change takes effect within seconds. */
const levelMs = 3_000;
const firstDelayMs = 200;
const longestDelayMs = 60_000;
const entriesAtOnce = 50;
/** What the database refuses for itself, not for being away, is given up after so many tries. */
const mostTries = 3;

const rankOf = (level: ErrorLevel): number => errorLevels.indexOf(level);

export function createErrorWriter(options: ErrorWriterOptions): ErrorWriter {
  const { db, readLevel, clock, mostWaiting = 300, newRowsPerMinute = 30 } = options;
  const waiting = new Map<string, ErrorEntry>();
  let level: ErrorLevel = "WARNING";
  let levelReadAt = Number.NEGATIVE_INFINITY;
  let dropped = 0;
  let failures = 0;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = false;
  const minute = { startedAt: Number.NEGATIVE_INFINITY, rows: 0 };

  const isStale = (): boolean => clock().getTime() - levelReadAt >= levelMs;

  function add(entry: ErrorEntry): void {
    const known = waiting.get(entry.dedupeKey);
    if (known) waiting.set(entry.dedupeKey, mergeEntries(known, entry));
    else if (waiting.size < mostWaiting) waiting.set(entry.dedupeKey, entry);
    else dropped += entry.n;
  }

  // In the scene of this writer, not of whoever logs: they may be inside a unit of work, which nothing may nest in.
  const schedule = AsyncResource.bind((): void => {
    if (timer !== null || isStopped) return;
    timer = setTimeout(
      () => {
        timer = null;
        void flush();
      },
      Math.min(longestDelayMs, firstDelayMs * 2 ** failures),
    );
    timer.unref();
  });

  async function refreshLevel(): Promise<void> {
    if (!isStale()) return;
    level = await readLevel();
    levelReadAt = clock().getTime();
  }

  /** New rows that this minute still has room for. */
  function room(): number {
    const now = clock().getTime();
    if (now - minute.startedAt >= 60_000) Object.assign(minute, { startedAt: now, rows: 0 });
    return Math.max(0, newRowsPerMinute - minute.rows);
  }

  function takeBatch(): ErrorEntry[] {
    const batch: ErrorEntry[] = [];
    for (const [key, entry] of waiting) {
      if (batch.length >= entriesAtOnce) break;
      waiting.delete(key);
      if (rankOf(entry.level) >= rankOf(level)) batch.push(entry);
    }
    return batch;
  }

  async function writeBatch(): Promise<void> {
    await refreshLevel();
    const lost = dropped;
    const batch = takeBatch();
    const entries = lost > 0 ? [...batch, lostEntry(lost, clock())] : batch;
    if (entries.length === 0) return;
    try {
      const { created, refused } = await db.unitOfWork((tx) => appendErrors(tx, entries, { newRows: room() }));
      minute.rows += created;
      // The line that tells of what was lost may itself have found no room: then it is among the refused.
      dropped += refused - lost;
    } catch (error) {
      if (isAway(error) || failures < mostTries) for (const entry of batch) add(entry);
      else dropped += batch.reduce((sum, entry) => sum + entry.n, 0);
      throw error;
    }
  }

  async function work(): Promise<void> {
    try {
      do await writeBatch();
      while (waiting.size > 0);
      failures = 0;
    } catch {
      // Whatever is wrong would be wrong with writing it down as well; the log itself has the lines.
      failures = Math.min(failures + 1, 16);
      schedule();
    }
  }

  const begin = AsyncResource.bind((): Promise<void> => work());

  function flush(): Promise<void> {
    running ??= begin().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    wants: (recordLevel) => !isStopped && (isStale() || rankOf(errorLevelOf(recordLevel)) >= rankOf(level)),
    take(record: LogRecord) {
      if (isStopped) return;
      try {
        add(errorEntryOf(record, clock(), findLogScene()));
      } catch {
        dropped += 1;
      }
      schedule();
    },
    flush,
    async stop(withinMs) {
      let limit: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, withinMs);
      });
      await Promise.race([(running ?? Promise.resolve()).then(flush), patience]);
      clearTimeout(limit);
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
    },
    dropped: () => dropped,
  };
}

function isAway(error: unknown): boolean {
  return isPortalError(error) && error.code === "unavailable";
}

function lostEntry(lost: number, at: Date): ErrorEntry {
  const words = "messages were not kept: too many different ones came at once, or the database was away for long";
  const entry = errorEntryOf({ level: "warn", message: `Some ${words}`, fields: { logger: "error log" } }, at);
  return { ...entry, n: lost };
}
