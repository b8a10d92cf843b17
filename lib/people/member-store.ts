import { type CompanyScope, narrow } from "@/lib/access/scope";
import { type CompanyRole, companyRoles, globalRoles } from "@/lib/access/viewer";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { PortalError } from "@/lib/errors";
import { fold } from "@/lib/fold";
import { type MemberRank, type UserState, userStates } from "./schema";
import { knownWord, type Member } from "./store";
import { countCompanyAdmins } from "./target-store";

export type MemberFilter = { search?: string | null; rank?: MemberRank | null; state?: UserState | null };

/** A place between two rows of the list, which is ordered by the folded user name. */
export type MemberCursor = { side: "after" | "before"; name: string };

type MemberPage = {
  rows: Member[];
  next: MemberCursor | null;
  previous: MemberCursor | null;
  total: { count: number; capped: boolean };
};

/** Somebody who could be added to a company as they are. */
export type Candidate = { userId: number; username: string; email: string };

const memberPageSize = 50;
const countedAtMost = 10_000;
const mostCandidates = 20;
const longestSearch = 100;

const memberColumns = {
  id: true,
  username: true,
  usernameFolded: true,
  email: true,
  role: true,
  state: true,
  mfaEnabled: true,
  lastSignInAt: true,
} as const;

/** What was typed, as the folded columns can hold it: PostgreSQL takes no NUL and nothing holds half a character. */
function searchable(text: string | null | undefined): string {
  return fold((text ?? "").replace(/[\p{Cc}\p{Cs}]/gu, "")).slice(0, longestSearch);
}

const nameOrEmailHolds = (text: string) =>
  text === "" ? {} : { OR: [{ usernameFolded: { contains: text } }, { emailFolded: { contains: text } }] };

function rankFilter(rank: MemberRank | null | undefined): { role?: CompanyRole; user?: { role: string } } {
  if (!rank) return {};
  if (rank === "Admin" || rank === "GlobalAdmin") return { user: { role: rank } };
  return { role: rank, user: { role: "User" } };
}

/**
 * Members of the companies of `scope`, which are those the viewer administers (5-access, row 5). `everybody`: see
 * `candidateStore`.
 */
export function memberStore(db: Db, scope: CompanyScope, everybody = false) {
  const live = (companyId: number) => ({ id: { in: [...narrow(scope, companyId).companyIds] }, deletedAt: null });

  function whereOf(companyId: number, filter: MemberFilter) {
    const { user, ...membership } = rankFilter(filter.rank);
    const ofUser = { deletedAt: null, ...user, ...(filter.state ? { state: filter.state } : {}) };
    return {
      ...membership,
      company: live(companyId),
      user: { ...ofUser, ...nameOrEmailHolds(searchable(filter.search)) },
    };
  }

  /** One page of a company's members by name; empty for a company outside the scope. Deleted users are left out. */
  async function page(companyId: number, filter: MemberFilter, cursor: MemberCursor | null): Promise<MemberPage> {
    const where = whereOf(companyId, filter);
    const isBackwards = cursor?.side === "before";
    const name = searchable(cursor?.name);
    const beyond = cursor ? { usernameFolded: isBackwards ? { lt: name } : { gt: name } } : {};
    const found = await db.prisma.membership.findMany({
      where: { ...where, user: { AND: [where.user, beyond] } },
      select: { role: true, user: { select: memberColumns } },
      orderBy: { user: { usernameFolded: isBackwards ? "desc" : "asc" } },
      take: memberPageSize + 1,
    });
    const shown = found.slice(0, memberPageSize);
    if (isBackwards) shown.reverse();
    const hasBeyond = found.length > memberPageSize;
    const [first, last] = [shown.at(0)?.user.usernameFolded, shown.at(-1)?.user.usernameFolded];
    const hasNext = isBackwards ? cursor !== null : hasBeyond;
    const hasPrevious = isBackwards ? hasBeyond : cursor !== null;
    const counted = await db.prisma.membership.count({ where, take: countedAtMost + 1 });
    return {
      rows: shown.map(({ role, user: { usernameFolded: _, id, ...user } }) => ({
        ...user,
        userId: id,
        globalRole: knownWord(globalRoles, user.role, "User"),
        role: knownWord(companyRoles, role, "User"),
        state: knownWord(userStates, user.state, "disabled"),
      })),
      next: hasNext && last !== undefined ? { side: "after", name: last } : null,
      previous: hasPrevious && first !== undefined ? { side: "before", name: first } : null,
      total: { count: Math.min(counted, countedAtMost), capped: counted > countedAtMost },
    };
  }

  /** How many CompanyAdmins could sign in; 0 for a company outside the scope. */
  async function administrators(companyId: number): Promise<number> {
    const [own] = narrow(scope, companyId).companyIds;
    return own === undefined ? 0 : countCompanyAdmins(db, own);
  }

  return { page, administrators, candidates: candidateStore(db, scope, everybody).list };
}

/**
 * Who may be added to a company without an invitation (5-access, row 9). `administered`: the companies the actor
 * administers; a candidate belongs to no other. `everybody`: the actor is a GlobalAdmin, who may add any user. Anyone
 * else adds plain users only: the global role Admin would bring a rank that the actor cannot grant (R4).
 */
export function candidateStore(db: Db, administered: CompanyScope, everybody: boolean) {
  function whereOf(companyId: number) {
    const company = { deletedAt: null };
    const wholly = {
      role: "User",
      state: "active",
      memberships: {
        some: { company, companyId: { in: [...administered.companyIds] } },
        none: { company, companyId: { notIn: [...administered.companyIds] } },
      },
    };
    const isNoMember = { memberships: { none: { companyId } } };
    return { deletedAt: null, AND: [isNoMember, everybody ? {} : wholly] };
  }

  /** By name, at most twenty; none for a company the actor does not administer. */
  async function list(companyId: number, search: string): Promise<Candidate[]> {
    if (!administered.companyIds.includes(companyId)) return [];
    const rows = await db.prisma.user.findMany({
      where: { AND: [whereOf(companyId), nameOrEmailHolds(searchable(search))] },
      select: { id: true, username: true, email: true },
      orderBy: { usernameFolded: "asc" },
      take: mostCandidates,
    });
    return rows.map(({ id, ...user }) => ({ userId: id, ...user }));
  }

  async function find(companyId: number, userId: number): Promise<Candidate | null> {
    if (!administered.companyIds.includes(companyId)) return null;
    const row = await db.prisma.user.findFirst({
      where: { ...whereOf(companyId), id: userId },
      select: { id: true, username: true, email: true },
    });
    return row && { userId: row.id, username: row.username, email: row.email };
  }

  return { list, find };
}

/** Changes of memberships in the companies of `scope`. Nothing changed is `not_found`. */
export function membershipWriter(tx: Db, scope: CompanyScope) {
  const one = (companyId: number, userId: number) => ({
    userId,
    companyId: { in: [...narrow(scope, companyId).companyIds] },
  });

  function requireChanged(count: number): void {
    if (count !== 1) throw new PortalError("not_found", "There is no such member.");
  }

  /** The name for the trail, and the role as it is now; null for nobody of that company. */
  async function find(companyId: number, userId: number): Promise<{ username: string; role: CompanyRole } | null> {
    const row = await tx.prisma.membership.findFirst({
      where: one(companyId, userId),
      select: { role: true, user: { select: { username: true } } },
    });
    return row && { username: row.user.username, role: knownWord(companyRoles, row.role, "User") };
  }

  async function changeRole(companyId: number, userId: number, role: CompanyRole): Promise<void> {
    requireWritable(tx);
    requireChanged((await tx.prisma.membership.updateMany({ where: one(companyId, userId), data: { role } })).count);
  }

  async function remove(companyId: number, userId: number): Promise<void> {
    requireWritable(tx);
    requireChanged((await tx.prisma.membership.deleteMany({ where: one(companyId, userId) })).count);
  }

  return { find, changeRole, remove };
}
