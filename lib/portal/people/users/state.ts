import { z } from "zod";
import { companyRoles } from "@/lib/access/viewer";
import { describeChange } from "@/lib/audit/describe-change";
import { resetStore } from "@/lib/auth/reset-store";
import { sessionStore } from "@/lib/auth/store";
import { PortalError } from "@/lib/errors";
import type { UserState } from "@/lib/people/schema";
import { installationPeople } from "@/lib/people/store";
import type { Change, ChangeDefinition } from "../../action-core";
import { requireVerdict } from "../further-verdict";
import {
  deletedTarget,
  type Inside,
  idField,
  requireUser,
  spareableTarget,
  type UserForm,
  userForm,
  userTarget,
} from "./target";

const stateChanges = (before: UserState, after: UserState) => describeChange({ state: before }, { state: after });

/** Nothing that was handed out for this account opens anything any more. */
async function closeDoors({ tx }: Inside<unknown>, userId: number): Promise<number> {
  await resetStore(tx).forget(userId);
  return sessionStore(tx).endAll(userId);
}

export const activation = {
  may: "users.set_state",
  input: userForm,
  target: userTarget,
  async run(context) {
    const { users, user, target } = await requireUser(context, context.input.userId);
    await users.setState(user.id, "disabled", "active");
    return {
      value: null,
      audit: { action: "user activated", target, changes: stateChanges("disabled", "active") },
    };
  },
} satisfies ChangeDefinition<typeof userForm, unknown, null>;

export const deactivation = {
  may: "users.set_state",
  input: userForm,
  target: spareableTarget,
  async run(context) {
    const { users, user, target } = await requireUser(context, context.input.userId);
    await users.setState(user.id, "active", "disabled");
    await closeDoors(context, user.id);
    return {
      value: null,
      audit: { action: "user deactivated", target, changes: stateChanges("active", "disabled") },
    };
  },
} satisfies ChangeDefinition<typeof userForm, unknown, null>;

/** The form's `sessionId` names one session; without it all of them end. */
const sessionsForm = z.object({ userId: idField, sessionId: idField.optional() });

export const sessionEnding = {
  may: "users.set_state",
  input: sessionsForm,
  target: userTarget,
  async run(context) {
    const { tx, input } = context;
    const { user, target } = await requireUser(context, input.userId);
    const sessions = sessionStore(tx);
    const { sessionId } = input;
    const isOne = sessionId !== undefined;
    const ended = isOne ? Number(await sessions.endOne(user.id, sessionId)) : await sessions.endAll(user.id);
    if (ended === 0) throw new PortalError("conflict", "Nothing to end: it is over already. Reload the page.");
    const changes = describeChange({ sessions: ended }, { sessions: 0 });
    return { value: { ended }, audit: { action: isOne ? "session ended" : "sessions ended", target, changes } };
  },
} satisfies ChangeDefinition<typeof sessionsForm, unknown, { ended: number }>;

const deletionForm = z.object({
  userId: idField,
  confirm: z.string().trim().max(64, "Type the user name."),
});

/**
 * Soft: name, e-mail and memberships stay with the row, so that restoring brings all of it back. Only a registration
 * that is declined is gone for good.
 */
export const deletion = {
  may: "users.delete",
  input: deletionForm,
  target: spareableTarget,
  async run(context) {
    const { input, now } = context;
    const { users, user, target } = await requireUser(context, input.userId);
    if (input.confirm !== user.username) {
      const words = "Type the user name exactly as it is shown.";
      throw new PortalError("invalid", words, { fields: { confirm: words } });
    }
    const isDeclined = user.state === "pending";
    await closeDoors(context, user.id);
    if (isDeclined) await users.erasePending(user.id);
    else await users.remove(user.id, now);
    const before = { username: user.username, email: user.email, role: user.globalRole, state: user.state };
    const action = isDeclined ? "registration declined" : "user deleted";
    return { value: null, audit: { action, target, changes: describeChange(before, null) } };
  },
} satisfies ChangeDefinition<typeof deletionForm, unknown, null>;

export const restoration = {
  may: "users.delete",
  input: userForm,
  target: deletedTarget,
  async run(context) {
    const { users, user, target } = await requireUser(context, context.input.userId, { deleted: true });
    await users.restore(user.id);
    const after = { username: user.username, email: user.email, role: user.globalRole, state: user.state };
    return { value: null, audit: { action: "user restored", target, changes: describeChange(null, after) } };
  },
} satisfies ChangeDefinition<typeof userForm, unknown, null>;

const approvalForm = z.object({
  userId: idField,
  companyId: idField,
  role: z.enum(companyRoles, "Choose a role."),
});
type ApprovalForm = z.output<typeof approvalForm>;

async function approve(context: Inside<ApprovalForm>): Promise<Change<null>> {
  const { tx, input } = context;
  const { userId, companyId, role } = input;
  const { users, user, target } = await requireUser(context, userId);
  if (user.state !== "pending")
    throw new PortalError("conflict", "This user is not waiting any more. Reload the page.");
  if (role === "CompanyAdmin") requireVerdict(context, "members.create_admin", { companyId });
  await users.setState(userId, "pending", "active");
  // Whoever joined by an invitation meanwhile keeps the role they were invited with.
  const known = await users.roleIn(userId, companyId);
  if (known === null) await installationPeople(tx).addMember({ userId, companyId, role });
  const changes = describeChange({ state: "pending" }, { state: "active", companyRole: known ?? role });
  return { value: null, audit: { action: "user approved", target, companyId, changes } };
}

/** Somebody who registered gets in, as a member of one company. */
export const approval = {
  may: "users.approve",
  input: approvalForm,
  async target(context: Inside<UserForm & { companyId: number }>) {
    return { ...(await userTarget(context)), companyId: context.input.companyId };
  },
  run: approve,
} satisfies ChangeDefinition<typeof approvalForm, unknown, null>;
