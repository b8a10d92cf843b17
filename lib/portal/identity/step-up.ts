import { accountStore } from "@/lib/auth/account-store";
import { type StepUpForm, stepUpForm } from "@/lib/auth/mfa/schema";
import type { CodeProof } from "@/lib/auth/mfa/second-factor";
import { mfaStore } from "@/lib/auth/mfa-store";
import { hashSessionToken, newSessionToken } from "@/lib/auth/session";
import { sessionStore } from "@/lib/auth/store";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import type { Change, ChangeContext } from "../action-core";
import { noteRefusal } from "../note-refusal";
import {
  codeWords,
  proofWords,
  provePassword,
  readKnownCode,
  refuseField,
  sessionOver,
  takeFromProofs,
} from "./mfa/prove";

type Proven = { passwordHash: string; code: CodeProof | null };
export type SteppedUp = { token: string };

const refusal = "confirmation of identity refused";

async function proveCode(context: ChangeContext<StepUpForm>): Promise<CodeProof | null> {
  const factor = await mfaStore(context.db).find(context.viewer.userId);
  if (!factor?.isEnabled) return null;
  if (!context.input.code) throw refuseField("code", codeWords.missing);
  const read = await readKnownCode(context, factor, context.input.code);
  if (read.kind === "totp" || read.kind === "recovery") return read;
  await noteRefusal(context, { action: refusal, outcome: "failed" });
  throw refuseField("code", codeWords[read.kind]);
}

/** Password first, then the code. Guesses are counted and noted, as they are at the door. */
async function prepare(context: ChangeContext<StepUpForm>): Promise<Proven> {
  await takeFromProofs(context, refusal);
  const passwordHash = await provePassword(context, context.input.password, refusal);
  return { passwordHash, code: await proveCode(context) };
}

/** Spends the code and gives the session a new token with the time of this proof. */
async function run(context: ChangeContext<StepUpForm> & { tx: Db; prepared: Proven }): Promise<Change<SteppedUp>> {
  const { tx, viewer, now, prepared } = context;
  const { code, passwordHash } = prepared;
  const factors = mfaStore(tx);
  if (code && !(await factors.spend(viewer.userId, code, now))) throw refuseField("code", codeWords.used);
  if (!code && (await factors.isEnabled(viewer.userId))) throw refuseField("code", codeWords.missing);
  const account = await accountStore(tx).find(viewer.userId);
  if (account?.passwordHash !== passwordHash) {
    throw new PortalError("conflict", "Your account was changed meanwhile. Try again.");
  }
  const token = newSessionToken();
  const tokenHash = hashSessionToken(token);
  const isRotated = tokenHash && (await sessionStore(tx).rotate(viewer.sessionId, { tokenHash, stepUpAt: now }));
  if (!isRotated) throw sessionOver();
  const means = code ? `password and ${proofWords[code.kind]}` : "password";
  return {
    value: { token },
    audit: {
      action: "identity confirmed",
      target: { kind: "user", id: viewer.userId, label: viewer.username },
      changes: { with: [null, means] },
    },
  };
}

/**
 * R7: the password, and the second factor of whoever has one, proven anew. The parts for `performChange`; any viewer
 * may do it.
 */
export const stepUpChange = { may: "self.view", provesPassword: true, input: stepUpForm, prepare, run } as const;
