import type { MfaState } from "@/lib/access/viewer";
import type { Settings } from "@/lib/settings/schema";

type MfaStanding = {
  mfaEnabled: boolean;
  /** The per-user override: null inherits the policy. */
  mfaRequired: boolean | null;
  /** Of the installation or of any company. */
  isAdministrator: boolean;
};

/** Administrators cannot be exempted when the policy covers them (5-access, identity). */
export function isMfaRequired(user: MfaStanding, policy: Settings["mfaPolicy"]): boolean {
  const isCovered = policy === "everyone" || (policy === "administrators" && user.isAdministrator);
  if (isCovered && user.isAdministrator) return true;
  return user.mfaRequired ?? isCovered;
}

/** Where a new session begins: with a code, with setting one up, or done. */
export function mfaStateAtSignIn(user: MfaStanding, policy: Settings["mfaPolicy"]): MfaState {
  if (user.mfaEnabled) return "challenge";
  return isMfaRequired(user, policy) ? "enrol" : "ok";
}

/** Does the answer hang on the policy at all? Not for whoever has a factor, must have one, or can be exempted. */
export function dependsOnPolicy(user: MfaStanding): boolean {
  return !user.mfaEnabled && (user.mfaRequired === null || (user.mfaRequired === false && user.isAdministrator));
}

/**
 * Where a session stands now, whatever was true when it began: one that needed no second factor has to set one up as
 * soon as it is required, and one that had to set it up is free when nothing asks for it any more. A session that has
 * not entered its code stays there, because nobody but its owner may have typed the password.
 */
export function mfaStateNow(stored: MfaState, user: MfaStanding, policy: Settings["mfaPolicy"]): MfaState {
  if (stored === "challenge") return "challenge";
  if (user.mfaEnabled) return stored === "enrol" ? "challenge" : "ok";
  return isMfaRequired(user, policy) ? "enrol" : "ok";
}
