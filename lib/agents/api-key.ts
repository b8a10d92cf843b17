import { createHash } from "node:crypto";

/** A key is shown once; afterwards only its hash and the first characters remain. */
export type NewApiKey = { key: string; keyHash: string; prefix: string };

export const apiKeyPattern = /^[0-9a-f]{64}$/;
const prefixLength = 8;

/** SHA-256 in hexadecimal: a key has 256 random bits, so a slow hash would protect nothing more. */
export function hashApiKey(key: string): string {
  return createHash("sha256").update(key, "utf8").digest("hex");
}

/** The parts that are kept of a key that is already there, such as one set by the operator. */
export function describeApiKey(key: string): NewApiKey {
  return { key, keyHash: hashApiKey(key), prefix: key.slice(0, prefixLength) };
}

/** 64 hexadecimal characters, as agents in the field have them. `random` gives that many random bytes. */
export function newApiKey(random: (bytes: number) => Buffer): NewApiKey {
  return describeApiKey(random(32).toString("hex"));
}
