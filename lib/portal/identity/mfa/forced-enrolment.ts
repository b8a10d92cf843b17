import type { EnrolForm } from "@/lib/auth/mfa/schema";
import type { ChallengeDesk } from "./challenge-desk";
import {
  beginEnrolment,
  endedSessions,
  type FactorSetUp,
  proveForEnrolment,
  proveNewFactor,
  putFactorToUse,
  setUpWords,
} from "./enrolment";
import { recordOwnAct } from "./record-own-act";

/** For a session that may do nothing else before: see `own-factor` for a set-up by choice. */
export async function beginForcedEnrolment({ runtime, current }: ChallengeDesk): Promise<void> {
  await runtime.db.unitOfWork((tx) => beginEnrolment(tx, current.viewer, runtime.secret));
}

export async function confirmForcedEnrolment(desk: ChallengeDesk, input: EnrolForm): Promise<FactorSetUp> {
  const { runtime, current, now } = desk;
  const { viewer } = current;
  const prover = { ...desk, viewer };
  await proveForEnrolment(prover, input.password);
  const factor = await proveNewFactor(prover, input.code);
  return runtime.db.unitOfWork(async (tx) => {
    const { ended, ...setUp } = await putFactorToUse(tx, viewer, factor, now);
    await recordOwnAct(tx, desk, setUpWords, { mfaEnabled: [false, true], ...endedSessions(ended) });
    return setUp;
  });
}
