import { randomBytes } from "node:crypto";
import { isStepUpFresh } from "@/lib/access/step-up";
import type { Viewer } from "@/lib/access/viewer";
import type { Changes } from "@/lib/audit/describe-change";
import { newRecoveryCodes, recoveryCodeHash } from "@/lib/auth/mfa/recovery-code";
import { sealSecret, unsealSecret } from "@/lib/auth/mfa/second-factor";
import { newTotpSecret, totpStepOf } from "@/lib/auth/mfa/totp";
import { mfaStore } from "@/lib/auth/mfa-store";
import { deriveKey } from "@/lib/auth/secret";
import { sessionStore } from "@/lib/auth/store";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { noteRefusal } from "../../note-refusal";
import { passSecondFactor } from "./new-token";
import { codeWords, type Prover, provePassword, refuseField, takeFromProofs } from "./prove";

const refusal = "second factor set-up refused";

const inUse = () => new PortalError("conflict", "This account has a second factor already. Reload the page.");

export type NewFactor = { pending: string; sealed: string; step: number };
export type FactorSetUp = { token: string; recoveryCodes: string[] };

/** The secret of the set-up that was begun in this session; null when none was. */
export function pendingSecret(
  factor: { sealedSecret: string | null; isEnabled: boolean } | null,
  { userId, sessionId }: Pick<Viewer, "userId" | "sessionId">,
  secret: Buffer,
): string | null {
  if (!factor || factor.isEnabled) return null;
  return unsealSecret(factor.sealedSecret, { userId, sessionId }, deriveKey(secret, "seal"));
}

/** A new secret for this session to set up; one that was begun before, here or elsewhere, is forgotten. */
export async function beginEnrolment(
  tx: Db,
  { userId, sessionId }: Pick<Viewer, "userId" | "sessionId">,
  secret: Buffer,
): Promise<void> {
  const sealed = sealSecret(newTotpSecret(randomBytes), { userId, sessionId }, deriveKey(secret, "seal"), randomBytes);
  if (!(await mfaStore(tx).begin(userId, sealed))) throw inUse();
}

/** Who only found a session open must not make the account theirs: the password is proven, unless it just was. */
export async function proveForEnrolment(prover: Prover, password: string | undefined): Promise<void> {
  if (isStepUpFresh(prover.viewer, prover.now)) return;
  if (!password) throw refuseField("password", "Enter your password.");
  await takeFromProofs(prover, refusal);
  await provePassword(prover, password, refusal);
}

/** The app shows the right code, so it has the secret. Refuses at the field `code`. */
export async function proveNewFactor(prover: Prover, typed: string): Promise<NewFactor> {
  const { runtime, viewer, now } = prover;
  const factor = await mfaStore(runtime.db).find(viewer.userId);
  if (factor?.isEnabled) throw inUse();
  const secret = pendingSecret(factor, viewer, runtime.secret);
  if (secret === null || !factor?.sealedSecret) {
    throw new PortalError("conflict", "This set-up is over. Reload the page and begin again.");
  }
  const step = totpStepOf(secret, typed, now);
  if (step === null) {
    await noteRefusal(prover, { action: refusal, outcome: "failed" });
    throw refuseField("code", `${codeWords.wrong} Is the clock of your phone right?`);
  }
  const owner = { userId: viewer.userId };
  return {
    pending: factor.sealedSecret,
    sealed: sealSecret(secret, owner, deriveKey(runtime.secret, "seal"), randomBytes),
    step,
  };
}

/** New recovery codes in the place of all earlier ones; only these texts know them. */
export async function giveRecoveryCodes(tx: Db, userId: number, now: Date): Promise<string[]> {
  const codes = newRecoveryCodes(randomBytes);
  const hashes = codes.map((code) => recoveryCodeHash(code, userId) ?? "");
  await mfaStore(tx).replaceCodes(userId, hashes, now);
  return codes;
}

/** The factor is in use from the commit on, and every session that never showed it is over. */
export async function putFactorToUse(
  tx: Db,
  { userId, sessionId }: Pick<Viewer, "userId" | "sessionId">,
  factor: NewFactor,
  now: Date,
): Promise<FactorSetUp & { ended: number }> {
  if (!(await mfaStore(tx).enable(userId, factor))) throw inUse();
  const recoveryCodes = await giveRecoveryCodes(tx, userId, now);
  const token = await passSecondFactor(tx, sessionId, now);
  return { token, recoveryCodes, ended: await sessionStore(tx).endAll(userId, sessionId) };
}

export const setUpWords = "second factor set up";
/** For the trail: how many other sessions ended with a change. */
export const endedSessions = (ended: number): Changes => (ended > 0 ? { otherSessions: [ended, 0] } : {});
