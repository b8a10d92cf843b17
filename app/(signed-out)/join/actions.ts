"use server";
// `openInvitation` takes `code` (the code, or the whole link) and answers with what it opens; the forms after it send
// the same code again. Until then nothing of an invitation is shown. Accepting and joining answer with a redirect.
import { nothing } from "@/lib/auth/schema";
import { publicAction, viewerAction } from "@/lib/portal/action";
import { acceptance, codeForm, newAccountForm, refusal } from "@/lib/portal/identity/join";
import { joinAndSignIn, openInvitationOf } from "@/lib/portal/identity/join-page";
import { endOwnSession } from "@/lib/portal/identity/sign-out";

export const openInvitation = publicAction({ input: codeForm, run: openInvitationOf });

export const acceptInvitation = viewerAction({
  may: "self.join_company",
  input: codeForm,
  ...acceptance,
  redirectTo: ({ companyId }) => `/c/${companyId}/dashboard`,
});

export const declineInvitation = viewerAction({ may: "self.join_company", input: codeForm, ...refusal });

/** Fields `code`, `username`, `password`, `repeat`. The passwords are never sent back. */
export const joinAsNewUser = publicAction({
  input: newAccountForm,
  keep: ["username"],
  run: joinAndSignIn,
  redirectTo: ({ next }) => next,
});

/** Signs out and comes back here, for whoever is signed in as somebody else. */
export const signOutToJoin = publicAction({ input: nothing, run: endOwnSession, redirectTo: () => "/join" });
