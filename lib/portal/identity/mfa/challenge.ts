import { isStepUpFresh } from "@/lib/access/step-up";
import { accountStore } from "@/lib/auth/account-store";
import { readKnownDevice } from "@/lib/auth/browser/known-device";
import type { CodeProof } from "@/lib/auth/mfa/second-factor";
import { type Factor, mfaStore } from "@/lib/auth/mfa-store";
import { deriveKey } from "@/lib/auth/secret";
import { tooManyAttempts } from "@/lib/auth/sign-in";
import { sessionStore } from "@/lib/auth/store";
import { PortalError } from "@/lib/errors";
import { noteRefusal } from "../../note-refusal";
import type { ChallengeDesk } from "./challenge-desk";
import { passSecondFactor } from "./new-token";
import { codeWords, proofWords, readKnownCode, refuseField, sessionOver } from "./prove";
import { recordOwnAct } from "./record-own-act";

const refusal = "second factor refused";

/** The words of the page know this one: there is nothing to try again, the password comes first. */
const outOfTries = () =>
  new PortalError("not_signed_in", "Too many wrong codes. This sign-in has ended: sign in again to go on.");

/**
 * The account's own limit, besides the tries of this sign-in: whoever knows the password could begin sign-in after
 * sign-in. As at the door, a known device and this very machine are counted apart from strangers, so that these cannot
 * keep the owner out.
 */
async function takeFromAccount(desk: ChallengeDesk, deviceCookie: string | undefined): Promise<void> {
  const { runtime, facts, current, now } = desk;
  const { userId } = current.viewer;
  const account = await accountStore(runtime.db).find(userId);
  if (!account) throw sessionOver();
  const owner = { id: userId, passwordHash: account.passwordHash };
  const deviceId = readKnownDevice(deviceCookie, owner, now, deriveKey(runtime.secret, "known-device"));
  const stranger = facts.isLocal ? `local:code:${userId}` : `code:${userId}`;
  const budget = deviceId
    ? await runtime.limits.take("login_device", `code:${userId}:${deviceId}`)
    : await runtime.limits.take("login_account", stranger);
  if (budget.ok) return;
  await noteRefusal({ ...desk, viewer: current.viewer }, { action: refusal, outcome: "denied" });
  throw tooManyAttempts(budget.retryAfterSeconds);
}

/** Ends the sign-in when this was its last try. */
async function refuse(desk: ChallengeDesk, words: string, triesLeft: number): Promise<never> {
  const { runtime, current } = desk;
  await noteRefusal({ ...desk, viewer: current.viewer }, { action: refusal, outcome: "failed" });
  if (triesLeft > 0) {
    throw refuseField("code", `${words} ${triesLeft === 1 ? "One try is" : `${triesLeft} tries are`} left.`);
  }
  const { userId, sessionId } = current.viewer;
  await runtime.db.unitOfWork((tx) => sessionStore(tx).endOne(userId, sessionId));
  throw outOfTries();
}

/** The code is spent, the session has a new token and the trail its row, all of it or nothing. Null: spent by another. */
async function pass(desk: ChallengeDesk, factor: Factor, proof: CodeProof): Promise<string | null> {
  const { runtime, current, now } = desk;
  return runtime.db.unitOfWork(async (tx) => {
    if (!(await mfaStore(tx).spend(factor.userId, proof, now))) return null;
    // The password was proven when this session began.
    const isRecent = isStepUpFresh({ stepUpAt: current.session.createdAt }, now);
    const token = await passSecondFactor(tx, current.viewer.sessionId, isRecent ? now : null);
    await recordOwnAct(tx, desk, "second factor passed", { with: [null, proofWords[proof.kind]] });
    return token;
  });
}

/**
 * The second step of a sign-in: a code of the app, or a recovery code. Gives the session's new token. Five wrong codes
 * end the sign-in (`not_signed_in`); `too_many_requests` when the account has had too many guesses from anywhere.
 */
export async function answerChallenge(
  desk: ChallengeDesk,
  typed: string,
  deviceCookie: string | undefined,
): Promise<string> {
  const { runtime, current } = desk;
  const { userId, sessionId } = current.viewer;
  const factor = await mfaStore(runtime.db).find(userId);
  if (!factor?.isEnabled) throw sessionOver();
  await takeFromAccount(desk, deviceCookie);
  const triesLeft = await runtime.db.unitOfWork((tx) => sessionStore(tx).takeMfaTry(sessionId));
  if (triesLeft === null) return refuse(desk, codeWords.wrong, 0);
  const read = await readKnownCode(desk, factor, typed);
  if (read.kind === "wrong" || read.kind === "used") return refuse(desk, codeWords[read.kind], triesLeft);
  return (await pass(desk, factor, read)) ?? refuse(desk, codeWords.used, triesLeft);
}
