import { isStepUpFresh } from "@/lib/access/step-up";
import { accountStore } from "@/lib/auth/account-store";
import { brokenPasswordRule } from "@/lib/auth/common-passwords/broken-password-rule";
import { mfaStore } from "@/lib/auth/mfa-store";
import { hashPassword, verifyPassword } from "@/lib/auth/password-hash";
import type { PasswordRules } from "@/lib/auth/password-policy";
import { resetStore } from "@/lib/auth/reset-store";
import type { ChangePasswordForm } from "@/lib/auth/schema";
import { hashSessionToken, newSessionToken } from "@/lib/auth/session";
import { sessionStore } from "@/lib/auth/store";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import type { Settings } from "@/lib/settings/schema";
import { isSetupCode } from "@/lib/settings/setup-code";
import { forgetSetupCode, readFirstStartState, readSettings } from "@/lib/settings/store";
import type { Change, ChangeContext } from "../action-core";
import { noteRefusal } from "../note-refusal";
import type { RequestFacts } from "../request";

type Viewer = { mustChangePassword: boolean };
type Prepared = { provenHash: string; newHash: string; hasFactor: boolean };
export type PasswordChanged = { token: string };

export function passwordRulesOf(settings: Settings): PasswordRules {
  return {
    minLength: settings.passwordMinLength,
    requireNumbersCase: settings.passwordRequireNumbersCase,
    requireSpecial: settings.passwordRequireSpecial,
    specialCharacters: settings.passwordSpecialCharacters,
  };
}

/** The set-up code of a new installation that this change must show; null when none is asked for. */
async function setupCodeAskedFor(db: Db, viewer: Viewer, facts: RequestFacts): Promise<string | null> {
  if (!viewer.mustChangePassword || facts.isLocal) return null;
  return (await readFirstStartState(db)).setupCodeHash;
}

/** What the page shows: is the change forced, is the set-up code asked for, the rules, and what the password must not contain. */
export async function readPasswordChange(
  db: Db,
  viewer: Viewer & { userId: number; username: string; email: string },
  facts: RequestFacts,
) {
  const account = await accountStore(db).find(viewer.userId);
  return {
    isForced: viewer.mustChangePassword,
    asksSetupCode: (await setupCodeAskedFor(db, viewer, facts)) !== null,
    rules: passwordRulesOf(await readSettings(db)),
    context: [viewer.username, viewer.email, ...(account?.companyNames ?? [])],
  };
}

function refuseField(name: string, words: string): PortalError {
  return new PortalError("invalid", words, { fields: { [name]: words } });
}

const refusal = "password change refused";

/** All that is slow or only reads. Guesses at the current password are counted and noted, as they are at the door. */
async function prepare(context: ChangeContext<ChangePasswordForm>): Promise<Prepared> {
  const { db, viewer, input, facts, runtime } = context;
  const account = await accountStore(db).find(viewer.userId);
  if (!account) throw new PortalError("not_signed_in", "Your session is over. Sign in again.");
  const hasFactor = await mfaStore(db).isEnabled(viewer.userId);
  // The password alone is not what this account is guarded by.
  if (hasFactor && !isStepUpFresh(viewer, context.now)) {
    throw new PortalError("step_up_required", "Confirm that it is you, or sign in again, to change your password.");
  }
  if (input.password === input.current) throw refuseField("password", "Choose a password you do not use now.");
  const known = [viewer.username, viewer.email, ...account.companyNames];
  const broken = await brokenPasswordRule(input.password, passwordRulesOf(await readSettings(db)), known);
  if (broken) throw refuseField("password", broken);
  const setupCodeHash = await setupCodeAskedFor(db, viewer, facts);
  if (setupCodeHash !== null && !isSetupCode(input.setupCode ?? "", setupCodeHash)) {
    await noteRefusal(context, { action: refusal, outcome: "failed" });
    throw refuseField("setupCode", "This is not the set-up code that the first start printed.");
  }
  // Of this session alone: who found another one open must not keep the owner from changing the password.
  const budget = await runtime.limits.take("login_device", `password:${viewer.userId}:${viewer.sessionId}`);
  if (!budget.ok) {
    await noteRefusal(context, { action: refusal, outcome: "denied" });
    throw new PortalError("too_many_requests", "Too many attempts. Try again later.", {
      retryAfterSeconds: budget.retryAfterSeconds,
    });
  }
  if (!(await verifyPassword(account.passwordHash, input.current))) {
    await noteRefusal(context, { action: refusal, outcome: "failed" });
    throw refuseField("current", "This is not your current password.");
  }
  return { provenHash: account.passwordHash, newHash: await hashPassword(input.password), hasFactor };
}

/** The new password, a new token for this session, and the end of every other one. */
async function run(
  context: ChangeContext<ChangePasswordForm> & { tx: Db; prepared: Prepared },
): Promise<Change<PasswordChanged>> {
  const { tx, viewer, now, prepared } = context;
  if (!(await accountStore(tx).changePassword(viewer.userId, prepared.provenHash, prepared.newHash))) {
    throw new PortalError("conflict", "Your account was changed meanwhile. Try again.");
  }
  if ((await mfaStore(tx).isEnabled(viewer.userId)) !== prepared.hasFactor) {
    throw new PortalError("conflict", "Your account was changed meanwhile. Try again.");
  }
  const sessions = sessionStore(tx);
  const token = newSessionToken();
  const tokenHash = hashSessionToken(token);
  const proven = prepared.hasFactor ? {} : { stepUpAt: now };
  if (!tokenHash || !(await sessions.rotate(viewer.sessionId, { tokenHash, ...proven }))) {
    throw new PortalError("not_signed_in", "Your session is over. Sign in again.");
  }
  const ended = await sessions.endAll(viewer.userId, viewer.sessionId);
  await resetStore(tx).forget(viewer.userId);
  // The code guards the default password alone: with that gone there is nothing left to guard.
  if (viewer.mustChangePassword) await forgetSetupCode(tx);
  return {
    value: { token },
    audit: {
      action: "password changed",
      target: { kind: "user", id: viewer.userId, label: viewer.username },
      changes: {
        ...(viewer.mustChangePassword ? { mustChangePassword: [true, false] } : {}),
        ...(ended > 0 ? { otherSessions: [ended, 0] } : {}),
      },
    },
  };
}

/** The parts of the change for `performChange`, without what only a browser needs. */
export const passwordChange = { prepare, run };
