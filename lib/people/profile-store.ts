import type { Viewer } from "@/lib/access/viewer";
import { type SessionRecord, sessionStore } from "@/lib/auth/store";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { fold } from "@/lib/fold";

export type Profile = {
  username: string;
  email: string;
  mfaEnabled: boolean;
  /** As saved; null: never chosen. The front desk knows the words. */
  theme: string | null;
  locale: string | null;
  lastSignInAt: Date | null;
  createdAt: Date;
};

/** One's own session, with the mark of the one that asks. */
type OwnSession = Omit<SessionRecord, "userId" | "mfaState"> & { isCurrent: boolean };

export type Preferences = Pick<Profile, "theme" | "locale">;

const profileColumns = {
  username: true,
  email: true,
  mfaEnabled: true,
  theme: true,
  locale: true,
  lastSignInAt: true,
  createdAt: true,
} as const;

/** What viewers see of their own account. Closed over the viewer: there is no way to name somebody else. */
export function profileStore(db: Db, viewer: Pick<Viewer, "userId" | "sessionId">) {
  /** Null when the account was deleted meanwhile. */
  async function read(): Promise<Profile | null> {
    return db.prisma.user.findFirst({ where: { id: viewer.userId, deletedAt: null }, select: profileColumns });
  }

  /** The living sessions, this one first, then the one used last. */
  async function sessions(now: Date): Promise<OwnSession[]> {
    const rows = await sessionStore(db).list(viewer.userId, now);
    const own = rows.map(({ userId: _, mfaState: __, ...row }) => ({ ...row, isCurrent: row.id === viewer.sessionId }));
    return own.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
  }

  return { read, sessions };
}

/** Would this name or e-mail be somebody else's? Deleted users keep theirs. */
export async function isTakenByOther(
  db: Db,
  userId: number,
  names: Pick<Profile, "username" | "email">,
): Promise<boolean> {
  const others = [{ usernameFolded: fold(names.username) }, { emailFolded: fold(names.email) }];
  return (await db.prisma.user.count({ where: { id: { not: userId }, OR: others } })) > 0;
}

/** Changes one's own account; for the front desk, in the transaction of its audit row. */
export function profileWriter(tx: Db, userId: number) {
  const where = { id: userId, deletedAt: null };

  /** False when somebody else has the name or the e-mail, or the account is gone. */
  async function rename(names: Pick<Profile, "username" | "email">): Promise<boolean> {
    requireWritable(tx);
    if (await isTakenByOther(tx, userId, names)) return false;
    const { username, email } = names;
    const data = { username, usernameFolded: fold(username), email, emailFolded: fold(email) };
    return (await tx.prisma.user.updateMany({ where, data })).count === 1;
  }

  async function prefer(preferences: Preferences): Promise<boolean> {
    requireWritable(tx);
    return (await tx.prisma.user.updateMany({ where, data: preferences })).count === 1;
  }

  return { rename, prefer };
}
