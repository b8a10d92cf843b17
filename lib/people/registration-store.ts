import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { fold } from "@/lib/fold";
import { checked } from "./checked";
import { newUserSchema } from "./schema";

/** The same as the users page counts. */
const waiting = { state: "pending", deletedAt: null } as const;

/** How many may wait at once: strangers must not be able to fill the table of users. */
export const mostWaiting = 1_000;

export type Registration = { username: string; email: string; passwordHash: string };

/** What becomes of a registration: it waits, its name or e-mail is taken, or there are too many waiting already. */
export type Registered = { kind: "waiting"; userId: number } | { kind: "taken" } | { kind: "full" };

/** Without a scope: somebody who asks for an account belongs to no company yet. For the front desk. */
export async function addRegistration(tx: Db, registration: Registration): Promise<Registered> {
  requireWritable(tx);
  const row = checked(newUserSchema, { ...registration, role: "User", state: "pending", mustChangePassword: false });
  const folded = { usernameFolded: fold(row.username), emailFolded: fold(row.email) };
  const { usernameFolded, emailFolded } = folded;
  // Both are always counted, so that a taken name costs what a free one does.
  const full = (await tx.prisma.user.count({ where: waiting })) >= mostWaiting;
  const taken = (await tx.prisma.user.count({ where: { OR: [{ usernameFolded }, { emailFolded }] } })) > 0;
  if (full) return { kind: "full" };
  if (taken) return { kind: "taken" };
  const { id } = await tx.prisma.user.create({ data: { ...row, ...folded }, select: { id: true } });
  return { kind: "waiting", userId: id };
}

/** Prisma's code for a broken unique index: somebody else took the name between our look and our write. */
export const isBrokenUnique = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "P2002";

/** Runs the unit of work that registers somebody. Whoever loses against the unique index looks again: it is taken. */
export async function orLookAgain<T>(unit: () => Promise<T>): Promise<T> {
  try {
    return await unit();
  } catch (error) {
    if (isBrokenUnique(error)) return unit();
    throw error;
  }
}
