import { z } from "zod";
import type { Target } from "@/lib/access/policy";
import { companyRoles } from "@/lib/access/viewer";
import { describeChange } from "@/lib/audit/describe-change";
import { hashSessionToken, newSessionToken } from "@/lib/auth/session";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { isOfDomains } from "@/lib/people/email-domain";
import { invitationHours } from "@/lib/people/invitation";
import { invitationWriter } from "@/lib/people/invitation-store";
import { emailSchema, usernameSchema } from "@/lib/people/schema";
import { listAllowedDomains, readSettings } from "@/lib/settings/store";
import type { Change, ChangeContext } from "../action-core";
import { nothingThere, requireVerdict } from "./further-verdict";

const id = z.coerce.number().int().positive().max(2_147_483_647);

export const inviteForm = z.object({
  companyId: id,
  email: emailSchema,
  /** Left empty, whoever accepts chooses a user name alone. */
  username: z
    .literal("")
    .transform(() => null)
    .or(usernameSchema)
    .optional()
    .transform((name) => name ?? null),
  role: z.enum(companyRoles, "Choose a role."),
});
export type InviteForm = z.output<typeof inviteForm>;

export const invitationForm = z.object({ invitationId: id });
type InvitationForm = z.output<typeof invitationForm>;

/** The code is in this answer and nowhere else: only its SHA-256 is kept. */
type HandedOver = { companyId: number; code: string; email: string; hours: number };

type Inside<I> = ChangeContext<I> & { tx: Db };

function newCode(): { code: string; tokenHash: string } {
  const code = newSessionToken();
  const tokenHash = hashSessionToken(code);
  if (!tokenHash) throw new Error("A new code is not well-formed.");
  return { code, tokenHash };
}

/** Inviting may end in a new account, so the rule for new accounts holds, whoever has one already (5-access, row 1). */
export async function requireAllowedDomain(db: Db, email: string): Promise<void> {
  const { restrictEmailDomains } = await readSettings(db);
  if (!restrictEmailDomains) return;
  const domains = (await listAllowedDomains(db)).map((entry) => entry.domain);
  if (isOfDomains(email, domains)) return;
  const words = "Accounts are open to addresses of listed domains only, and this address has another one.";
  throw new PortalError("invalid", words, { fields: { email: words } });
}

/**
 * Invites by e-mail; for `may: "members.create_user"`. One answer and one row, whether or not the e-mail has an
 * account: nothing here looks at accounts outside the company.
 */
export const invitation = {
  target: async ({ input }: Inside<InviteForm>): Promise<Target> => ({ companyId: input.companyId }),
  async run(context: Inside<InviteForm>): Promise<Change<HandedOver>> {
    const { tx, scope, viewer, now, input } = context;
    const { companyId, email, role, username } = input;
    if (role === "CompanyAdmin") requireVerdict(context, "members.create_admin", { companyId });
    await requireAllowedDomain(tx, email);
    const { code, tokenHash } = newCode();
    const row = { companyId, email, role, username, tokenHash, createdBy: viewer.userId };
    const made = await invitationWriter(tx, scope).create(row, now);
    return {
      value: { companyId, code, email, hours: invitationHours },
      audit: {
        companyId,
        action: "invitation made",
        target: { kind: "invitation", id: made.id, label: email },
        changes: describeChange(null, { role, username, expiresAt: made.expiresAt }),
      },
    };
  },
};

/** The policy answers for an absent invitation as for one of a foreign company. */
async function companyOf({ tx, scope, input }: Inside<InvitationForm>): Promise<Target> {
  return { companyId: (await invitationWriter(tx, scope).find(input.invitationId))?.companyId ?? 0 };
}

/** A new link with its own 72 hours; the old one is dead. For `may: "members.create_user"`. */
export const renewal = {
  target: companyOf,
  async run(context: Inside<InvitationForm>): Promise<Change<HandedOver>> {
    const { tx, scope, viewer, now, input } = context;
    const writer = invitationWriter(tx, scope);
    const known = await writer.find(input.invitationId);
    if (!known) throw nothingThere();
    if (known.role === "CompanyAdmin") requireVerdict(context, "members.create_admin", { companyId: known.companyId });
    await requireAllowedDomain(tx, known.email);
    const { code, tokenHash } = newCode();
    const expiresAt = await writer.renew(input.invitationId, { tokenHash, createdBy: viewer.userId }, now);
    if (!expiresAt) throw nothingThere();
    return {
      value: { companyId: known.companyId, code, email: known.email, hours: invitationHours },
      audit: {
        companyId: known.companyId,
        action: "invitation link renewed",
        target: { kind: "invitation", id: input.invitationId, label: known.email },
        changes: { expiresAt: [null, expiresAt] },
      },
    };
  },
};

/** For `may: "members.create_user"`. */
export const withdrawal = {
  target: companyOf,
  async run({ tx, scope, input }: Inside<InvitationForm>): Promise<Change<{ companyId: number }>> {
    const writer = invitationWriter(tx, scope);
    const known = await writer.find(input.invitationId);
    if (!known || !(await writer.withdraw(input.invitationId))) throw nothingThere();
    return {
      value: { companyId: known.companyId },
      audit: {
        companyId: known.companyId,
        action: "invitation withdrawn",
        target: { kind: "invitation", id: input.invitationId, label: known.email },
        changes: { role: [known.role, null] },
      },
    };
  },
};
