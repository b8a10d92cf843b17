import { z } from "zod";
import { companyRoles, globalRoles } from "@/lib/access/viewer";
import { describeChange } from "@/lib/audit/describe-change";
import { PortalError } from "@/lib/errors";
import { emailSchema, usernameSchema } from "@/lib/people/schema";
import { installationPeople } from "@/lib/people/store";
import { type TakenName, userAdminStore } from "@/lib/people/user-admin-store";
import type { Change, ChangeContext, ChangeDefinition } from "../../action-core";
import { requireVerdict } from "../further-verdict";
import { keepSecret, type OneTimeSecret, type PreparedSecret, prepareSecret, secretField } from "./one-time-secret";
import { type Inside, idField } from "./target";

const newUserForm = z.object({
  username: usernameSchema,
  email: emailSchema,
  role: z.enum(globalRoles, "Choose a role."),
  /** Empty: in no company yet. */
  companyId: z.union([z.literal("").transform(() => null), idField]).default(null),
  companyRole: z.enum(companyRoles, "Choose a role.").default("User"),
  secret: secretField,
});
type NewUserForm = z.output<typeof newUserForm>;

type CreatedUser = { userId: number; username: string; secret: OneTimeSecret };

const fieldWords = { username: "user name", email: "e-mail address" } as const;

/**
 * Names the field for a GlobalAdmin, who sees every account anyway, and which deleted one to restore. Nobody else learns
 * which of the two is in use: it may be a stranger's.
 */
export function refuseTaken(taken: readonly TakenName[], isGlobalAdmin: boolean): void {
  const [first] = taken;
  if (!first) return;
  if (!isGlobalAdmin) {
    throw new PortalError("conflict", "This user name or e-mail address cannot be used. Choose another one.");
  }
  const fields: Record<string, string> = {};
  for (const { field, isDeleted } of taken) {
    fields[field] = isDeleted
      ? `A deleted account has this ${fieldWords[field]}. Restore it instead, or choose another.`
      : `Another account has this ${fieldWords[field]}.`;
  }
  const deleted = taken.find((entry) => entry.isDeleted);
  if (deleted) fields.deletedUserId = String(deleted.userId);
  throw new PortalError("conflict", "The user name or e-mail address is taken.", { fields });
}

async function run(context: Inside<NewUserForm> & { prepared: PreparedSecret }): Promise<Change<CreatedUser>> {
  const { tx, viewer, scope, input, now, prepared } = context;
  const { username, email, role, companyId, companyRole } = input;
  if (role !== "User") requireVerdict(context, "users.change_global_role", {});
  if (companyId !== null && companyRole === "CompanyAdmin") {
    requireVerdict(context, "members.create_admin", { companyId });
  }
  const users = userAdminStore(tx, scope, viewer);
  refuseTaken(await users.findTaken(input), true);
  const mustChangePassword = prepared.secret.kind === "password";
  const row = { username, email, passwordHash: prepared.hash, role, state: "active" as const, mustChangePassword };
  const userId = await users.create(row, now);
  if (companyId !== null) await installationPeople(tx).addMember({ userId, companyId, role: companyRole });
  await keepSecret(context, userId, prepared.secret);
  const made = { username, email, role, ...(companyId === null ? {} : { companyRole }) };
  return {
    value: { userId, username, secret: prepared.secret },
    audit: {
      action: "user created",
      target: { kind: "user", id: userId, label: username },
      changes: describeChange(null, made),
      ...(companyId === null ? {} : { companyId }),
    },
  };
}

/** An account at once, without an invitation: a GlobalAdmin's alone. Others invite to a company (row 9). */
export const creation = {
  may: "members.create_user",
  input: newUserForm,
  async target(context: Inside<NewUserForm>) {
    if (context.viewer.globalRole !== "GlobalAdmin") throw new PortalError("forbidden", "You may not do this.");
    const { companyId } = context.input;
    return companyId === null ? {} : { companyId };
  },
  // Before anything is hashed: hashing is dear, and everybody's sign-in waits for it.
  async prepare(context: ChangeContext<NewUserForm>) {
    if (context.viewer.globalRole !== "GlobalAdmin") throw new PortalError("forbidden", "You may not do this.");
    return prepareSecret(context);
  },
  run,
} satisfies ChangeDefinition<typeof newUserForm, PreparedSecret, CreatedUser>;
