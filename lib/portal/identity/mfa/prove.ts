import type { Viewer } from "@/lib/access/viewer";
import { accountStore } from "@/lib/auth/account-store";
import { type CodeProof, readCode } from "@/lib/auth/mfa/second-factor";
import { type Factor, mfaStore } from "@/lib/auth/mfa-store";
import { verifyPassword } from "@/lib/auth/password-hash";
import { deriveKey } from "@/lib/auth/secret";
import { tooManyAttempts } from "@/lib/auth/sign-in";
import { PortalError } from "@/lib/errors";
import type { Desk } from "../../action-core";
import { noteRefusal } from "../../note-refusal";

/** Who proves something, and where the tries are counted and noted. */
export type Prover = Pick<Desk, "runtime" | "facts" | "now"> & { viewer: Viewer };

export const codeWords = {
  missing: "Enter the code of your authenticator app, or a recovery code.",
  wrong: "This code is wrong.",
  used: "This code has been used. Wait for the next one.",
} as const;

/** What a proof was given with, in the words of the trail. */
export const proofWords = { totp: "authenticator app", recovery: "recovery code" } as const;

export const sessionOver = () => new PortalError("not_signed_in", "Your session is over. Sign in again.");

export function refuseField(name: "password" | "code", words: string): PortalError {
  return new PortalError("invalid", words, { fields: { [name]: words } });
}

/**
 * Ten guesses an hour with a session that somebody left open. Each proof opens a new budget, so that those who know
 * their password can confirm it as often as they are asked; whoever does not know it never gets there.
 */
export async function takeFromProofs(prover: Prover, refusal: string): Promise<void> {
  const { userId, stepUpAt } = prover.viewer;
  const key = `password:${userId}:${stepUpAt?.getTime() ?? 0}`;
  const budget = await prover.runtime.limits.take("login_device", key);
  if (budget.ok) return;
  await noteRefusal(prover, { action: refusal, outcome: "denied" });
  throw tooManyAttempts(budget.retryAfterSeconds);
}

/** Gives the hash that `password` belongs to. A wrong one is noted under `refusal` and refused at its field. */
export async function provePassword(prover: Prover, password: string, refusal: string): Promise<string> {
  const account = await accountStore(prover.runtime.db).find(prover.viewer.userId);
  if (!account) throw sessionOver();
  if (await verifyPassword(account.passwordHash, password)) return account.passwordHash;
  await noteRefusal(prover, { action: refusal, outcome: "failed" });
  throw refuseField("password", "This is not your password.");
}

/** What the code proves, as far as reading can tell; it counts once it was spent in the transaction. */
export async function readKnownCode(
  { runtime, now }: Pick<Prover, "runtime" | "now">,
  factor: Factor,
  typed: string,
): Promise<CodeProof | { kind: "used" } | { kind: "wrong" }> {
  const read = readCode(typed, factor, now, deriveKey(runtime.secret, "seal"));
  if (read.kind !== "recovery") return read;
  return (await mfaStore(runtime.db).hasCode(factor.userId, read.codeHash)) ? read : { kind: "wrong" };
}
