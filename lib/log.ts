import type { Writable } from "node:stream";
import { types } from "node:util";
import { destination, type Logger, pino, stdSerializers, stdTimeFunctions } from "pino";
import pretty from "pino-pretty";

/** `log.info({ field }, "words")`: fields first, then words. */
export type Log = Pick<Logger, "debug" | "info" | "warn" | "error" | "fatal" | "level">;

export type LogLevel = "debug" | "info" | "warn" | "error";

export type LogOptions = {
  level: LogLevel;
  /** For a terminal: colours and short times instead of JSON. */
  pretty: boolean;
  /** Where lines go; standard output when absent. */
  stream?: Writable;
};

const secretName = /(password|passphrase|secret|token|authorization|cookie|(api|secret|private)[-_]?key|^key|hash)$/i;
const passwordInUrl = /(:\/\/[^\s:@/]*:)[^\s@/]+@/g;
const deepest = 6;

/**
 * One JSON line per entry. Lines are written at once, so that the last words before a crash are not lost.
 * Fields named like a secret are replaced at any depth, and passwords inside addresses are masked in every text.
 */
export function createLog({ level, pretty: readable, stream }: LogOptions): Log {
  const target = stream ?? destination({ fd: 1, sync: true });
  return pino(
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
