import { randomBytes } from "node:crypto";
import type { CompanyRole, GlobalRole, ViewerMembership } from "@/lib/access/viewer";
import { describeApiKey } from "@/lib/agents/api-key";
import { hashSessionToken, newSessionToken } from "@/lib/auth/session";
import { sessionStore } from "@/lib/auth/store";
import type { Database, Db } from "@/lib/db/database";
import { installationPeople } from "@/lib/people/store";
import { readSettings } from "@/lib/settings/store";

export const roles = ["anonymous", "User", "CompanyAdmin", "Admin", "GlobalAdmin"] as const;
export type Role = (typeof roles)[number];
export const places = ["own", "foreign", "absent"] as const;
export type Place = (typeof places)[number];

/** In every name of a foreign company's things; nobody outside may ever see it. */
export const canary = "Kanarienvogel";

/** Things of one company that an attempt may name. */
export type Things = {
  companyId: number;
  siteId: number;
  keyId: number;
  userId: number;
  username: string;
  companyAdminId: number;
  invitationId: number;
  sessionId: number;
  errorId: number;
};

export type Signed = {
  cookie: string | null;
  userId: number;
  sessionId: number;
  globalRole: GlobalRole;
  memberships: ViewerMembership[];
};

let serial = 0;
const fresh = (word: string): string => `${word}${(serial++).toString(36).padStart(4, "0")}`;

async function makeUser(
  tx: Db,
  word: string,
  role: GlobalRole,
  membership: [number, CompanyRole] | null,
  state: "active" | "pending" = "active",
) {
  const username = fresh(word);
  const people = installationPeople(tx);
  const email = `${fresh("user")}@example.com`;
  const user = { username, email, passwordHash: "-", role, state, mustChangePassword: false };
  const { id } = await people.createUser(user);
  if (membership) await people.addMember({ userId: id, companyId: membership[0], role: membership[1] });
  return { id, username };
}

async function beginSession(tx: Db, userId: number): Promise<{ token: string; sessionId: number }> {
  const token = newSessionToken();
  const entry = { userId, mfaState: "ok" as const, remember: false, ip: null, userAgent: null };
  const tokenHash = hashSessionToken(token) ?? "";
  const record = await sessionStore(tx).create({ ...entry, tokenHash }, await readSettings(tx), new Date());
  return { token, sessionId: record.id };
}

export async function makeCompany(db: Database, name: string): Promise<number> {
  const company = { name: fresh(name), description: "", timeZone: "UTC", firstSiteName: "HO" };
  return db.unitOfWork(async (tx) => (await installationPeople(tx).createCompany(company)).companyId);
}

/** Somebody of this role, in company `own` unless global, just signed in. */
export async function signedInAs(db: Database, role: Role, own: number): Promise<Signed> {
  if (role === "anonymous") return { cookie: null, userId: 0, sessionId: 0, globalRole: "User", memberships: [] };
  const globalRole: GlobalRole = role === "GlobalAdmin" || role === "Admin" ? role : "User";
  const inCompany: CompanyRole = role === "CompanyAdmin" ? "CompanyAdmin" : "User";
  const memberships: ViewerMembership[] = role === "GlobalAdmin" ? [] : [{ companyId: own, role: inCompany }];
  return db.unitOfWork(async (tx) => {
    const { id } = await makeUser(tx, "viewer", globalRole, memberships.length > 0 ? [own, inCompany] : null);
    const { token, sessionId } = await beginSession(tx, id);
    return { cookie: `winauthmon=${token}`, userId: id, sessionId, globalRole, memberships };
  });
}

/** New things in a company, for one attempt to use up. `word` is part of every name. */
export async function makeThings(db: Database, companyId: number, word: string, deleted = false): Promise<Things> {
  return db.unitOfWork(async (tx) => {
    const name = fresh(word);
    const site = await tx.prisma.site.create({ data: { companyId, name, nameFolded: name.toLowerCase() } });
    const { keyHash, prefix } = describeApiKey(randomBytes(32).toString("hex"));
    const key = await tx.prisma.apiKey.create({
      data: { companyId, siteId: site.id, label: name, keyHash, prefix },
    });
    const user = await makeUser(tx, word, "User", [companyId, "User"]);
    const admin = await makeUser(tx, word, "User", [companyId, "CompanyAdmin"]);
    const { sessionId } = await beginSession(tx, user.id);
    if (deleted) await tx.prisma.user.updateMany({ where: { id: user.id }, data: { deletedAt: new Date() } });
    const invitation = await tx.prisma.invitation.create({
      data: {
        companyId,
        emailFolded: `${name.toLowerCase()}@example.org`,
        role: "User",
        tokenHash: randomBytes(32).toString("hex"),
        createdBy: admin.id,
        expiresAt: new Date(Date.now() + 3_600_000),
      },
    });
    const fault = await tx.prisma.errorLog.create({
      data: { at: new Date(), level: "ERROR", logger: name, message: name },
    });
    return {
      companyId,
      siteId: site.id,
      keyId: key.id,
      userId: user.id,
      username: user.username,
      companyAdminId: admin.id,
      invitationId: invitation.id,
      sessionId,
      errorId: fault.id,
    };
  });
}

/** The same names with numbers that nobody has. */
export function absentThings(like: Things): Things {
  const far = 1_000_000;
  return {
    companyId: like.companyId + far,
    siteId: like.siteId + far,
    keyId: like.keyId + far,
    userId: like.userId + far,
    username: "nobody",
    companyAdminId: like.companyAdminId + far,
    invitationId: like.invitationId + far,
    sessionId: like.sessionId + far,
    errorId: like.errorId + far,
  };
}
