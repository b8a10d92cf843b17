import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";

const resetLinkHours = 1;
const hour = 3_600_000;

/** `createdBy`: the administrator who hands it over. Only the hash of its token is ever stored. */
type NewResetLink = { userId: number; createdBy: number | null; tokenHash: string; now: Date };

/** Whose link it is, as a new password needs to know it. Never the old hash. */
type ResetUser = { userId: number; username: string; email: string; companyNames: string[] };

/** A link that can still be used: unused, not over, of somebody who may sign in. */
const usable = (tokenHash: string, now: Date) => ({
  tokenHash,
  usedAt: null,
  expiresAt: { gt: now },
  user: { state: "active", deletedAt: null },
});

/** One-time links for a new password, found by the hash of their token alone. Writing wants a unit of work. */
export function resetStore(db: Db) {
  /** A link that lives for an hour; the user's earlier unused ones are dead from now on. */
  async function create(link: NewResetLink): Promise<void> {
    const { userId, createdBy, tokenHash, now } = link;
    await forget(userId);
    const expiresAt = new Date(now.getTime() + resetLinkHours * hour);
    await db.prisma.resetToken.create({ data: { userId, createdBy, tokenHash, expiresAt, createdAt: now } });
  }

  /** Null for a link that is wrong, used or over, and for one of a user who may not sign in. */
  async function find(tokenHash: string, now: Date): Promise<ResetUser | null> {
    const row = await db.prisma.resetToken.findFirst({
      where: usable(tokenHash, now),
      select: {
        userId: true,
        user: {
          select: {
            username: true,
            email: true,
            memberships: { where: { company: { deletedAt: null } }, select: { company: { select: { name: true } } } },
          },
        },
      },
    });
    if (!row) return null;
    const { username, email, memberships } = row.user;
    return { userId: row.userId, username, email, companyNames: memberships.map((entry) => entry.company.name) };
  }

  /** Uses the link up and gives whose it is; null as `find`. Of many at once exactly one gets the user. */
  async function use(tokenHash: string, now: Date): Promise<number | null> {
    requireWritable(db);
    const row = await db.prisma.resetToken.findFirst({
      where: usable(tokenHash, now),
      select: { id: true, userId: true },
    });
    if (!row) return null;
    const used = await db.prisma.resetToken.updateMany({
      where: { id: row.id, usedAt: null },
      data: { usedAt: now },
    });
    return used.count === 1 ? row.userId : null;
  }

  /** Links nobody has used yet die, because the password changed in another way. Gives how many. */
  async function forget(userId: number): Promise<number> {
    requireWritable(db);
    return (await db.prisma.resetToken.deleteMany({ where: { userId, usedAt: null } })).count;
  }

  return { create, find, use, forget };
}
