import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import type { CodeProof, StoredFactor } from "./mfa/second-factor";

export type Factor = StoredFactor & { isEnabled: boolean };

const fresh = { mfaSecret: null, mfaEnabled: false, mfaLastStep: null } as const;

/** The second factor of a user, by id. Writing wants a unit of work. */
export function mfaStore(db: Db) {
  /** Null for a deleted user. While not enabled the secret is the pending one of a set-up that was begun. */
  async function find(userId: number): Promise<Factor | null> {
    const row = await db.prisma.user.findFirst({
      where: { id: userId, deletedAt: null },
      select: { mfaSecret: true, mfaEnabled: true, mfaLastStep: true },
    });
    if (!row) return null;
    return { userId, sealedSecret: row.mfaSecret, lastStep: row.mfaLastStep, isEnabled: row.mfaEnabled };
  }

  async function isEnabled(userId: number): Promise<boolean> {
    return (await db.prisma.user.count({ where: { id: userId, mfaEnabled: true } })) === 1;
  }

  /** What was set for this user alone; null: the policy decides. */
  async function findRequirement(userId: number): Promise<boolean | null> {
    const row = await db.prisma.user.findUnique({ where: { id: userId }, select: { mfaRequired: true } });
    return row?.mfaRequired ?? null;
  }

  async function countCodesLeft(userId: number): Promise<number> {
    return db.prisma.recoveryCode.count({ where: { userId, usedAt: null } });
  }

  async function hasCode(userId: number, codeHash: string): Promise<boolean> {
    return (await db.prisma.recoveryCode.count({ where: { userId, codeHash, usedAt: null } })) === 1;
  }

  /** Keeps the secret of a set-up that begins, in the place of an earlier one; false when a factor is in use. */
  async function begin(userId: number, sealedSecret: string): Promise<boolean> {
    requireWritable(db);
    const begun = await db.prisma.user.updateMany({
      where: { id: userId, mfaEnabled: false, deletedAt: null },
      data: { mfaSecret: sealedSecret, mfaLastStep: null },
    });
    return begun.count === 1;
  }

  /**
   * Puts the pending secret to use, if it is still the one the code was proven with, sealed anew as the user's own. The
   * code is spent by that.
   */
  async function enable(userId: number, change: { pending: string; sealed: string; step: number }): Promise<boolean> {
    requireWritable(db);
    const enabled = await db.prisma.user.updateMany({
      where: { id: userId, mfaEnabled: false, mfaSecret: change.pending, deletedAt: null },
      data: { mfaSecret: change.sealed, mfaEnabled: true, mfaLastStep: change.step },
    });
    return enabled.count === 1;
  }

  /** Uses a right code up. Of many at once one gets true: each code works once. */
  async function spend(userId: number, proof: CodeProof, now: Date): Promise<boolean> {
    requireWritable(db);
    if (proof.kind === "recovery") {
      const { codeHash } = proof;
      const where = { userId, codeHash, usedAt: null };
      return (await db.prisma.recoveryCode.updateMany({ where, data: { usedAt: now } })).count === 1;
    }
    const { step } = proof;
    const isLater = [{ mfaLastStep: null }, { mfaLastStep: { lt: step } }];
    const where = { id: userId, mfaEnabled: true, OR: isLater };
    return (await db.prisma.user.updateMany({ where, data: { mfaLastStep: step } })).count === 1;
  }

  /** New recovery codes; the earlier ones, used or not, are gone. */
  async function replaceCodes(userId: number, hashes: readonly string[], now: Date): Promise<void> {
    requireWritable(db);
    await db.prisma.recoveryCode.deleteMany({ where: { userId } });
    await db.prisma.recoveryCode.createMany({
      data: hashes.map((codeHash) => ({ userId, codeHash, createdAt: now })),
    });
  }

  /** No second factor any more, nor a set-up that was begun, nor recovery codes. False if there was no factor. */
  async function clear(userId: number): Promise<boolean> {
    requireWritable(db);
    const wasEnabled = await isEnabled(userId);
    await db.prisma.user.updateMany({ where: { id: userId }, data: fresh });
    await db.prisma.recoveryCode.deleteMany({ where: { userId } });
    return wasEnabled;
  }

  return { find, findRequirement, isEnabled, countCodesLeft, hasCode, begin, enable, spend, replaceCodes, clear };
}
