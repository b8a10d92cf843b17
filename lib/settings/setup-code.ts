import { createHash, timingSafeEqual } from "node:crypto";

/** Crockford's alphabet: no letter that reads like a digit. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 16;

/**
 * The code that proves who started the installation: 80 random bits as XXXX-XXXX-XXXX-XXXX.
 * `random` gives that many secure random bytes.
 */
export function newSetupCode(random: (bytes: number) => Uint8Array): string {
  const characters = Array.from(random(length), (byte) => alphabet[byte % alphabet.length]).join("");
  return characters.replace(/.{4}(?=.)/g, "$&-");
}

/** SHA-256 (hex) of the code as a person may type it: any case, with or without dashes and spaces, O for 0. */
export function hashSetupCode(typed: string): string {
  const code = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  return createHash("sha256").update(code).digest("hex");
}

/** Compares in constant time. Without a hash there is no code to match. */
export function isSetupCode(typed: string, setupCodeHash: string | null): boolean {
  const hash = Buffer.from(hashSetupCode(typed));
  const expected = Buffer.from(setupCodeHash ?? "");
  return hash.length === expected.length && timingSafeEqual(hash, expected);
}
