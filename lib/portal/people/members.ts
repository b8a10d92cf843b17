import { z } from "zod";
import type { Target, TargetUser } from "@/lib/access/policy";
import { administeredBy } from "@/lib/access/scope";
import { type CompanyRole, companyRoles } from "@/lib/access/viewer";
import { resetStore } from "@/lib/auth/reset-store";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { candidateStore, membershipWriter } from "@/lib/people/member-store";
import { installationPeople } from "@/lib/people/store";
import { countCompanyAdmins, findTargetUser } from "@/lib/people/target-store";
import type { Change, ChangeContext } from "../action-core";
import { nothingThere, requireVerdict } from "./further-verdict";

const id = z.coerce.number().int().positive().max(2_147_483_647);

/** Fields `companyId` and `userId` of a form about one member. */
export const memberForm = z.object({ companyId: id, userId: id });
type MemberForm = z.output<typeof memberForm>;

export const companyForm = z.object({ companyId: id });

export const existingUserForm = memberForm.extend({ role: z.enum(companyRoles, "Choose a role.") });
type ExistingUserForm = z.output<typeof existingUserForm>;

type Inside<I> = ChangeContext<I> & { tx: Db };

/** Nobody of any company: the policy answers for an absent user as for a foreign one. */
const nobody = (userId: number): TargetUser => ({ userId, globalRole: "User", memberships: [] });

/** A company's last CompanyAdmin may not step down alone; whoever stands above them may still take the role away. */
async function isLastToLeave({ tx, viewer }: Inside<unknown>, target: Required<Pick<Target, "user" | "companyId">>) {
  const { user, companyId } = target;
  const role = user.memberships.find((entry) => entry.companyId === companyId)?.role;
  if (user.userId !== viewer.userId || role !== "CompanyAdmin") return false;
  return (await countCompanyAdmins(tx, companyId)) <= 1;
}

async function memberTarget(context: Inside<MemberForm>) {
  const { companyId, userId } = context.input;
  const user = (await findTargetUser(context.tx, userId)) ?? nobody(userId);
  return { companyId, user, isLastOne: await isLastToLeave(context, { companyId, user }) };
}

/** The member in words for the trail, or "not found". */
async function requireMember({ tx, scope }: Inside<unknown>, { companyId, userId }: MemberForm) {
  const writer = membershipWriter(tx, scope);
  const member = await writer.find(companyId, userId);
  if (!member) throw nothingThere();
  const target = { kind: "user", id: userId, label: member.username } as const;
  return { writer, member, target };
}

async function changeRole(context: Inside<MemberForm>, role: CompanyRole): Promise<Change<MemberForm>> {
  const { companyId, userId } = context.input;
  const { writer, member, target } = await requireMember(context, context.input);
  if (member.role === role) throw new PortalError("conflict", "The member has this role already. Reload the page.");
  await writer.changeRole(companyId, userId, role);
  // A link that was handed out for the old role must not open an account with the new one.
  if (role === "CompanyAdmin") await resetStore(context.tx).forget(userId);
  const action = role === "CompanyAdmin" ? "member promoted" : "member demoted";
  return { value: context.input, audit: { companyId, action, target, changes: { role: [member.role, role] } } };
}

/** User → CompanyAdmin; for `may: "members.create_admin"`. */
export const promotion = {
  target: memberTarget,
  run: (context: Inside<MemberForm>) => changeRole(context, "CompanyAdmin"),
};

/** CompanyAdmin → User, also one's own; for `may: "members.remove_admin"`. */
export const demotion = {
  target: memberTarget,
  run: (context: Inside<MemberForm>) => changeRole(context, "User"),
};

async function takeOut(context: Inside<unknown>, form: MemberForm, action: string): Promise<Change<MemberForm>> {
  const target = await memberTarget({ ...context, input: form });
  const { writer, member, target: named } = await requireMember(context, form);
  requireVerdict(context, member.role === "CompanyAdmin" ? "members.remove_admin" : "members.remove_user", target);
  await writer.remove(form.companyId, form.userId);
  const changes = { role: [member.role, null] } satisfies Change<MemberForm>["audit"]["changes"];
  return { value: form, audit: { companyId: form.companyId, action, target: named, changes } };
}

/** For `may: "members.remove_user"`: which row of the policy holds is decided by the member's role at that moment. */
export const removal = {
  target: async ({ input }: Inside<MemberForm>): Promise<Target> => ({ companyId: input.companyId }),
  run: (context: Inside<MemberForm>) => takeOut(context, context.input, "member removed"),
};

/** The viewer leaves a company; for `may: "members.remove_user"` with `companyForm`. */
export const leaveCompany = {
  target: async ({ input }: Inside<{ companyId: number }>): Promise<Target> => ({ companyId: input.companyId }),
  run: (context: Inside<{ companyId: number }>) =>
    takeOut(context, { companyId: context.input.companyId, userId: context.viewer.userId }, "left the company"),
};

/**
 * Adds a user who exists, without an invitation; for `may: "members.add_existing"`. Users the actor may not add are
 * not found, whether they exist or not.
 */
export const addition = {
  target: async ({ tx, input }: Inside<ExistingUserForm>): Promise<Target> => ({
    companyId: input.companyId,
    user: (await findTargetUser(tx, input.userId)) ?? nobody(input.userId),
  }),
  async run(
    context: Inside<ExistingUserForm> & { verdict: { kind: string } },
  ): Promise<Change<{ companyId: number; username: string }>> {
    const { tx, viewer, scope, input, verdict } = context;
    const { companyId, userId, role } = input;
    const candidates = candidateStore(tx, administeredBy(viewer, scope), viewer.globalRole === "GlobalAdmin");
    const isMember = (await membershipWriter(tx, scope).find(companyId, userId)) !== null;
    if (isMember) throw new PortalError("conflict", "This user is a member of the company already.");
    const user = verdict.kind === "allow" ? await candidates.find(companyId, userId) : null;
    if (!user) throw nothingThere();
    if (role === "CompanyAdmin") requireVerdict(context, "members.create_admin", { companyId });
    await installationPeople(tx).addMember({ companyId, userId, role });
    return {
      value: { companyId, username: user.username },
      audit: {
        companyId,
        action: "member added",
        target: { kind: "user", id: userId, label: user.username },
        changes: { role: [null, role] },
      },
    };
  },
};
