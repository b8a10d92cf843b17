import ipaddr from "ipaddr.js";
import { z } from "zod";
import { isTimeZone } from "../time";

/** Each schema turns the text of one key into its value; its message continues the line `KEY: "text" …`. */

const longest = 4096;

function text(rule: string, test: (value: string) => boolean) {
  return z.string().max(longest, `is longer than ${longest} characters`).refine(test, rule);
}

export function wholeNumber(from: number, to: number) {
  const rule = `is not a whole number from ${from} to ${to}`;
  return text(rule, (value) => /^\d{1,10}$/.test(value) && Number(value) >= from && Number(value) <= to).transform(
    Number,
  );
}

const truths: Record<string, boolean> = {
  true: true,
  on: true,
  yes: true,
  1: true,
  false: false,
  off: false,
  no: false,
  0: false,
};

export const yesOrNo = text("is not true or false", (value) => Object.hasOwn(truths, value.toLowerCase())).transform(
  (value) => truths[value.toLowerCase()] === true,
);

const levels: Record<string, "debug" | "info" | "warn" | "error"> = {
  debug: "debug",
  info: "info",
  warn: "warn",
  warning: "warn",
  error: "error",
  critical: "error",
};

export const logLevel = text("is not debug, info, warn or error", (value) =>
  Object.hasOwn(levels, value.toLowerCase()),
).transform((value) => levels[value.toLowerCase()] ?? "info");

export const timeZone = text("is not a time zone such as Europe/London or UTC", isTimeZone);

export const host = text(
  "is not an address or host name to listen on",
  (value) => ipaddr.isValid(value) || /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/i.test(value),
);

export const publicUrl = text("is not http(s)://host or http(s)://host:port without a path", isOrigin).transform(
  (value) => new URL(value).origin,
);

function isOrigin(value: string): boolean {
  return /^https?:\/\/(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d{1,5})?\/?$/i.test(value) && URL.canParse(value);
}

export const addressList = z
  .string()
  .max(longest, `is longer than ${longest} characters`)
  .transform((value) => value.split(/[\s,]+/).filter((part) => part !== ""))
  .refine(
    (parts) => parts.every((part) => ipaddr.isValidCIDR(part) || isWholeAddress(part)),
    "is not a list of addresses or ranges such as 10.0.0.7, 172.16.0.0/12",
  );

/** ipaddr.js alone also takes "10.1" or "0x7f.1" for an address; a typing error must not widen trust. */
function isWholeAddress(part: string): boolean {
  return ipaddr.IPv4.isValidFourPartDecimal(part) || ipaddr.IPv6.isValid(part);
}

const placeholder = /changeme|changethis|yoursecret|replaceme|placeholder|examplekey|examplesecret|supersecret/;
const shortDefaults = new Set([
  "secret",
  "secretkey",
  "mysecretkey",
  "dev",
  "devkey",
  "development",
  "test",
  "default",
]);

/** A secret that somebody has published, here or elsewhere, or that a hand typed to fill the line. */
function isKnownDefault(value: string): boolean {
  const letters = value.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return placeholder.test(letters) || shortDefaults.has(letters) || (value.length >= 32 && new Set(value).size < 6);
}

/** What the earlier product wrote into its config.ini by itself: there it means "not set". */
export function isEarlierPlaceholder(value: string): boolean {
  return value === "your_secret_key" || value === "your_secret_key_change_this_in_production";
}

export const secretKey = z
  .string()
  .max(longest, `is longer than ${longest} characters`)
  .refine((value) => !isKnownDefault(value), "is a known default; remove it, or give at least 32 random characters")
  .refine((value) => value.length >= 32, "is shorter than 32 characters");

export const redisUrl = text(
  "is not redis://… or rediss://…; an https:// address of Upstash belongs in UPSTASH_REDIS_REST_URL",
  (value) => /^rediss?:\/\/[^\s/]+/i.test(value) && URL.canParse(value),
);

/** A token over plain http would be anybody's on the way; to this machine itself there is no way. */
export const upstashUrl = text(
  "is not https://…",
  (value) => /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost)[:/]?)[^\s@?#]*$/i.test(value) && URL.canParse(value),
).transform((value) => value.replace(/\/+$/, ""));

export const upstashToken = text("is empty or holds spaces", (value) => /^\S+$/.test(value));

export const adminPassword = z
  .string()
  .min(8, "is shorter than 8 characters")
  .max(256, "is longer than 256 characters");

export const apiKey = text("is not 64 hexadecimal digits", (value) => /^[0-9a-f]{64}$/i.test(value)).transform(
  (value) => value.toLowerCase(),
);
