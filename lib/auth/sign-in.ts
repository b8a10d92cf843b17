import { createHash } from "node:crypto";
import type { GlobalRole } from "@/lib/access/viewer";
import { addressNetwork } from "@/lib/address";
import type { AuditEntry } from "@/lib/audit/entry";
import { recordAudit, recordNoise } from "@/lib/audit/store";
import type { Database } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { fold } from "@/lib/fold";
import type { Limits } from "@/lib/limits/rate-limit";
import { readSettings } from "@/lib/settings/store";
import { accountStore } from "./account-store";
import { mfaStateAtSignIn } from "./mfa/mfa-state";
import { verifyPassword } from "./password-hash";
import { longestTyped } from "./schema";
import { hashSessionToken, newSessionToken } from "./session";
import { sessionStore } from "./store";

/** The user a name or e-mail belongs to, as the people room finds it. */
export type SignInUser = {
  id: number;
  username: string;
  email: string;
  passwordHash: string;
  globalRole: GlobalRole;
  state: "active" | "pending" | "disabled";
  mfaEnabled: boolean;
  mfaRequired: boolean | null;
};

export type SignInDesk = {
  db: Database;
  limits: Limits;
  auditKey: Buffer;
  findUser(nameOrEmail: string): Promise<SignInUser | null>;
};

type SignInAttempt = {
  login: string;
  password: string;
  remember: boolean;
  /** Null when the host does not say: then only the account's limits hold. */
  peer: string | null;
  userAgent: string | null;
  /** The request came from the portal's own machine, certainly. */
  isLocal: boolean;
  /** The id of this browser if it is a known device of that account. */
  deviceOf(user: Pick<SignInUser, "id" | "passwordHash">): string | null;
  /** Token of a session this browser already had: it ends with the new one's beginning. */
  previousToken: string | null;
  now: Date;
};

export type SignedInAccount = { token: string; userId: number; username: string; email: string };

/** One sentence for every reason, so that it tells nobody which accounts exist. */
export const refusalWords = "The name or the password is wrong, or the account is not active.";

/** Nobody's name holds control characters or halves of characters, and PostgreSQL refuses to look for them. */
const isPossibleName = (login: string): boolean => login.isWellFormed() && !/\p{Cc}/u.test(login);

/** People type passwords into the wrong field: what is kept for an hour is not what was typed. */
const digestOf = (text: string): string => createHash("sha256").update(text).digest("base64url");

const refused = () => new PortalError("invalid", refusalWords, { fields: { password: refusalWords } });

export function tooManyAttempts(retryAfterSeconds: number): PortalError {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const wait = minutes <= 1 ? "a minute" : `${minutes} minutes`;
  return new PortalError("too_many_requests", `Too many attempts. Try again in ${wait}.`, { retryAfterSeconds });
}

/**
 * Proves a password and begins a session. Throws PortalError `invalid` (same words and cost whatever was wrong),
 * `too_many_requests`, or `unavailable` when too many passwords are being checked.
 */
export async function signInWith(desk: SignInDesk, attempt: SignInAttempt): Promise<SignedInAccount> {
  if (attempt.peer !== null) {
    const byAddress = await desk.limits.take("login", addressNetwork(attempt.peer));
    if (!byAddress.ok) throw tooManyAttempts(byAddress.retryAfterSeconds);
  }
  const { login, password } = attempt;
  // Auth.js's own call passes no form: nothing that long is hashed, looked for or counted under its name.
  if (login.length > longestTyped.login || password.length > longestTyped.password) throw refused();
  const user = isPossibleName(attempt.login) ? await desk.findUser(attempt.login) : null;
  const budget = await takeFromAccount(desk.limits, user, attempt);
  if (!budget.ok) {
    await noteRefusal(desk.db, user, attempt, "denied");
    throw tooManyAttempts(budget.retryAfterSeconds);
  }
  const isProven = await verifyPassword(user?.passwordHash ?? null, attempt.password);
  const account = user && isProven && user.state === "active" ? await beginSession(desk, user, attempt) : null;
  if (!account) {
    await noteRefusal(desk.db, user, attempt, "failed");
    throw refused();
  }
  return account;
}

/**
 * Strangers share ten evaluated tries per account and hour; a device the owner has signed in with has its own, so
 * that strangers cannot lock the owner out (5-access, rate limits). Tries from this machine itself are counted apart too: the
 * owner of a new installation has no known device yet. A name nobody has is counted just the same.
 */
function takeFromAccount(limits: Limits, user: SignInUser | null, attempt: SignInAttempt) {
  const deviceId = user && attempt.deviceOf(user);
  if (user && deviceId) return limits.take("login_device", `${user.id}:${deviceId}`);
  const account = user ? `user:${user.id}` : `name:${digestOf(fold(attempt.login))}`;
  return limits.take("login_account", attempt.isLocal ? `local:${account}` : account);
}

async function beginSession(
  desk: SignInDesk,
  user: SignInUser,
  attempt: SignInAttempt,
): Promise<SignedInAccount | null> {
  const { now, remember, peer, userAgent } = attempt;
  const token = newSessionToken();
  const tokenHash = hashSessionToken(token);
  if (!tokenHash) throw new Error("A new session token is not well-formed.");
  const previousHash = attempt.previousToken ? hashSessionToken(attempt.previousToken) : null;
  const began = await desk.db.unitOfWork(async (tx) => {
    const accounts = accountStore(tx);
    if (!(await accounts.noteSignIn(user.id, user.passwordHash, now))) return false;
    const settings = await readSettings(tx);
    const isAdministrator = user.globalRole !== "User" || (await accounts.administersACompany(user.id));
    const mfaState = mfaStateAtSignIn({ ...user, isAdministrator }, settings.mfaPolicy);
    const sessions = sessionStore(tx);
    await sessions.forgetEnded(user.id, now);
    if (previousHash) await sessions.end(previousHash);
    await sessions.create({ tokenHash, userId: user.id, mfaState, remember, ip: peer, userAgent }, settings, now);
    await recordAudit(
      tx,
      {
        at: now,
        actor: { kind: "user", id: user.id, name: user.username },
        ip: peer,
        action: "signed in",
        target: { kind: "user", id: user.id, label: user.username },
        ...(remember ? { changes: { remember: [null, true] } } : {}),
      },
      desk.auditKey,
    );
    return true;
  });
  return began ? { token, userId: user.id, username: user.username, email: user.email } : null;
}

/** Never the name as typed: people type passwords into the wrong field. */
async function noteRefusal(
  db: Database,
  user: SignInUser | null,
  attempt: SignInAttempt,
  outcome: NonNullable<AuditEntry["outcome"]>,
): Promise<void> {
  const name = user?.username ?? "unknown name";
  await db.unitOfWork((tx) =>
    recordNoise(tx, {
      at: attempt.now,
      actor: { kind: "anonymous", name },
      ip: attempt.peer,
      action: "sign-in refused",
      outcome,
      ...(user ? { target: { kind: "user", id: user.id, label: user.username } } : {}),
    }),
  );
}
