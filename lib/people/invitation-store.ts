import type { Actor } from "@/lib/access/policy";
import { type CompanyScope, narrow } from "@/lib/access/scope";
import { type CompanyRole, companyRoles } from "@/lib/access/viewer";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { PortalError } from "@/lib/errors";
import { fold } from "@/lib/fold";
import { type Invitation, invitationHours, isInviterEntitled, mostInvitations, type NewInvitation } from "./invitation";
import { installationPeople, knownWord } from "./store";
import { findTargetUser } from "./target-store";

const endOf = (now: Date): Date => new Date(now.getTime() + invitationHours * 3_600_000);

/** The inviter as the policy sees them now; null for one who could not sign in, or whom nobody noted. */
async function findInviter(db: Db, userId: number | null): Promise<Actor | null> {
  if (userId === null) return null;
  const isActive = await db.prisma.user.count({ where: { id: userId, state: "active", deletedAt: null } });
  const viewer = isActive === 1 ? await findTargetUser(db, userId) : null;
  if (!viewer) return null;
  const isEverywhere = viewer.globalRole === "GlobalAdmin";
  const own = viewer.memberships.map((entry) => entry.companyId);
  return { viewer, companyIds: isEverywhere ? await installationPeople(db).liveCompanyIds() : own };
}

/** Invitations to the companies of `scope`, which are those the viewer administers. Never a code nor its hash. */
export function invitationStore(db: Db, scope: CompanyScope) {
  const live = (companyId: number) => ({ id: { in: [...narrow(scope, companyId).companyIds] }, deletedAt: null });

  /** Those that nobody has used, the newest first; none for a company outside the scope. */
  async function list(companyId: number, now: Date): Promise<Invitation[]> {
    const rows = await db.prisma.invitation.findMany({
      where: { company: live(companyId), usedAt: null },
      select: { id: true, emailFolded: true, role: true, createdBy: true, createdAt: true, expiresAt: true },
      orderBy: [{ expiresAt: "desc" }, { id: "desc" }],
      take: mostInvitations,
    });
    const ids = [...new Set(rows.flatMap((row) => (row.createdBy === null ? [] : [row.createdBy])))];
    const inviters = new Map(await Promise.all(ids.map(async (id) => [id, await findInviter(db, id)] as const)));
    const users = await db.prisma.user.findMany({ where: { id: { in: ids } }, select: { id: true, username: true } });
    const names = new Map(users.map((user) => [user.id, user.username]));
    return rows.map(({ emailFolded, role: stored, createdBy, ...row }) => {
      const role = knownWord(companyRoles, stored, "User");
      const inviter = createdBy === null ? null : (inviters.get(createdBy) ?? null);
      const isVoid = !isInviterEntitled(inviter, companyId, role);
      const state = isVoid ? "void" : row.expiresAt <= now ? "expired" : "open";
      return {
        ...row,
        email: emailFolded,
        role,
        invitedBy: createdBy === null ? null : (names.get(createdBy) ?? null),
        state,
      };
    });
  }

  return { list };
}

/** Changes of invitations in the companies of `scope`. */
export function invitationWriter(tx: Db, scope: CompanyScope) {
  const unused = (id: number) => ({ id, usedAt: null, companyId: { in: [...scope.companyIds] } });

  /** What the policy and the trail need of one that nobody has used; null outside the scope. */
  async function find(id: number): Promise<{ companyId: number; email: string; role: CompanyRole } | null> {
    const row = await tx.prisma.invitation.findFirst({
      where: unused(id),
      select: { companyId: true, emailFolded: true, role: true },
    });
    return row && { companyId: row.companyId, email: row.emailFolded, role: knownWord(companyRoles, row.role, "User") };
  }

  /**
   * Looks at the members of the company and at its invitations alone, never at who else has an account: the answer is
   * the same for an e-mail that nobody has.
   */
  async function create(invitation: NewInvitation, now: Date): Promise<{ id: number; expiresAt: Date }> {
    requireWritable(tx);
    const { email, ...row } = invitation;
    const emailFolded = fold(email);
    const [companyId = 0] = narrow(scope, row.companyId).companyIds;
    const user = { emailFolded, deletedAt: null };
    if ((await tx.prisma.membership.count({ where: { companyId, user } })) > 0) {
      throw taken("This e-mail address belongs to a member of the company already.");
    }
    await tx.prisma.invitation.deleteMany({ where: { companyId, emailFolded, usedAt: null, expiresAt: { lte: now } } });
    if ((await tx.prisma.invitation.count({ where: { companyId, emailFolded, usedAt: null } })) > 0) {
      throw taken("There is an invitation for this e-mail address already. Make a new link for it below the members.");
    }
    if ((await tx.prisma.invitation.count({ where: { companyId, usedAt: null } })) >= mostInvitations) {
      throw new PortalError("conflict", `A company has at most ${mostInvitations} invitations. Withdraw some first.`);
    }
    const expiresAt = endOf(now);
    const data = { ...row, companyId, emailFolded, expiresAt, createdAt: now };
    const { id } = await tx.prisma.invitation.create({ data, select: { id: true } });
    return { id, expiresAt };
  }

  /** A new code in the place of the old one, which is dead from now on. False: it was used or withdrawn meanwhile. */
  async function renew(id: number, change: { tokenHash: string; createdBy: number }, now: Date): Promise<Date | null> {
    requireWritable(tx);
    const expiresAt = endOf(now);
    const renewed = await tx.prisma.invitation.updateMany({ where: unused(id), data: { ...change, expiresAt } });
    return renewed.count === 1 ? expiresAt : null;
  }

  async function withdraw(id: number): Promise<boolean> {
    requireWritable(tx);
    return (await tx.prisma.invitation.deleteMany({ where: unused(id) })).count === 1;
  }

  return { find, create, renew, withdraw };
}

const taken = (words: string) => new PortalError("conflict", words, { fields: { email: words } });

/** What a right code opens. */
export type OpenInvitation = {
  id: number;
  companyId: number;
  companyName: string;
  email: string;
  role: CompanyRole;
  username: string | null;
  expiresAt: Date;
  /** Only then may a global Admin accept: in a company they rank as one, and nobody else can grant that (R4). */
  isByGlobalAdmin: boolean;
};

/**
 * Invitations by their code, for the front desk: whoever knows the code has no scope yet. A code opens nothing once it
 * was used, withdrawn or has expired, the company is deleted, or whoever invited may not invite for that role any more.
 */
export function invitationDoor(db: Db) {
  async function find(tokenHash: string, now: Date): Promise<OpenInvitation | null> {
    const row = await db.prisma.invitation.findFirst({
      where: { tokenHash, usedAt: null, expiresAt: { gt: now }, company: { deletedAt: null } },
      include: { company: { select: { name: true } } },
    });
    if (!row) return null;
    const role = knownWord(companyRoles, row.role, "User");
    const inviter = await findInviter(db, row.createdBy);
    if (!isInviterEntitled(inviter, row.companyId, role)) return null;
    const { id, companyId, username, expiresAt } = row;
    const isByGlobalAdmin = inviter?.viewer?.globalRole === "GlobalAdmin";
    return {
      id,
      companyId,
      companyName: row.company.name,
      email: row.emailFolded,
      role,
      username,
      expiresAt,
      isByGlobalAdmin,
    };
  }

  /** One of many who try at once gets true. */
  async function use(id: number, now: Date): Promise<boolean> {
    requireWritable(db);
    const used = await db.prisma.invitation.updateMany({ where: { id, usedAt: null }, data: { usedAt: now } });
    return used.count === 1;
  }

  async function decline(id: number): Promise<boolean> {
    requireWritable(db);
    return (await db.prisma.invitation.deleteMany({ where: { id, usedAt: null } })).count === 1;
  }

  /** Deleted accounts keep their name and e-mail, so they count. */
  async function isTaken(name: { email: string } | { username: string }): Promise<boolean> {
    const where = "email" in name ? { emailFolded: fold(name.email) } : { usernameFolded: fold(name.username) };
    return (await db.prisma.user.count({ where })) > 0;
  }

  async function isMember(companyId: number, userId: number): Promise<boolean> {
    return (await db.prisma.membership.count({ where: { companyId, userId } })) > 0;
  }

  return { find, use, decline, isTaken, isMember };
}
