import { randomBytes } from "node:crypto";
import type { CompanyRole, GlobalRole } from "@/lib/access/viewer";
import type { Database } from "@/lib/db/database";
import type { Desk } from "@/lib/portal/action-core";
import { deskAt, enter } from "../identity/desk";
import { after, makeCompany, makeUser } from "../identity/world";

/** A name nobody else has. */
export const anyName = (what: string): string => `${what} ${randomBytes(5).toString("hex")}`;

export type Place = { companyId: number; siteId: number };

/** A company with its first site. */
export async function makePlace(db: Database): Promise<Place> {
  const companyId = await makeCompany(db);
  const site = await db.prisma.site.findFirstOrThrow({ where: { companyId } });
  return { companyId, siteId: site.id };
}

/** Somebody at their desk, two minutes after the sign-in, so with a fresh proof of the password. */
export async function sitDown(
  db: Database,
  who: { in?: number; as?: CompanyRole; role?: GlobalRole },
  change: Partial<Desk> = {},
): Promise<Desk & { userId: number; token: string }> {
  const memberOf = who.in === undefined ? [] : [{ companyId: who.in, role: who.as ?? ("CompanyAdmin" as const) }];
  const user = await makeUser(db, { role: who.role ?? "User", memberOf });
  const token = await enter(db, user.username);
  const desk = await deskAt(db, token, { now: after(2), ...change });
  return { ...desk, userId: user.id, token };
}

/** The last rows of the trail about a company, newest first. */
export const trailOf = (db: Database, companyId: number, action: string) =>
  db.prisma.auditLog.findMany({ where: { companyId, action, outcome: "ok" }, orderBy: { id: "desc" } });
