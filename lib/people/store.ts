import { type CompanyScope, narrow } from "@/lib/access/scope";
import { type CompanyRole, companyRoles, type GlobalRole, globalRoles } from "@/lib/access/viewer";
import { resetStore } from "@/lib/auth/reset-store";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { PortalError } from "@/lib/errors";
import { fold } from "@/lib/fold";
import { checked } from "./checked";
import {
  membershipSchema,
  type NewCompany,
  type NewUser,
  newCompanySchema,
  newUserSchema,
  type UserState,
  userStates,
} from "./schema";

/** A company as its pages need it. Times of day are "HH:MM", work days "1,2,3,4,5" (Monday is 1); null: not set. */
export type Company = {
  id: number;
  name: string;
  description: string;
  timeZone: string;
  staleAfterSeconds: number;
  maxOpenSeconds: number;
  dedupeSeconds: number;
  workDays: string | null;
  workFrom: string | null;
  workTo: string | null;
};

/** A member of a company, as its administrators see one. */
export type Member = {
  userId: number;
  username: string;
  email: string;
  globalRole: GlobalRole;
  role: CompanyRole;
  state: UserState;
  mfaEnabled: boolean;
  lastSignInAt: Date | null;
};

const companyColumns = {
  id: true,
  name: true,
  description: true,
  timeZone: true,
  staleAfterSeconds: true,
  maxOpenSeconds: true,
  dedupeSeconds: true,
  workDays: true,
  workFrom: true,
  workTo: true,
} as const;

const memberColumns = {
  id: true,
  username: true,
  email: true,
  role: true,
  state: true,
  mfaEnabled: true,
  lastSignInAt: true,
} as const;

/** A word the product does not know counts as the least of its set. */
export function knownWord<T extends string>(words: readonly T[], stored: string, least: T): T {
  return words.find((word) => word === stored) ?? least;
}

/** Companies of the scope and their members. Nobody outside the scope's companies ever appears. */
export function peopleStore(db: Db, scope: CompanyScope) {
  const live = (ids: readonly number[]) => ({ id: { in: [...ids] }, deletedAt: null });

  /** The companies of the scope, by name. */
  async function list(): Promise<Company[]> {
    return db.prisma.company.findMany({
      where: live(scope.companyIds),
      select: companyColumns,
      orderBy: [{ nameFolded: "asc" }],
    });
  }

  async function find(companyId: number): Promise<Company | null> {
    return db.prisma.company.findFirst({ where: live(narrow(scope, companyId).companyIds), select: companyColumns });
  }

  /** Members of one company, by name; none for a company outside the scope. Deleted users are left out. */
  async function members(companyId: number): Promise<Member[]> {
    const rows = await db.prisma.membership.findMany({
      where: { company: live(narrow(scope, companyId).companyIds), user: { deletedAt: null } },
      select: { role: true, user: { select: memberColumns } },
      orderBy: { user: { usernameFolded: "asc" } },
    });
    return rows.map(({ role, user }) => ({
      userId: user.id,
      username: user.username,
      email: user.email,
      globalRole: knownWord(globalRoles, user.role, "User"),
      role: knownWord(companyRoles, role, "User"),
      state: knownWord(userStates, user.state, "disabled"),
      mfaEnabled: user.mfaEnabled,
      lastSignInAt: user.lastSignInAt,
    }));
  }

  return { list, find, members };
}

/** What proving an identity needs of a user. Only lib/auth and the front desk see the hash. */
export type SignInUser = {
  id: number;
  username: string;
  email: string;
  passwordHash: string;
  globalRole: GlobalRole;
  state: UserState;
  mustChangePassword: boolean;
  mfaEnabled: boolean;
  mfaRequired: boolean | null;
};

const signInColumns = {
  id: true,
  username: true,
  usernameFolded: true,
  email: true,
  passwordHash: true,
  role: true,
  state: true,
  mustChangePassword: true,
  mfaEnabled: true,
  mfaRequired: true,
} as const;

/**
 * People and companies of the whole installation, without a scope: only for the front desk (before there is a
 * viewer) and the first start. Nothing here reaches a page through the portal.
 */
export function installationPeople(db: Db) {
  /** Companies that are not deleted: what a viewer's scope is cut from. */
  async function liveCompanyIds(): Promise<number[]> {
    const rows = await db.prisma.company.findMany({
      where: { deletedAt: null },
      select: { id: true },
      orderBy: { id: "asc" },
    });
    return rows.map((row) => row.id);
  }

  /** Deleted users count too: an installation that had users is not a new one. */
  async function countUsers(): Promise<number> {
    return db.prisma.user.count();
  }

  /** By user name, else by e-mail, in any case. Deleted users are not found; disabled and pending ones are. */
  async function findUserForSignIn(nameOrEmail: string): Promise<SignInUser | null> {
    const folded = fold(nameOrEmail);
    const rows = await db.prisma.user.findMany({
      where: { deletedAt: null, OR: [{ usernameFolded: folded }, { emailFolded: folded }] },
      select: signInColumns,
    });
    const row = rows.find((user) => user.usernameFolded === folded) ?? rows[0];
    if (!row) return null;
    const { usernameFolded: _, role, state, ...user } = row;
    return {
      ...user,
      globalRole: knownWord(globalRoles, role, "User"),
      state: knownWord(userStates, state, "disabled"),
    };
  }

  /** Conflict if the name or the e-mail is taken, deleted users included. */
  async function createUser(user: NewUser): Promise<{ id: number }> {
    requireWritable(db);
    const row = checked(newUserSchema, user);
    const folded = { usernameFolded: fold(row.username), emailFolded: fold(row.email) };
    const { usernameFolded, emailFolded } = folded;
    const taken = await db.prisma.user.count({ where: { OR: [{ usernameFolded }, { emailFolded }] } });
    if (taken > 0) throw new PortalError("conflict", "The user name or e-mail is taken.");
    return db.prisma.user.create({ data: { ...row, ...folded }, select: { id: true } });
  }

  /** A company with its first site. Conflict if the name is taken, deleted companies included. */
  async function createCompany(company: NewCompany): Promise<{ companyId: number; siteId: number }> {
    requireWritable(db);
    const { firstSiteName, ...row } = checked(newCompanySchema, company);
    const nameFolded = fold(row.name);
    if ((await db.prisma.company.count({ where: { nameFolded } })) > 0) {
      throw new PortalError("conflict", "There is a company of this name already.");
    }
    const { id: companyId } = await db.prisma.company.create({ data: { ...row, nameFolded }, select: { id: true } });
    const site = { companyId, name: firstSiteName, nameFolded: fold(firstSiteName) };
    const { id: siteId } = await db.prisma.site.create({ data: site, select: { id: true } });
    return { companyId, siteId };
  }

  async function addMember(membership: { userId: number; companyId: number; role: CompanyRole }): Promise<void> {
    requireWritable(db);
    const row = checked(membershipSchema, membership);
    const known = await db.prisma.membership.count({ where: { userId: row.userId, companyId: row.companyId } });
    if (known > 0) throw new PortalError("conflict", "The user is a member of the company already.");
    await db.prisma.membership.create({ data: row });
    // A link that somebody handed out before must not open an account that now belongs to this company too.
    await resetStore(db).forget(row.userId);
  }

  return { liveCompanyIds, countUsers, findUserForSignIn, createUser, createCompany, addMember };
}
