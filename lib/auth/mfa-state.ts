import type { MfaState } from "@/lib/access/viewer";
import type { Settings } from "@/lib/settings/schema";

export type MfaStanding = {
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
