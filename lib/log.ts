import { AsyncLocalStorage } from "node:async_hooks";
import type { Writable } from "node:stream";
import { format, types } from "node:util";
import { destination, type Logger, pino, stdSerializers, stdTimeFunctions } from "pino";
import pretty from "pino-pretty";

/** `log.info({ field }, "words")`: fields first, then words. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal" | "level">;

type LogLevel = "debug" | "info" | "warn" | "error";

type LogOptions = {
  level: LogLevel;
  /** For a terminal: colours and short times instead of JSON. */
  pretty: boolean;
  /** Where lines go; standard output when absent. */
  stream?: Writable;
  /** Takes the records a second time, whatever `level` lets through. */
  sink?: LogSink;
};

const recordLevels = ["debug", "info", "warn", "error", "fatal"] as const;
export type RecordLevel = (typeof recordLevels)[number];

/** One entry as a sink gets it: errors are plain fields, what is named like a secret is replaced. */
export type LogRecord = { level: RecordLevel; message: string; fields: Record<string, unknown> };

/** Neither may throw, and `take` must return at once: whoever writes to the log waits for it. */
export type LogSink = { wants(level: RecordLevel): boolean; take(record: LogRecord): void };

const secretName = /(password|passphrase|secret|token|authorization|cookie|(api|secret|private)[-_]?key|^key|hash)$/i;
const passwordInUrl = /(:\/\/[^\s:@/]*:)[^\s@/]+@/g;
const deepest = 6;

/**
 * One JSON line per entry. Lines are written at once, so that the last words before a crash are not lost.
 * Fields named like a secret are replaced at any depth, and passwords inside addresses are masked in every text.
 */
export function createLog({ level, pretty: readable, stream, sink }: LogOptions): Log {
  const target = stream ?? destination({ fd: 1, sync: true });
  const log: Log = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => withoutSecrets(fields, 0) as Record<string, unknown>,
      },
      // The formatter above has already turned errors into fields.
      serializers: { err: (value: unknown) => value },
      hooks: {
        logMethod(values, method) {
          const [first, ...rest] = values.map((value: unknown) => (typeof value === "string" ? masked(value) : value));
          if (types.isNativeError(first) && rest.length === 0) rest.push(masked(first.message));
          method.apply(this, [first as string, ...(rest as string[])]);
        },
      },
    },
    readable
      ? pretty({ colorize: stream === undefined, sync: true, destination: target, translateTime: "SYS:HH:MM:ss" })
      : target,
  );
  return sink === undefined ? log : teed(log, sink);
}

function teed(log: Log, sink: LogSink): Log {
  const both = (level: RecordLevel) => {
    const write = log[level].bind(log) as (...values: unknown[]) => void;
    return (...values: unknown[]): void => {
      write(...values);
      if (sink.wants(level)) sink.take(recordOf(level, values));
    };
  };
  const methods = Object.fromEntries(recordLevels.map((level) => [level, both(level)]));
  return { ...methods, level: log.level } as Log;
}

function recordOf(level: RecordLevel, values: readonly unknown[]): LogRecord {
  const [first, ...rest] = values;
  if (typeof first === "string") return { level, message: masked(format(first, ...rest)), fields: {} };
  const given = types.isNativeError(first) ? { err: first } : first;
  const fields = (withoutSecrets(given, 0) ?? {}) as Record<string, unknown>;
  const words = rest.length > 0 ? format(...rest) : types.isNativeError(first) ? first.message : "";
  return { level, message: masked(words), fields };
}

/** Keeps warnings and worse until there is somewhere to pass them on to; then it passes everything on. */
export function createHeldSink(most = 100): LogSink & { passTo(sink: LogSink): void } {
  const held: LogRecord[] = [];
  let target: LogSink | null = null;
  return {
    wants: (level) => (target ? target.wants(level) : !["debug", "info"].includes(level) && held.length < most),
    take: (record) => (target ? target.take(record) : void held.push(record)),
    passTo(sink) {
      target = sink;
      for (const record of held.splice(0)) if (sink.wants(record.level)) sink.take(record);
    },
  };
}

/** Who asks. Filled in as it becomes known, for every record made while the request is answered. */
export type LogScene = { requestId: string; ip: string | null; userId: number | null };

/** Both bundles of the process (server and pages) share one. */
const sceneSlot = Symbol.for("winauthmon.log-scene");
type Shared = { [sceneSlot]?: AsyncLocalStorage<LogScene> };

function scenes(): AsyncLocalStorage<LogScene> {
  const shared = globalThis as Shared;
  shared[sceneSlot] ??= new AsyncLocalStorage<LogScene>();
  return shared[sceneSlot];
}

/** Runs `work` as the answer to one request. */
export function inLogScene<T>(scene: LogScene, work: () => T): T {
  return scenes().run(scene, work);
}

/** The request being answered; undefined outside of one. */
export function findLogScene(): LogScene | undefined {
  return scenes().getStore();
}

function masked(text: string): string {
  return text.includes("://") ? text.replaceAll(passwordInUrl, "$1***@") : text;
}

function withoutSecrets(value: unknown, depth: number): unknown {
  if (typeof value === "string") return masked(value);
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth > deepest) return "…";
  if (Buffer.isBuffer(value) || ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => withoutSecrets(item, depth + 1));
  const source = types.isNativeError(value) ? plainError(value) : value;
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(source)) {
    fields[name] =
      secretName.test(name) && field !== null && field !== undefined ? "[redacted]" : withoutSecrets(field, depth + 1);
  }
  return fields;
}

function plainError(error: Error): Record<string, unknown> {
  const { raw: _raw, ...fields } = stdSerializers.err(error);
  return fields;
}
