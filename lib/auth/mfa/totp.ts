import { generateURI, ScureBase32Plugin, verifySync } from "otplib";

const secretBytes = 20;
const stepSeconds = 30;
const issuer = "WinAuthMon";

const base32 = new ScureBase32Plugin();

/** A new secret of 160 random bits, as authenticator apps take it: base32 without padding. */
export function newTotpSecret(random: (bytes: number) => Uint8Array): string {
  return base32.encode(random(secretBytes), { padding: false });
}

/** What the QR code holds. The label is the account's e-mail address. */
export function totpUri(secret: string, email: string): string {
  return generateURI({ issuer, label: email, secret });
}

/** The secret in groups of four, for those who type it. */
export function spacedSecret(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(" ") ?? "";
}

/** Six digits, wherever a person put spaces; null for everything else. */
export function totpDigits(typed: string): string | null {
  const digits = typed.replace(/[\s-]/g, "");
  return /^[0-9]{6}$/.test(digits) ? digits : null;
}

/**
 * The time step (of 30 s since the epoch) a code belongs to: this one, the one before or the one after, for clocks
 * that are a little off. Null for a code of any other time, and for what is no code. RFC 6238: it may be used once, so
 * the caller has to remember the step.
 */
export function totpStepOf(secret: string, typed: string, now: Date): number | null {
  const token = totpDigits(typed);
  if (token === null) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const answer = verifySync({ secret, token, epoch, epochTolerance: stepSeconds });
  return answer.valid ? Math.floor(epoch / stepSeconds) + answer.delta : null;
}
