import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { CompanyRole, GlobalRole } from "@/lib/access/viewer";
import { hashSessionToken, newSessionToken } from "@/lib/auth/session";
import type { Database } from "@/lib/db/database";
import { type ChangeDefinition, type Desk, performChange } from "@/lib/portal/action-core";
import { deskAt, formOf } from "../identity/desk";
import { after, makeUser, start } from "../identity/world";

/** A session without the sign-in: of the second factor nothing is asked, and the password was proven just now. */
export async function sessionOf(db: Database, userId: number): Promise<string> {
  const token = newSessionToken();
  const data = {
    tokenHash: hashSessionToken(token) ?? "",
    userId,
    lastSeenAt: start,
    expires: after(60),
    absoluteExpiresAt: after(600),
    stepUpAt: start,
    createdAt: start,
  };
  await db.unitOfWork((tx) => tx.prisma.session.create({ data }));
  return token;
}

/** Somebody who can act, a minute after they proved their password. */
export async function makeActor(
  db: Database,
  role: GlobalRole,
  memberOf: { companyId: number; role: CompanyRole }[] = [],
): Promise<{ id: number; username: string; token: string; desk: Desk }> {
  const user = await makeUser(db, { role, memberOf });
  const token = await sessionOf(db, user.id);
  return { ...user, token, desk: await deskAt(db, token) };
}

export function perform<S extends z.ZodType, P, T>(
  desk: Desk,
  definition: ChangeDefinition<S, P, T>,
  fields: Record<string, string | number>,
): Promise<T> {
  return performChange(
    desk,
    definition,
    formOf(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]))),
  );
}

type UserColumns = { role?: string; state?: string; mfaEnabled?: boolean; mfaSecret?: string; deletedAt?: Date | null };

/** Sets columns that no form sets like this. */
export const setColumns = (db: Database, id: number, data: UserColumns & { createdAt?: Date; lastSignInAt?: Date }) =>
  db.unitOfWork((tx) => tx.prisma.user.update({ where: { id }, data }));

export const rowOf = (db: Database, id: number) => db.prisma.user.findUniqueOrThrow({ where: { id } });
export const sessionsOf = (db: Database, userId: number) => db.prisma.session.count({ where: { userId } });
export const trailOf = (db: Database, userId: number) =>
  db.prisma.auditLog.findMany({ where: { targetKind: "user", targetId: String(userId), outcome: "ok" } });

export const newName = (): string => `new-${randomBytes(5).toString("hex")}`;
