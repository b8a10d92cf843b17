import { z } from "zod";
import type { Target } from "@/lib/access/policy";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { findDeletedTargetUser, findTargetUser, isLastGlobalAdmin } from "@/lib/people/target-store";
import { type AdministeredUser, userAdminStore } from "@/lib/people/user-admin-store";
import type { ChangeContext } from "../../action-core";
import { nothingThere } from "../further-verdict";

export const idField = z.coerce.number("Choose one of the list.").int().positive().max(2_147_483_647);

/** A form about one user. */
export const userForm = z.object({ userId: idField });
export type UserForm = z.output<typeof userForm>;

export type Inside<I> = ChangeContext<I> & { tx: Db };

/** The user acted on, for the policy. Whoever does not exist is answered for like somebody foreign. */
export async function userTarget(context: Inside<UserForm>): Promise<Target> {
  const user = await findTargetUser(context.tx, context.input.userId);
  if (!user) throw nothingThere();
  return { user };
}

/** As `userTarget`, for acts that take a GlobalAdmin out of service (R6). */
export async function spareableTarget(context: Inside<UserForm>): Promise<Target> {
  const target = await userTarget(context);
  return { ...target, isLastOne: await isLastGlobalAdmin(context.tx, context.input.userId) };
}

export async function deletedTarget(context: Inside<UserForm>): Promise<Target> {
  const user = await findDeletedTargetUser(context.tx, context.input.userId);
  if (!user) throw nothingThere();
  return { user };
}

/** The user's row through the viewer's own window, and its name for the trail. */
export async function requireUser(
  { tx, scope, viewer }: Inside<unknown>,
  userId: number,
  options: { deleted?: boolean } = {},
): Promise<{
  users: ReturnType<typeof userAdminStore>;
  user: AdministeredUser;
  target: { kind: "user"; id: number; label: string };
}> {
  const users = userAdminStore(tx, scope, viewer);
  const user = await users.find(userId, options);
  if (!user) throw nothingThere();
  return { users, user, target: { kind: "user", id: userId, label: user.username } };
}

/** Never on oneself (R3), for acts whose row of the policy does not say so. */
export function requireOther({ viewer }: Pick<Inside<unknown>, "viewer">, userId: number): void {
  if (viewer.userId === userId) throw new PortalError("forbidden", "Nobody does this to their own account.");
}
