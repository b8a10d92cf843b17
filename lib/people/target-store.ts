import type { TargetUser } from "@/lib/access/policy";
import { companyRoles, globalRoles, type Viewer } from "@/lib/access/viewer";
import type { Db } from "@/lib/db/database";
import { knownWord } from "./store";

const columns = {
  id: true,
  role: true,
  memberships: {
    where: { company: { deletedAt: null } },
    select: { companyId: true, role: true },
    orderBy: { companyId: "asc" },
  },
} as const;

type Row = { id: number; role: string; memberships: { companyId: number; role: string }[] };

const targetOf = (row: Row): TargetUser => ({
  userId: row.id,
  globalRole: knownWord(globalRoles, row.role, "User"),
  memberships: row.memberships.map(({ companyId, role }) => ({
    companyId,
    role: knownWord(companyRoles, role, "User"),
  })),
});

async function read(tx: Db, where: { id: number; deletedAt: null | { not: null } }): Promise<TargetUser | null> {
  const row = await tx.prisma.user.findFirst({ where, select: columns });
  return row && targetOf(row);
}

/**
 * The user acted on, as the policy needs it: the global role and the memberships in live companies, whatever the
 * scope. Null for a deleted or an absent one. For `target` of a change, inside its transaction.
 */
export function findTargetUser(tx: Db, userId: number): Promise<TargetUser | null> {
  return read(tx, { id: userId, deletedAt: null });
}

/** The same for a deleted user, whom only restoring acts on. */
export function findDeletedTargetUser(tx: Db, userId: number): Promise<TargetUser | null> {
  return read(tx, { id: userId, deletedAt: { not: null } });
}

const activeGlobalAdmins = { role: "GlobalAdmin", state: "active", deletedAt: null } as const;

/** R6 counts those who could sign in: a disabled or deleted GlobalAdmin helps nobody. */
function countActiveGlobalAdmins(tx: Db): Promise<number> {
  return tx.prisma.user.count({ where: activeGlobalAdmins });
}

/** True when this user is an active GlobalAdmin and no other one is left. */
export async function isLastGlobalAdmin(tx: Db, userId: number): Promise<boolean> {
  const isOne = await tx.prisma.user.count({ where: { ...activeGlobalAdmins, id: userId } });
  return isOne === 1 && (await countActiveGlobalAdmins(tx)) === 1;
}

/** CompanyAdmins of a company who could sign in. */
export function countCompanyAdmins(tx: Db, companyId: number): Promise<number> {
  return tx.prisma.membership.count({
    where: { companyId, role: "CompanyAdmin", user: { state: "active", deletedAt: null } },
  });
}

/**
 * True while the actor is who their session said: the session not ended, the user active, with the same role and
 * companies. Asked inside the transaction, it lets none of two people who act on each other at once act with a right
 * that is gone.
 */
export async function isActorUnchanged(
  tx: Db,
  actor: Pick<Viewer, "userId" | "sessionId" | "globalRole" | "memberships">,
): Promise<boolean> {
  const { sessionId, userId } = actor;
  const row = await tx.prisma.session.findFirst({
    where: { id: sessionId, userId, user: { state: "active", deletedAt: null } },
    select: { user: { select: columns } },
  });
  const ofRights = (user: TargetUser) => JSON.stringify([user.globalRole, placesOf(user)]);
  return row !== null && ofRights(targetOf(row.user)) === ofRights(actor);
}

const placesOf = (user: TargetUser) =>
  user.memberships.map(({ companyId, role }) => `${companyId} ${role}`).sort((one, other) => (one < other ? -1 : 1));
