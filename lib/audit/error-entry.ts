import { createHash } from "node:crypto";
import type { LogRecord, LogScene, RecordLevel } from "@/lib/log";
import type { ErrorLevel } from "./schema";
import { storableText } from "./storable-text";

/** One fault as the error log keeps it, and how often it came since it was last written. */
export type ErrorEntry = {
  at: Date;
  lastAt: Date;
  level: ErrorLevel;
  logger: string;
  message: string;
  /** Where it happened, then the record's other fields, one a line. */
  stack: string | null;
  requestId: string | null;
  userId: number | null;
  ip: string | null;
  /** What makes two entries the same fault. */
  dedupeKey: string;
  n: number;
};

const levelNames: Record<RecordLevel, ErrorLevel> = {
  debug: "DEBUG",
  info: "INFO",
  warn: "WARNING",
  error: "ERROR",
  fatal: "CRITICAL",
};

export function errorLevelOf(level: RecordLevel): ErrorLevel {
  return levelNames[level];
}

/** Lengths in UTF-16 units: columns of ErrorLog, and what a page can show of the two without a limit. */
const lengths = { logger: 128, message: 4_000, stack: 16_000, requestId: 64, ip: 45 };
/** Lines of a stack that tell one fault from another; what is below is how the request got there. */
const headLines = 6;

const redactions: readonly [RegExp, string][] = [
  [/\b((?:set-)?cookie|authorization)(["']?\s*[:=]\s*)[^\r\n]+/gi, "$1$2[redacted]"],
  [/\b(bearer|basic)\s+[A-Za-z0-9+/=._~-]{8,}/gi, "$1 [redacted]"],
  [
    /((?:pass(?:word|phrase|wd)|secret|token|(?:api|private|secret)[-_ ]?key)["']?\s*[:=]\s*["']?)[^\s"',;&})\]]+/gi,
    "$1[redacted]",
  ],
  [/:\/\/([^\s:@/]*):[^\s@/]+@/g, "://$1:***@"],
  // Keys of agents and digests: 64 hexadecimal digits.
  [/(?<![0-9a-z])[0-9a-f]{64}(?![0-9a-z])/gi, "[redacted]"],
  // Tokens of sessions, links and devices: 32 bytes as base64url.
  [/(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{43}(?![\w-])/g, "[redacted]"],
];

/** The text without what looks like a password, key, token or cookie, wherever a library may have written it. */
export function withoutSecretText(text: string): string {
  return redactions.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
}

/** A long text is cut before it is searched for secrets, so that a record of megabytes costs nobody anything. */
function bounded(text: string, maxUnits: number): string {
  return storableText(withoutSecretText(storableText(text, maxUnits * 2)), maxUnits);
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

type PlainError = { message: string | null; stack: string | null; digest: string | null };

function errorIn(fields: Record<string, unknown>): PlainError {
  const { err } = fields;
  const plain = (typeof err === "object" && err !== null ? err : {}) as Record<string, unknown>;
  const digest = textOf(plain.digest) ?? (typeof plain.digest === "number" ? String(plain.digest) : null);
  return { message: textOf(plain.message), stack: textOf(plain.stack), digest };
}

/** What else the record says, as `name: value` lines. */
function otherFields(fields: Record<string, unknown>, taken: readonly string[]): string[] {
  return Object.entries(fields)
    .filter(([name, value]) => !taken.includes(name) && value !== undefined && value !== null)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
}

/**
 * The entry of a record. Its number is the one a page shows to whoever met the fault: `errorId` of a form or a
 * request, Next's digest of a page; else the number of the request.
 */
export function errorEntryOf(record: LogRecord, at: Date, scene?: Readonly<LogScene>): ErrorEntry {
  const { fields, level } = record;
  const error = errorIn(fields);
  const shownId = textOf(fields.errorId) ?? error.digest;
  const requestId = shownId ?? textOf(fields.requestId) ?? scene?.requestId ?? null;
  const words = record.message === "" ? (error.message ?? "") : record.message;
  const isTold = error.message === null || words.includes(error.message);
  const message = bounded(isTold ? words : `${words}: ${error.message}`, lengths.message) || "(no words)";
  const logger = bounded(textOf(fields.logger) ?? "portal", lengths.logger);
  const others = otherFields(fields, ["err", "logger", "errorId", "userId", "ip", "requestId"]);
  if (shownId !== null && scene !== undefined) others.push(`request: ${scene.requestId}`);
  const stack = [error.stack, others.length > 0 ? others.join("\n") : null]
    .filter((part) => part !== null)
    .join("\n\n");
  const userId = typeof fields.userId === "number" ? fields.userId : (scene?.userId ?? null);
  const ip = textOf(fields.ip) ?? scene?.ip ?? null;
  const name = errorLevelOf(level);
  return {
    at,
    lastAt: at,
    level: name,
    logger,
    message,
    stack: stack === "" ? null : bounded(stack, lengths.stack),
    requestId: requestId === null ? null : bounded(requestId, lengths.requestId),
    userId,
    ip: ip === null ? null : bounded(ip, lengths.ip),
    dedupeKey: keyOf([name, logger, message, headOf(error.stack)]),
    n: 1,
  };
}

function headOf(stack: string | null): string {
  return (stack ?? "").split("\n", headLines).join("\n");
}

function keyOf(parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

const seenAlsoAs = "Also seen as:";
const mostNumbers = 20;

/**
 * The stack with one more number under which the fault was shown, so that whoever comes with any of them is found.
 * The twenty last are kept.
 */
export function withNumber(stack: string | null, number: string): string {
  const text = stack ?? "";
  const start = text.lastIndexOf(`\n${seenAlsoAs} `);
  const body = start < 0 ? text : text.slice(0, start);
  const known = start < 0 ? [] : text.slice(start + seenAlsoAs.length + 2).split(" ");
  const numbers = [...known.filter((entry) => entry !== number), number].slice(-mostNumbers);
  return `${body}\n${seenAlsoAs} ${numbers.join(" ")}`;
}

/** The same fault again, before the first was written: one entry that counts both. */
export function mergeEntries(first: ErrorEntry, again: ErrorEntry): ErrorEntry {
  const isOther = again.requestId !== null && again.requestId !== first.requestId;
  const stack = isOther ? withNumber(first.stack, again.requestId ?? "") : first.stack;
  const lastAt = new Date(Math.max(again.lastAt.getTime(), first.lastAt.getTime()));
  return { ...first, n: first.n + again.n, lastAt, stack };
}
