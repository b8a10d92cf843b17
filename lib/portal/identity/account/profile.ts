import { describeChange } from "@/lib/audit/describe-change";
import { tooManyAttempts } from "@/lib/auth/sign-in";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { emailDomain, isOfDomains } from "@/lib/people/email-domain";
import { isTakenByOther, profileStore, profileWriter } from "@/lib/people/profile-store";
import { isBrokenUnique } from "@/lib/people/registration-store";
import type { Change, ChangeContext } from "../../action-core";
import { noteRefusal } from "../../note-refusal";
import type { PreferencesForm, ProfileForm } from "./forms";
import { domainsToRegisterFrom } from "./register";

type Inside<I> = ChangeContext<I> & { tx: Db };

/**
 * Names are unique in the whole installation, so a refusal always tells that somebody has one of the two: no words can
 * hide it from whoever tries. So it never says which of the two, a try costs one of ten an hour and a fresh proof of
 * the password, and each refusal is written down with the name of who tried.
 */
const unusable = () =>
  new PortalError("conflict", "This user name or this e-mail address cannot be used. Choose another one.");

const gone = () => new PortalError("not_signed_in", "Your session is over. Sign in again.");

async function prepare(context: ChangeContext<ProfileForm>): Promise<void> {
  const { db, viewer, input, runtime } = context;
  const budget = await runtime.limits.take("login_device", `profile:${viewer.userId}`);
  if (!budget.ok) {
    await noteRefusal(context, { action: "profile change refused", outcome: "denied" });
    throw tooManyAttempts(budget.retryAfterSeconds);
  }
  // Who is here already stays; a new address has to be one that could have registered.
  const domains = emailDomain(input.email) === emailDomain(viewer.email) ? null : await domainsToRegisterFrom(db);
  if (domains && !isOfDomains(input.email, domains)) {
    const words = "Addresses of this domain are not allowed here. Ask an administrator.";
    throw new PortalError("invalid", words, { fields: { email: words } });
  }
  if (await isTakenByOther(db, viewer.userId, input)) {
    await noteRefusal(context, { action: "profile change refused", outcome: "failed" });
    throw unusable();
  }
}

async function run({ tx, viewer, input }: Inside<ProfileForm>): Promise<Change<ProfileForm>> {
  const before = await profileStore(tx, viewer).read();
  if (!before) throw gone();
  const isRenamed = await profileWriter(tx, viewer.userId)
    .rename(input)
    .catch((error: unknown) => {
      throw isBrokenUnique(error) ? unusable() : error;
    });
  if (!isRenamed) throw unusable();
  const { username, email } = before;
  return {
    value: input,
    audit: {
      action: "own profile changed",
      target: { kind: "user", id: viewer.userId, label: input.username },
      changes: describeChange({ username, email }, input),
    },
  };
}

/** A new name or e-mail of one's own; for `may: "self.edit"` with `profileForm`. */
export const profileEdit = { prepare, run };

/** Theme and language of dates; for `may: "self.preferences"` with `preferencesForm`. */
export const preferencesChange = {
  async run({ tx, viewer, input }: Inside<PreferencesForm>): Promise<Change<PreferencesForm>> {
    const before = await profileStore(tx, viewer).read();
    if (!before || !(await profileWriter(tx, viewer.userId).prefer(input))) throw gone();
    const { theme, locale } = before;
    return {
      value: input,
      audit: {
        action: "own preferences changed",
        target: { kind: "user", id: viewer.userId, label: viewer.username },
        changes: describeChange({ theme, locale }, input),
      },
    };
  },
};
