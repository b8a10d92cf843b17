import { companyRoles, type GlobalRole, globalRoles, type MfaState, mfaStates, type Viewer } from "@/lib/access/viewer";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { readMfaPolicy } from "@/lib/settings/mfa-policy-store";
import { dependsOnPolicy, mfaStateNow } from "./mfa/mfa-state";
import { absoluteEnd, idleEnd, isAlive, isChallengeOver, isTouchDue, type SessionLimits } from "./session";

/** Wrong codes in a row after which a session ends: then the password is asked for again. */
const mostMfaTries = 5;

/** A session row without its hash. */
export type SessionRecord = {
  id: number;
  userId: number;
  mfaState: MfaState;
  remember: boolean;
  ip: string | null;
  userAgent: string | null;
  lastSeenAt: Date;
  expires: Date;
  absoluteExpiresAt: Date;
  stepUpAt: Date | null;
  createdAt: Date;
};

type NewSession = {
  tokenHash: string;
  userId: number;
  mfaState: MfaState;
  remember: boolean;
  ip: string | null;
  userAgent: string | null;
};

/** A living session and whose it is. The viewer is as the rows say now, not as they were at sign-in. */
type SignedIn = { session: SessionRecord; viewer: Viewer };

const columns = {
  id: true,
  userId: true,
  mfaState: true,
  remember: true,
  ip: true,
  userAgent: true,
  lastSeenAt: true,
  expires: true,
  absoluteExpiresAt: true,
  stepUpAt: true,
  createdAt: true,
} as const;

const columnsWithUser = {
  ...columns,
  user: {
    select: {
      username: true,
      email: true,
      role: true,
      state: true,
      deletedAt: true,
      mustChangePassword: true,
      mfaEnabled: true,
      mfaRequired: true,
      memberships: {
        where: { company: { deletedAt: null } },
        select: { companyId: true, role: true },
        orderBy: { companyId: "asc" },
      },
    },
  },
} as const;

/** A word that is none of the known ones counts as the least of them: no right comes from a damaged row. */
const known = <T extends string>(words: readonly T[], stored: string, least: T): T =>
  words.find((word) => word === stored) ?? least;

function recordOf(row: Omit<SessionRecord, "mfaState"> & { mfaState: string }): SessionRecord {
  return { ...row, mfaState: known(mfaStates, row.mfaState, "challenge") };
}

/** Sessions of signed-in users, found by the hash of their token alone. Writing wants a unit of work. */
export function sessionStore(db: Db) {
  async function create(entry: NewSession, limits: SessionLimits, now: Date): Promise<SessionRecord> {
    requireWritable(db);
    const absoluteExpiresAt = absoluteEnd(now, entry.remember, limits);
    const expires = idleEnd(now, { remember: entry.remember, absoluteExpiresAt }, limits);
    const row = await db.prisma.session.create({
      data: {
        ...entry,
        userAgent: entry.userAgent?.slice(0, 512) ?? null,
        ip: entry.ip?.slice(0, 45) ?? null,
        lastSeenAt: now,
        createdAt: now,
        expires,
        absoluteExpiresAt,
        // Whoever has just typed the password has just proven it. With a second factor it proves nothing by itself.
        stepUpAt: entry.mfaState === "challenge" ? null : now,
      },
      select: columns,
    });
    return recordOf(row);
  }

  /** Null for an unknown or ended session, and for a user who is not active any more. */
  async function findByTokenHash(tokenHash: string, now: Date): Promise<SignedIn | null> {
    const row = await db.prisma.session.findUnique({ where: { tokenHash }, select: columnsWithUser });
    if (!row) return null;
    const { user, ...rest } = row;
    const session = recordOf(rest);
    if (!isAlive(session, now) || user.state !== "active" || user.deletedAt !== null) return null;
    if (session.mfaState === "challenge" && isChallengeOver(session, now)) return null;
    const globalRole: GlobalRole = known(globalRoles, user.role, "User");
    const memberships = user.memberships.map((entry) => ({
      companyId: entry.companyId,
      role: known(companyRoles, entry.role, "User"),
    }));
    const isAdministrator = globalRole !== "User" || memberships.some((entry) => entry.role === "CompanyAdmin");
    const standing = { mfaEnabled: user.mfaEnabled, mfaRequired: user.mfaRequired, isAdministrator };
    const policy = dependsOnPolicy(standing) ? await readMfaPolicy(db) : "optional";
    return {
      session,
      viewer: {
        userId: session.userId,
        sessionId: session.id,
        username: user.username,
        email: user.email,
        globalRole,
        mfaState: mfaStateNow(session.mfaState, standing, policy),
        mustChangePassword: user.mustChangePassword,
        memberships,
        stepUpAt: session.stepUpAt,
      },
    };
  }

  /** Notes that the session is in use and moves its idle limit on; at most one write a minute, whoever asks. */
  async function touch(session: SessionRecord, limits: SessionLimits, now: Date): Promise<boolean> {
    requireWritable(db);
    if (!isTouchDue(session, now)) return false;
    const moved = await db.prisma.session.updateMany({
      where: { id: session.id, lastSeenAt: session.lastSeenAt },
      data: { lastSeenAt: now, expires: idleEnd(now, session, limits) },
    });
    return moved.count === 1;
  }

  /** A new token for a session whose standing changed: the old cookie is dead at once. */
  async function rotate(
    sessionId: number,
    change: { tokenHash: string; mfaState?: MfaState; stepUpAt?: Date },
  ): Promise<boolean> {
    requireWritable(db);
    // With a new standing the tries at a code begin anew.
    const data = change.mfaState === undefined ? change : { ...change, mfaTries: 0 };
    const moved = await db.prisma.session.updateMany({ where: { id: sessionId }, data });
    return moved.count === 1;
  }

  /**
   * One try at a code less, before the code is looked at, so that tries at once are counted like tries one by one.
   * Null when none is left; otherwise how many are left after this one.
   */
  async function takeMfaTry(sessionId: number): Promise<number | null> {
    requireWritable(db);
    const taken = await db.prisma.session.updateMany({
      where: { id: sessionId, mfaTries: { lt: mostMfaTries } },
      data: { mfaTries: { increment: 1 } },
    });
    if (taken.count !== 1) return null;
    const row = await db.prisma.session.findUnique({ where: { id: sessionId }, select: { mfaTries: true } });
    return row ? Math.max(mostMfaTries - row.mfaTries, 0) : null;
  }

  /** Ends one session by its token; false if there was none. */
  async function end(tokenHash: string): Promise<boolean> {
    requireWritable(db);
    return (await db.prisma.session.deleteMany({ where: { tokenHash } })).count === 1;
  }

  /** Ends one session of this user; another's is as good as absent. */
  async function endOne(userId: number, sessionId: number): Promise<boolean> {
    requireWritable(db);
    return (await db.prisma.session.deleteMany({ where: { id: sessionId, userId } })).count === 1;
  }

  /** Ends every session of a user, but for the one named; gives how many. */
  async function endAll(userId: number, exceptSessionId?: number): Promise<number> {
    requireWritable(db);
    const but = exceptSessionId === undefined ? {} : { id: { not: exceptSessionId } };
    return (await db.prisma.session.deleteMany({ where: { userId, ...but } })).count;
  }

  /** Rows of sessions that are over; called at sign-in, so that they do not gather. */
  async function forgetEnded(userId: number, now: Date): Promise<void> {
    requireWritable(db);
    await db.prisma.session.deleteMany({
      where: { userId, OR: [{ expires: { lte: now } }, { absoluteExpiresAt: { lte: now } }] },
    });
  }

  /** A user's living sessions, the one used last first. */
  async function list(userId: number, now: Date): Promise<SessionRecord[]> {
    const rows = await db.prisma.session.findMany({
      where: { userId, expires: { gt: now }, absoluteExpiresAt: { gt: now } },
      select: columns,
      orderBy: { lastSeenAt: "desc" },
      take: 100,
    });
    return rows.map(recordOf);
  }

  return { create, findByTokenHash, touch, rotate, takeMfaTry, end, endOne, endAll, forgetEnded, list };
}
