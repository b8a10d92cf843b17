import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";

/** What proving an identity reads and writes of a user, by id. */
export function accountStore(db: Db) {
  /** Null for a deleted user. `companyNames`: what a password must not contain. */
  async function find(userId: number) {
    const user = await db.prisma.user.findFirst({
      where: { id: userId, deletedAt: null },
      select: {
        passwordHash: true,
        mustChangePassword: true,
        memberships: { select: { company: { select: { name: true } } } },
      },
    });
    if (!user) return null;
    const { memberships, ...rest } = user;
    return { ...rest, companyNames: memberships.map((entry) => entry.company.name) };
  }

  async function administersACompany(userId: number): Promise<boolean> {
    const where = { userId, role: "CompanyAdmin", company: { deletedAt: null } };
    return (await db.prisma.membership.count({ where })) > 0;
  }

  /**
   * Notes a sign-in, if the password is still the one that was proven and the user is active. False: something changed
   * while it was checked, and the sign-in must not stand.
   */
  async function noteSignIn(userId: number, provenHash: string, now: Date): Promise<boolean> {
    requireWritable(db);
    const noted = await db.prisma.user.updateMany({
      where: { id: userId, passwordHash: provenHash, state: "active", deletedAt: null },
      data: { lastSignInAt: now },
    });
    return noted.count === 1;
  }

  /** Puts a new password in the place of the one that was proven; false if another change was first. */
  async function changePassword(userId: number, provenHash: string, newHash: string): Promise<boolean> {
    requireWritable(db);
    const changed = await db.prisma.user.updateMany({
      where: { id: userId, passwordHash: provenHash, state: "active", deletedAt: null },
      data: { passwordHash: newHash, mustChangePassword: false },
    });
    return changed.count === 1;
  }

  /** A new password for somebody who proved a one-time link instead; false for a user who may not sign in. */
  async function setPassword(userId: number, newHash: string): Promise<boolean> {
    requireWritable(db);
    const changed = await db.prisma.user.updateMany({
      where: { id: userId, state: "active", deletedAt: null },
      data: { passwordHash: newHash, mustChangePassword: false },
    });
    return changed.count === 1;
  }

  return { find, administersACompany, noteSignIn, changePassword, setPassword };
}
