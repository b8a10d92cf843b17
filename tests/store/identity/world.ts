import { randomBytes } from "node:crypto";
import type { CompanyRole, GlobalRole } from "@/lib/access/viewer";
import { knownDeviceCookie, readKnownDevice } from "@/lib/auth/browser/known-device";
import { hashPassword } from "@/lib/auth/password-hash";
import { hashSessionToken } from "@/lib/auth/session";
import { type SignInDesk, signInWith } from "@/lib/auth/sign-in";
import type { Database } from "@/lib/db/database";
import { createLimits, type LimitSettings } from "@/lib/limits/rate-limit";
import { installationPeople } from "@/lib/people/store";

export const rightPassword = "correct horse battery";
export const auditKey = Buffer.alloc(32, 3);
export const deviceKey = Buffer.alloc(32, 5);
export const start = new Date("2026-03-01T08:00:00.000Z");

const minute = 60_000;
export const after = (minutes: number): Date => new Date(start.getTime() + minutes * minute);

export const limitSettings: LimitSettings = {
  enabled: true,
  loginLimit: 10,
  loginPeriodSeconds: 60,
  registerLimit: 5,
  registerPeriodSeconds: 300,
  apiLimit: 0,
  apiPeriodSeconds: 60,
};

/** Hashing is dear and the password is always the same. */
let hashed: Promise<string> | undefined;

export type NewUser = {
  role?: GlobalRole;
  state?: "active" | "pending" | "disabled";
  mustChangePassword?: boolean;
  memberOf?: { companyId: number; role: CompanyRole }[];
};

/** A user with a name nobody else has, whose password is `rightPassword`. */
export async function makeUser(
  db: Database,
  given: NewUser = {},
): Promise<{ id: number; username: string; email: string }> {
  hashed ??= hashPassword(rightPassword);
  const passwordHash = await hashed;
  const username = `user-${randomBytes(6).toString("hex")}`;
  const email = `${username}@example.test`;
  return db.unitOfWork(async (tx) => {
    const people = installationPeople(tx);
    const { id } = await people.createUser({
      username,
      email,
      passwordHash,
      role: given.role ?? "User",
      state: given.state ?? "active",
      mustChangePassword: given.mustChangePassword ?? false,
    });
    for (const membership of given.memberOf ?? []) await people.addMember({ userId: id, ...membership });
    return { id, username, email };
  });
}

export async function makeCompany(db: Database): Promise<number> {
  const name = `Company ${randomBytes(6).toString("hex")}`;
  const company = { name, description: "", timeZone: "UTC", firstSiteName: "HO" };
  return db.unitOfWork(async (tx) => (await installationPeople(tx).createCompany(company)).companyId);
}

/** The desk of the sign-in page; its limits count by `clock`. */
export function deskOf(
  db: Database,
  clock: () => number = () => start.getTime(),
  change: Partial<LimitSettings> = {},
): SignInDesk {
  return {
    db,
    limits: createLimits({ ...limitSettings, ...change }, clock),
    auditKey,
    findUser: (nameOrEmail) => installationPeople(db).findUserForSignIn(nameOrEmail),
  };
}

export type Try = {
  login: string;
  password?: string;
  remember?: boolean;
  peer?: string | null;
  /** The cookie of a known device. */
  device?: string;
  isLocal?: boolean;
  previousToken?: string | null;
  now?: Date;
};

/** The cookie of a device this user has signed in with, made now. */
export async function deviceOf(db: Database, userId: number): Promise<string> {
  const user = await db.prisma.user.findUniqueOrThrow({
    where: { id: userId },
    select: { id: true, passwordHash: true },
  });
  return knownDeviceCookie(user, null, start, deviceKey);
}

/** A try at the door; right unless something else is said. */
export function signIn(desk: SignInDesk, given: Try) {
  return signInWith(desk, {
    login: given.login,
    password: given.password ?? rightPassword,
    remember: given.remember ?? false,
    peer: given.peer === undefined ? "203.0.113.9" : given.peer,
    userAgent: "Browser/1",
    isLocal: given.isLocal ?? false,
    deviceOf: (user) => readKnownDevice(given.device, user, given.now ?? start, deviceKey),
    previousToken: given.previousToken ?? null,
    now: given.now ?? start,
  });
}

export function hashOf(token: string): string {
  const hash = hashSessionToken(token);
  if (!hash) throw new Error("not a token");
  return hash;
}

/** What a refused try answers: its code and words. */
export async function refusalOf(
  attempt: Promise<unknown>,
): Promise<{ code: unknown; message: unknown; fields: unknown }> {
  const error: unknown = await attempt.then(
    () => new Error("it was not refused"),
    (reason: unknown) => reason,
  );
  const { code, message, fields } = error as { code?: unknown; message?: unknown; fields?: unknown };
  return { code, message, fields };
}
