"use server";
// One's own second factor; all of them want a fresh proof of identity (`useStepUpAction`).
// `beginEnrolment`: no fields; the page then shows the secret. `confirmEnrolment`: `code`; its value are the recovery
// codes. `renewRecoveryCodes`: no fields; the same value. `removeFactor`: no fields; forbidden where one is required.
import { viewerAction } from "@/lib/portal/action";
import { ownEnrolment } from "@/lib/portal/identity/mfa/account-page";
import { enrolmentBeginning, factorRemoval, recoveryCodesRenewal } from "@/lib/portal/identity/mfa/own-factor";

const refresh = ["/account/mfa"];

export const beginEnrolment = viewerAction({ ...enrolmentBeginning, refresh });
export const confirmEnrolment = viewerAction({ ...ownEnrolment, refresh });
export const renewRecoveryCodes = viewerAction({ ...recoveryCodesRenewal, refresh });
export const removeFactor = viewerAction({ ...factorRemoval, refresh });
