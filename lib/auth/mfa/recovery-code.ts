import { createHash } from "node:crypto";

const recoveryCodeCount = 10;
/** From here on the page warns that they run out. */
export const fewRecoveryCodes = 3;

/** Crockford's 32 signs: what is mistaken for each other when copied from paper (I, L, O, U) is not among them. */
const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const length = 24;
const group = 6;

function newRecoveryCode(random: (bytes: number) => Uint8Array): string {
  const text = [...random(length)].map((byte) => signs.charAt(byte % signs.length)).join("");
  return text.match(new RegExp(`.{${group}}`, "g"))?.join("-") ?? text;
}

/** Ten codes of 120 random bits each, in groups of six signs. */
export function newRecoveryCodes(random: (bytes: number) => Uint8Array): string[] {
  return Array.from({ length: recoveryCodeCount }, () => newRecoveryCode(random));
}

/** The code's 24 signs however they were typed; null for what cannot be one. */
function recoverySigns(typed: string): string | null {
  const text = typed.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "");
  const read = text.replaceAll("O", "0").replace(/[IL]/g, "1");
  return read.length === length && [...read].every((sign) => signs.includes(sign)) ? read : null;
}

/**
 * What is stored of a code: SHA-256 as hexadecimal digits; null for what cannot be a code. A slow password hash makes
 * guessable words dear, and 120 random bits are not guessable (ASVS 5.0, V6.5.2: from 112 bits on a plain hash will
 * do). The user's id stands in it, so that rows cannot be moved from one user to another.
 */
export function recoveryCodeHash(typed: string, userId: number): string | null {
  const read = recoverySigns(typed);
  if (read === null) return null;
  return createHash("sha256").update(`winauthmon recovery code\n${userId}\n${read}`).digest("hex");
}
