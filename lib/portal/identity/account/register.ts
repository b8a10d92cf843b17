import { notFound, redirect } from "next/navigation";
import { addressNetwork } from "@/lib/address";
import { describeChange } from "@/lib/audit/describe-change";
import { recordAudit, recordNoise } from "@/lib/audit/store";
import { brokenPasswordRule } from "@/lib/auth/common-passwords/broken-password-rule";
import { hashPassword } from "@/lib/auth/password-hash";
import type { PasswordRules } from "@/lib/auth/password-policy";
import { deriveKey } from "@/lib/auth/secret";
import { tooManyAttempts } from "@/lib/auth/sign-in";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { isOfDomains } from "@/lib/people/email-domain";
import { addRegistration, orLookAgain, type Registered } from "@/lib/people/registration-store";
import { readableDomain } from "@/lib/settings/domain-name";
import { listAllowedDomains, readSettings } from "@/lib/settings/store";
import type { PublicContext } from "../../action";
import type { Desk } from "../../action-core";
import { getRuntime } from "../../runtime";
import { findViewer } from "../../viewer";
import { passwordRulesOf } from "../password-change";
import type { RegisterForm } from "./forms";

type Context = Omit<PublicContext<RegisterForm>, "runtime"> & { runtime: Desk["runtime"] };

/** The domains one may register from; null when every one is fine. */
export async function domainsToRegisterFrom(db: Db): Promise<string[] | null> {
  if (!(await readSettings(db)).restrictEmailDomains) return null;
  return (await listAllowedDomains(db)).map((entry) => entry.domain);
}

function refuseField(name: string, words: string): PortalError {
  return new PortalError("invalid", words, { fields: { [name]: words } });
}

/**
 * Asks for an account. Ends in the same way, with the same work done, whether the name or the e-mail is taken or not:
 * the page says "waiting for approval", and whoever has the e-mail learns from an administrator, not from a stranger's
 * form. Throws PortalError for what is wrong with the form itself.
 */
export async function register({ input, runtime, facts, now }: Context): Promise<void> {
  const { db, limits, secret } = runtime;
  const settings = await readSettings(db);
  if (!settings.allowRegistration) throw new PortalError("not_found", "Registration is closed.");
  if (facts.peer !== null) {
    const byAddress = await limits.take("register", addressNetwork(facts.peer));
    if (!byAddress.ok) throw tooManyAttempts(byAddress.retryAfterSeconds);
  }
  const { username, email, password } = input;
  const domains = await domainsToRegisterFrom(db);
  if (domains && !isOfDomains(email, domains)) {
    throw refuseField("email", "Use an e-mail address of one of the domains named above.");
  }
  const broken = await brokenPasswordRule(password, passwordRulesOf(settings), [username, email]);
  if (broken) throw refuseField("password", broken);
  const passwordHash = await hashPassword(password);
  const registered = await orLookAgain(() =>
    db.unitOfWork((tx) => keep(tx, { input, facts, now }, passwordHash, secret)),
  );
  if (registered.kind === "full") {
    throw new PortalError("unavailable", "Too many people wait for approval just now. Ask an administrator.");
  }
}

/** The row that waits, or a row of noise. */
async function keep(
  tx: Db,
  { input, facts, now }: Pick<Context, "input" | "facts" | "now">,
  passwordHash: string,
  secret: Buffer,
): Promise<Registered> {
  const { username, email } = input;
  const outcome = await addRegistration(tx, { username, email, passwordHash });
  const trace = { at: now, actor: { kind: "anonymous", name: "registration" }, ip: facts.peer } as const;
  if (outcome.kind !== "waiting") {
    await recordNoise(tx, { ...trace, action: `registration refused: ${refusals[outcome.kind]}`, outcome: "failed" });
    return outcome;
  }
  const target = { kind: "user", id: outcome.userId, label: username };
  const changes = describeChange(null, { username, email, state: "pending" });
  await recordAudit(tx, { ...trace, action: "registered", target, changes }, deriveKey(secret, "audit"));
  return outcome;
}

const refusals: Record<Exclude<Registered["kind"], "waiting">, string> = {
  taken: "name or e-mail taken",
  full: "too many are waiting",
};

type RegisterView = { rules: PasswordRules; domains: string[] | null };

/** For the page: not found while nobody may register; whoever is signed in has nothing to do there. */
export async function registerView(): Promise<RegisterView> {
  const { db } = await getRuntime();
  const settings = await readSettings(db);
  if (!settings.allowRegistration) notFound();
  if (await findViewer()) redirect("/");
  const domains = await domainsToRegisterFrom(db);
  return { rules: passwordRulesOf(settings), domains: domains?.map(readableDomain) ?? null };
}

/** Does the sign-in page offer to ask for an account? */
export async function isRegistrationOpen(): Promise<boolean> {
  const { db } = await getRuntime();
  return (await readSettings(db)).allowRegistration;
}
