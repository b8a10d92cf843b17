import { seal, unseal } from "../seal";
import { recoveryCodeHash } from "./recovery-code";
import { totpDigits, totpStepOf } from "./totp";

/** What a right code is used up by: the step it belongs to, or the hash of the recovery code. */
export type CodeProof = { kind: "totp"; step: number } | { kind: "recovery"; codeHash: string };

/** A user's factor as the rows have it. */
export type StoredFactor = { userId: number; sealedSecret: string | null; lastStep: number | null };

/** Whose secret it is; while it is being set up, also in which session: a set-up ends with the session it began in. */
type SecretOwner = { userId: number; sessionId?: number };

const contextOf = ({ userId, sessionId }: SecretOwner): string =>
  sessionId === undefined ? `totp user ${userId}` : `totp user ${userId} set-up in session ${sessionId}`;

/** `key`: deriveKey(secret, "seal"). */
export function sealSecret(
  secret: string,
  owner: SecretOwner,
  key: Buffer,
  random: (bytes: number) => Uint8Array,
): string {
  return seal(secret, key, contextOf(owner), random);
}

/** Null for a secret of somebody else, or of a set-up in another session. */
export function unsealSecret(sealed: string | null, owner: SecretOwner, key: Buffer): string | null {
  return sealed === null ? null : unseal(sealed, key, contextOf(owner));
}

/**
 * What `typed` could prove: six digits are a code of the app, anything else is read as a recovery code. `used`: the
 * code was right and is spent. A recovery code is only known to be right once its row was used up.
 */
export function readCode(
  typed: string,
  factor: StoredFactor,
  now: Date,
  key: Buffer,
): CodeProof | { kind: "used" } | { kind: "wrong" } {
  if (totpDigits(typed) === null) {
    const codeHash = recoveryCodeHash(typed, factor.userId);
    return codeHash === null ? { kind: "wrong" } : { kind: "recovery", codeHash };
  }
  const secret = unsealSecret(factor.sealedSecret, { userId: factor.userId }, key);
  const step = secret === null ? null : totpStepOf(secret, typed, now);
  if (step === null) return { kind: "wrong" };
  return factor.lastStep !== null && step <= factor.lastStep ? { kind: "used" } : { kind: "totp", step };
}
