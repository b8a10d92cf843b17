import { z } from "zod";
import { globalRoles } from "@/lib/access/viewer";
import { describeChange } from "@/lib/audit/describe-change";
import { mfaStore } from "@/lib/auth/mfa-store";
import { resetStore } from "@/lib/auth/reset-store";
import { sessionStore } from "@/lib/auth/store";
import { PortalError } from "@/lib/errors";
import { emailSchema, usernameSchema } from "@/lib/people/schema";
import type { ChangeDefinition } from "../../action-core";
import { refuseTaken } from "./create";
import { keepSecret, type OneTimeSecret, type PreparedSecret, prepareSecret, secretField } from "./one-time-secret";
import { idField, requireUser, spareableTarget, userForm, userTarget } from "./target";

const namesForm = z.object({ userId: idField, username: usernameSchema, email: emailSchema });

/** Name and e-mail address of another. */
export const renaming = {
  may: "users.edit",
  input: namesForm,
  target: userTarget,
  async run(context) {
    const { userId, username, email } = context.input;
    const { users, user, target } = await requireUser(context, userId);
    const changes = describeChange({ username: user.username, email: user.email }, { username, email });
    if (Object.keys(changes).length === 0)
      throw new PortalError("conflict", "Nothing was changed: both are as before.");
    refuseTaken(await users.findTaken({ username, email }, userId), context.viewer.globalRole === "GlobalAdmin");
    await users.rename(userId, { username, email });
    return { value: { username }, audit: { action: "user renamed", target, changes } };
  },
} satisfies ChangeDefinition<typeof namesForm, unknown, { username: string }>;

const globalRoleForm = z.object({ userId: idField, role: z.enum(globalRoles, "Choose a role.") });

/** With the role the rights change, and what they must prove: every session ends. */
export const globalRoleChange = {
  may: "users.change_global_role",
  input: globalRoleForm,
  target: spareableTarget,
  async run(context) {
    const { userId, role } = context.input;
    const { users, user, target } = await requireUser(context, userId);
    if (user.globalRole === role) throw new PortalError("conflict", "The user has this role already. Reload the page.");
    await users.setGlobalRole(userId, role);
    await sessionStore(context.tx).endAll(userId);
    // A link that somebody of the old rank handed out must not open an account of the new one.
    await resetStore(context.tx).forget(userId);
    const changes = describeChange({ role: user.globalRole }, { role });
    return { value: { role }, audit: { action: "global role changed", target, changes } };
  },
} satisfies ChangeDefinition<typeof globalRoleForm, unknown, { role: string }>;

const passwordResetForm = z.object({ userId: idField, secret: secretField });

/** The old password stops working at once, also when the link is never followed; sessions end. */
export const passwordReset = {
  may: "users.reset_password",
  input: passwordResetForm,
  target: userTarget,
  prepare: prepareSecret,
  async run(context) {
    const { input, prepared, tx } = context;
    const { users, user, target } = await requireUser(context, input.userId);
    if (input.secret === "link" && user.state !== "active") {
      const words = "A link works for active users only. Activate the account first, or choose a one-time password.";
      throw new PortalError("conflict", words, { fields: { secret: words } });
    }
    await users.setPassword(user.id, prepared.hash, prepared.secret.kind === "password");
    await keepSecret(context, user.id, prepared.secret);
    await sessionStore(tx).endAll(user.id);
    const action = prepared.secret.kind === "link" ? "password reset by link" : "password reset";
    return { value: prepared.secret, audit: { action, target } };
  },
} satisfies ChangeDefinition<typeof passwordResetForm, PreparedSecret, OneTimeSecret>;

export const mfaReset = {
  may: "users.reset_mfa",
  input: userForm,
  target: userTarget,
  async run(context) {
    const { user, target } = await requireUser(context, context.input.userId);
    if (!(await mfaStore(context.tx).clear(user.id))) {
      throw new PortalError("conflict", "This user has no second factor set up. Reload the page.");
    }
    await sessionStore(context.tx).endAll(user.id);
    return {
      value: null,
      audit: {
        action: "second factor reset",
        target,
        changes: describeChange({ mfaEnabled: true }, { mfaEnabled: false }),
      },
    };
  },
} satisfies ChangeDefinition<typeof userForm, unknown, null>;
