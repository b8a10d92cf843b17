import { randomBytes } from "node:crypto";
import { generateSync } from "otplib";
import { newRecoveryCodes, recoveryCodeHash } from "@/lib/auth/mfa/recovery-code";
import { sealSecret } from "@/lib/auth/mfa/second-factor";
import { newTotpSecret } from "@/lib/auth/mfa/totp";
import { mfaStore } from "@/lib/auth/mfa-store";
import { deriveKey } from "@/lib/auth/secret";
import type { Database } from "@/lib/db/database";
import type { ChallengeDesk } from "@/lib/portal/identity/mfa/challenge-desk";
import { deskAt } from "../desk";
import { after, makeUser, type NewUser, start } from "../world";

/** The secret of every desk in these tests. */
const installation = Buffer.alloc(32, 9);

export const codeAt = (secret: string, now: Date): string =>
  generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) });

/** Six digits that are no code of this secret around `now`. */
export function wrongCode(secret: string, now: Date): string {
  const near = [-1, 0, 1].map((step) => codeAt(secret, new Date(now.getTime() + step * 30_000)));
  return ["111111", "222222", "333333", "444444"].find((code) => !near.includes(code)) ?? "";
}

/** A user with a second factor that has not been used yet, its secret and recovery codes. */
export async function makeEnrolled(db: Database, given: NewUser = {}) {
  const user = await makeUser(db, given);
  const secret = newTotpSecret(randomBytes);
  const recoveryCodes = newRecoveryCodes(randomBytes);
  const key = deriveKey(installation, "seal");
  const sealed = sealSecret(secret, { userId: user.id }, key, randomBytes);
  await db.unitOfWork(async (tx) => {
    const factors = mfaStore(tx);
    await factors.begin(user.id, "pending");
    await factors.enable(user.id, { pending: "pending", sealed, step: 1 });
    const hashes = recoveryCodes.map((code) => recoveryCodeHash(code, user.id) ?? "");
    await factors.replaceCodes(user.id, hashes, start);
  });
  return { ...user, secret, recoveryCodes };
}

/** The desk of somebody who is signed in, whatever they still have to do. */
export async function signedInDesk(
  db: Database,
  token: string,
  now = after(1),
  change: Partial<Pick<ChallengeDesk, "runtime" | "facts">> = {},
): Promise<ChallengeDesk> {
  const desk = await deskAt(db, token, { now, ...change });
  if (!desk.current) throw new Error("nobody is signed in with this token");
  return { ...desk, current: desk.current };
}

export const rowsOf = (db: Database, actorId: number, action: string) =>
  db.prisma.auditLog.findMany({ where: { actorId, action }, orderBy: { id: "asc" } });
