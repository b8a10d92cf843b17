"use server";
// The second step of a sign-in, for sessions that may do nothing else before.
// `answerChallenge`: `code` (authenticator app or recovery code) and `next` (hidden). Success redirects.
// `beginEnrolment`: `next` (hidden); the page then shows the secret. `confirmEnrolment`: `code`, and `password` when the page
// asks for it; its value are the recovery codes, which nobody sees again. Nothing typed is sent back.
import { publicAction } from "@/lib/portal/action";
import { challengeAnswer, forcedBeginning, forcedConfirmation } from "@/lib/portal/identity/mfa/mfa-page";

/** Codes: invalid (at `code`), too_many_requests, not_signed_in (five wrong codes, or the session is over), fault. */
export const answerChallenge = publicAction({ ...challengeAnswer, keep: ["next"], redirectTo: ({ next }) => next });

export const beginEnrolment = publicAction({
  ...forcedBeginning,
  redirectTo: (next) => (next === "/" ? "/mfa" : `/mfa?next=${encodeURIComponent(next)}`),
});

export const confirmEnrolment = publicAction(forcedConfirmation);
