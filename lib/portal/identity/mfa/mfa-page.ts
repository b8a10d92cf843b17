import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { safeRedirectTarget } from "@/lib/access/redirect-target";
import type { Viewer } from "@/lib/access/viewer";
import { type CodeForm, codeForm, type EnrolForm, enrolForm } from "@/lib/auth/mfa/schema";
import type { PublicContext } from "../../action";
import { getRuntime } from "../../runtime";
import { findSessionByToken } from "../../session";
import { findViewer } from "../../viewer";
import { requireConnection } from "../authjs";
import { keepDeviceCookie } from "../device-cookie";
import { keepSessionCookie } from "../session-cookie";
import { answerChallenge } from "./challenge";
import type { ChallengeDesk } from "./challenge-desk";
import type { FactorSetUp } from "./enrolment";
import { beginForcedEnrolment, confirmForcedEnrolment } from "./forced-enrolment";
import { sessionOver } from "./prove";
import { type EnrolmentView, readEnrolment } from "./view";

/** Where to go once the second factor is done: a forced change of the password comes before everything else. */
function placeAfter(viewer: Pick<Viewer, "mustChangePassword">, next: string | undefined): string {
  return viewer.mustChangePassword ? "/change-password" : safeRedirectTarget(next);
}

async function deskOfRequest({ runtime, facts, now }: PublicContext<unknown>): Promise<ChallengeDesk> {
  const { names } = await requireConnection();
  const current = await findSessionByToken(runtime.db, (await cookies()).get(names.session)?.value, now);
  if (!current) throw sessionOver();
  return { runtime, facts, current, now };
}

/** This browser gets the session's new token, and is a known device from now on. */
async function keepCookies({ runtime, current, now }: ChallengeDesk, token: string) {
  const { names } = await requireConnection();
  await keepSessionCookie(names, token, current.session, now);
  await keepDeviceCookie(runtime, names, token, now);
}

/** The code at sign-in. Gives the local path to go to; a session that has passed already just goes there. */
export const challengeAnswer = {
  input: codeForm,
  async run(context: PublicContext<CodeForm>): Promise<{ next: string }> {
    const desk = await deskOfRequest(context);
    const { viewer } = desk.current;
    const next = placeAfter(viewer, context.input.next);
    if (viewer.mfaState !== "challenge") return { next: viewer.mfaState === "ok" ? next : "/mfa" };
    const { names } = await requireConnection();
    const deviceCookie = (await cookies()).get(names.knownDevice)?.value;
    await keepCookies(desk, await answerChallenge(desk, context.input.code, deviceCookie));
    return { next };
  },
};

async function deskOfEnrolment(context: PublicContext<unknown>): Promise<ChallengeDesk> {
  const desk = await deskOfRequest(context);
  if (desk.current.viewer.mfaState !== "enrol") throw sessionOver();
  return desk;
}

const beginningForm = z.object({ next: z.string().max(2048).optional() });

/** Gives where to go once all is done, to be remembered by the page's address. */
export const forcedBeginning = {
  input: beginningForm,
  async run(context: PublicContext<z.output<typeof beginningForm>>): Promise<string> {
    await beginForcedEnrolment(await deskOfEnrolment(context));
    return safeRedirectTarget(context.input.next);
  },
};

export const forcedConfirmation = {
  input: enrolForm,
  async run(context: PublicContext<EnrolForm>): Promise<FactorSetUp> {
    const desk = await deskOfEnrolment(context);
    const setUp = await confirmForcedEnrolment(desk, context.input);
    await keepCookies(desk, setUp.token);
    return setUp;
  },
  shows: ({ recoveryCodes }: FactorSetUp) => ({ recoveryCodes }),
};

type MfaPageView =
  | { kind: "challenge"; next: string }
  | { kind: "enrol"; next: string; enrolment: EnrolmentView }
  | { kind: "done"; next: string };

/** What the page has to show to whoever is signed in; the others are sent to the sign-in page. */
export async function mfaPageView(next: string | undefined): Promise<MfaPageView> {
  const viewer = await findViewer();
  if (!viewer) redirect("/login");
  const after = placeAfter(viewer, next);
  if (viewer.mfaState === "challenge") return { kind: "challenge", next: after };
  if (viewer.mfaState === "ok") return { kind: "done", next: after };
  return { kind: "enrol", next: after, enrolment: await readEnrolment(await getRuntime(), viewer, new Date()) };
}
