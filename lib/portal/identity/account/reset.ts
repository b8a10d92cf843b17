import { addressNetwork } from "@/lib/address";
import { recordAudit, recordNoise } from "@/lib/audit/store";
import { accountStore } from "@/lib/auth/account-store";
import { brokenPasswordRule } from "@/lib/auth/common-passwords/broken-password-rule";
import { hashPassword } from "@/lib/auth/password-hash";
import type { PasswordRules } from "@/lib/auth/password-policy";
import { resetStore } from "@/lib/auth/reset-store";
import { deriveKey } from "@/lib/auth/secret";
import { hashSessionToken } from "@/lib/auth/session";
import { tooManyAttempts } from "@/lib/auth/sign-in";
import { sessionStore } from "@/lib/auth/store";
import { PortalError } from "@/lib/errors";
import { readSettings } from "@/lib/settings/store";
import type { PublicContext } from "../../action";
import type { Desk } from "../../action-core";
import { getRuntime } from "../../runtime";
import { passwordRulesOf } from "../password-change";
import type { ResetForm } from "./forms";

type Context = Omit<PublicContext<ResetForm>, "runtime"> & { runtime: Desk["runtime"] };

/** One sentence for every reason: a guess learns nothing, not even that it was nearly right. */
export const deadLinkWords =
  "This link cannot be used. It may be used up, more than an hour old or incomplete: ask your administrator for a new one.";

const deadLink = () => new PortalError("invalid", deadLinkWords, { fields: { code: deadLinkWords } });

/** Whoever held the link is not known better than that: it may have passed through several hands. */
const holder = { kind: "anonymous", name: "holder of a reset link" } as const;

async function noteDeadLink({ runtime, facts, now }: Context): Promise<void> {
  const entry = {
    at: now,
    actor: holder,
    ip: facts.peer,
    action: "password reset refused",
    outcome: "failed",
  } as const;
  await runtime.db.unitOfWork((tx) => recordNoise(tx, entry));
}

/**
 * A new password by a one-time link. All sessions of the user end, and nobody is signed in by it: the second factor
 * and the new password are asked for at the door. A password that breaks a rule does not use the link up.
 */
export async function resetPassword(context: Context): Promise<void> {
  const { input, runtime, facts, now } = context;
  const { db, limits, secret } = runtime;
  if (facts.peer !== null) {
    const byAddress = await limits.take("login", addressNetwork(facts.peer));
    if (!byAddress.ok) throw tooManyAttempts(byAddress.retryAfterSeconds);
  }
  const tokenHash = hashSessionToken(input.code);
  const user = tokenHash ? await resetStore(db).find(tokenHash, now) : null;
  if (!tokenHash || !user) {
    await noteDeadLink(context);
    throw deadLink();
  }
  const known = [user.username, user.email, ...user.companyNames];
  const broken = await brokenPasswordRule(input.password, passwordRulesOf(await readSettings(db)), known);
  if (broken) throw new PortalError("invalid", broken, { fields: { password: broken } });
  const newHash = await hashPassword(input.password);
  const isSet = await db.unitOfWork(async (tx) => {
    const userId = await resetStore(tx).use(tokenHash, now);
    if (userId === null || !(await accountStore(tx).setPassword(userId, newHash))) return false;
    await resetStore(tx).forget(userId);
    const ended = await sessionStore(tx).endAll(userId);
    const entry = {
      at: now,
      actor: holder,
      ip: facts.peer,
      action: "password set by a reset link",
      target: { kind: "user", id: userId, label: user.username },
      ...(ended > 0 ? { changes: { sessions: [ended, 0] } } : {}),
    } satisfies Parameters<typeof recordAudit>[1];
    await recordAudit(tx, entry, deriveKey(secret, "audit"));
    return true;
  });
  if (!isSet) {
    await noteDeadLink(context);
    throw deadLink();
  }
}

/** For the page: the rules. Whose link it is, is not said before it is used. */
export async function resetView(): Promise<{ rules: PasswordRules }> {
  const { db } = await getRuntime();
  return { rules: passwordRulesOf(await readSettings(db)) };
}
