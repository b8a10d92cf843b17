import { hashSessionToken, newSessionToken } from "@/lib/auth/session";
import { sessionStore } from "@/lib/auth/store";
import type { DatabaseTarget } from "@/lib/config";
import { openDatabase } from "@/lib/db/open";
import { readSettings } from "@/lib/settings/store";

/** Cookies of `viewers` signed-in global administrators, made in the database so that nothing of the sign-in is measured. */
export async function signedInCookies(target: DatabaseTarget, viewers: number): Promise<string[]> {
  const db = await openDatabase(target);
  try {
    const settings = await readSettings(db);
    const now = new Date();
    return await db.unitOfWork(async (tx) => {
      const cookies: string[] = [];
      for (let n = 0; n < viewers; n++) {
        const name = `viewer${n}`;
        const user = await tx.prisma.user.create({
          data: {
            username: name,
            usernameFolded: name,
            email: `${name}@example.com`,
            emailFolded: `${name}@example.com`,
            passwordHash: "-",
            role: "GlobalAdmin",
          },
        });
        const token = newSessionToken();
        const tokenHash = hashSessionToken(token) ?? "";
        const session = {
          tokenHash,
          userId: user.id,
          mfaState: "ok" as const,
          remember: false,
          ip: null,
          userAgent: null,
        };
        await sessionStore(tx).create(session, settings, now);
        cookies.push(`winauthmon=${token}`);
      }
      return cookies;
    });
  } finally {
    await db.close();
  }
}
