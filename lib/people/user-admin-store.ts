import type { CompanyScope } from "@/lib/access/scope";
import { type CompanyRole, companyRoles, type GlobalRole, globalRoles, type Viewer } from "@/lib/access/viewer";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { PortalError } from "@/lib/errors";
import { fold } from "@/lib/fold";
import { checked } from "./checked";
import { emailSchema, type NewUser, newUserSchema, type UserState, usernameSchema, userStates } from "./schema";
import { knownWord } from "./store";
import { companiesSeenBy } from "./user-store";

/** What a change of a user needs to know first, and what the trail shows as "before". */
export type AdministeredUser = {
  id: number;
  username: string;
  email: string;
  globalRole: GlobalRole;
  state: UserState;
  isDeleted: boolean;
  mfaEnabled: boolean;
  mfaRequired: boolean | null;
};

export type TakenName = { field: "username" | "email"; userId: number; isDeleted: boolean };

const columns = {
  id: true,
  username: true,
  email: true,
  role: true,
  state: true,
  deletedAt: true,
  mfaEnabled: true,
  mfaRequired: true,
} as const;

type Columns = {
  username?: string;
  usernameFolded?: string;
  email?: string;
  emailFolded?: string;
  role?: GlobalRole;
  state?: UserState;
  passwordHash?: string;
  mustChangePassword?: boolean;
  mfaRequired?: boolean | null;
  deletedAt?: Date | null;
};

/**
 * Changes of users by their administrators, in the transaction of a change. Closed over whom the viewer sees: a
 * GlobalAdmin everybody, an Admin the members of their companies. The policy decides before; this holds without it.
 */
export function userAdminStore(
  tx: Db,
  scope: CompanyScope,
  viewer: Pick<Viewer, "userId" | "globalRole" | "memberships">,
) {
  const isSeen =
    viewer.globalRole === "GlobalAdmin"
      ? {}
      : { memberships: { some: { companyId: { in: companiesSeenBy(viewer, scope) } } } };

  /** Null outside; `deleted` asks for a deleted one, who is not found otherwise. */
  async function find(userId: number, { deleted = false } = {}): Promise<AdministeredUser | null> {
    const deletedAt = deleted ? { not: null } : null;
    const row = await tx.prisma.user.findFirst({ where: { id: userId, deletedAt, ...isSeen }, select: columns });
    if (!row) return null;
    const { role, state, deletedAt: at, ...rest } = row;
    return {
      ...rest,
      globalRole: knownWord(globalRoles, role, "User"),
      state: knownWord(userStates, state, "disabled"),
      isDeleted: at !== null,
    };
  }

  /** False when nobody fits: `from` is what must still be true of the user. */
  async function update(userId: number, from: { state?: UserState; deleted?: true }, data: Columns): Promise<boolean> {
    requireWritable(tx);
    const { deleted, ...still } = from;
    const where = { id: userId, deletedAt: deleted ? { not: null } : null, ...still, ...isSeen };
    return (await tx.prisma.user.updateMany({ where, data })).count === 1;
  }

  async function requireUpdate(userId: number, from: { state?: UserState; deleted?: true }, data: Columns) {
    if (await update(userId, from, data)) return;
    throw new PortalError("conflict", "The account was changed meanwhile. Reload the page and look again.");
  }

  /** Who has this name or e-mail already, deleted users included: both stay theirs. */
  async function findTaken(wanted: { username: string; email: string }, exceptId = 0): Promise<TakenName[]> {
    const usernameFolded = fold(wanted.username);
    const emailFolded = fold(wanted.email);
    const rows = await tx.prisma.user.findMany({
      where: { id: { not: exceptId }, OR: [{ usernameFolded }, { emailFolded }] },
      select: { id: true, usernameFolded: true, emailFolded: true, deletedAt: true },
    });
    return rows.flatMap((row) => {
      const of = (field: TakenName["field"]): TakenName => ({
        field,
        userId: row.id,
        isDeleted: row.deletedAt !== null,
      });
      return [
        ...(row.usernameFolded === usernameFolded ? [of("username")] : []),
        ...(row.emailFolded === emailFolded ? [of("email")] : []),
      ];
    });
  }

  /** The caller has asked `findTaken` in the same transaction. */
  async function create(user: NewUser, now: Date): Promise<number> {
    requireWritable(tx);
    const row = checked(newUserSchema, user);
    const folded = { usernameFolded: fold(row.username), emailFolded: fold(row.email) };
    const made = await tx.prisma.user.create({ data: { ...row, ...folded, createdAt: now }, select: { id: true } });
    return made.id;
  }

  /**
   * Somebody who registered and is not let in: the row goes, so that name and e-mail address are free for whoever they
   * really belong to, and no stranger's password waits to be approved. Conflict if they got in meanwhile.
   */
  async function erasePending(userId: number): Promise<void> {
    requireWritable(tx);
    await tx.prisma.membership.deleteMany({ where: { userId } });
    const erased = await tx.prisma.user.deleteMany({ where: { id: userId, state: "pending", lastSignInAt: null } });
    if (erased.count !== 1) throw new PortalError("conflict", "This user was changed meanwhile. Reload the page.");
  }

  async function rename(userId: number, names: { username: string; email: string }): Promise<void> {
    const username = checked(usernameSchema, names.username);
    const email = checked(emailSchema, names.email);
    const data = { username, usernameFolded: fold(username), email, emailFolded: fold(email) };
    await requireUpdate(userId, {}, data);
  }

  /** The role of a membership of this user in a company of the scope; null for none. */
  async function roleIn(userId: number, companyId: number): Promise<CompanyRole | null> {
    if (!scope.companyIds.includes(companyId)) return null;
    const row = await tx.prisma.membership.findFirst({ where: { userId, companyId }, select: { role: true } });
    return row && knownWord(companyRoles, row.role, "User");
  }

  return {
    find,
    findTaken,
    create,
    rename,
    roleIn,
    setGlobalRole: (userId: number, role: GlobalRole) => requireUpdate(userId, {}, { role }),
    setState: (userId: number, from: UserState, state: UserState) => requireUpdate(userId, { state: from }, { state }),
    setPassword: (userId: number, passwordHash: string, mustChangePassword: boolean) =>
      requireUpdate(userId, {}, { passwordHash, mustChangePassword }),
    setMfaRequired: (userId: number, mfaRequired: boolean | null) => requireUpdate(userId, {}, { mfaRequired }),
    /** Soft: the row, its name and e-mail and its memberships stay, so that restoring brings all of it back. */
    erasePending,
    remove: (userId: number, now: Date) => requireUpdate(userId, {}, { deletedAt: now }),
    restore: (userId: number) => requireUpdate(userId, { deleted: true }, { deletedAt: null }),
  };
}
