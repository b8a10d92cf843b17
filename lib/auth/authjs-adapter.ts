import type { Adapter, AdapterUser } from "@auth/core/adapters";
import { PrismaAdapter } from "@auth/prisma-adapter";
import type { Database } from "@/lib/db/database";
import { readSettings } from "@/lib/settings/store";
import { hashSessionToken } from "./session";
import { sessionStore } from "./store";

export type AuthJsAdapterOptions = {
  db: Database;
  clock: () => Date;
  /** Of the request that signs in; kept with the session. */
  peer: string | null;
  userAgent: string | null;
};

/** Accounts are made by administrators and by registration, never by an identity provider. */
async function refuseAccounts(): Promise<never> {
  throw new Error("Accounts are not made through Auth.js.");
}

/**
 * Auth.js's Prisma adapter over our own session rows: only SHA-256 of a token is stored, idle and absolute limits
 * hold on every reading, and a user who is not active has no session. Tokens come in and go out; hashes stay here.
 */
export function authJsAdapter({ db, clock, peer, userAgent }: AuthJsAdapterOptions): Adapter {
  const asUser = (user: { userId: number; username: string; email: string }): AdapterUser => ({
    id: String(user.userId),
    name: user.username,
    email: user.email,
    emailVerified: null,
  });

  return {
    ...PrismaAdapter(db.prisma as unknown as Parameters<typeof PrismaAdapter>[0]),
    createUser: refuseAccounts,
    updateUser: refuseAccounts,
    deleteUser: refuseAccounts,
    linkAccount: refuseAccounts,
    unlinkAccount: refuseAccounts,
    getUser: async () => null,
    getUserByEmail: async () => null,
    getUserByAccount: async () => null,

    async createSession(session) {
      const tokenHash = hashSessionToken(session.sessionToken);
      if (!tokenHash) throw new Error("A session token must be 32 random bytes in base64url.");
      const made = await db.unitOfWork(async (tx) =>
        sessionStore(tx).create(
          { tokenHash, userId: Number(session.userId), mfaState: "challenge", remember: false, ip: peer, userAgent },
          await readSettings(tx),
          clock(),
        ),
      );
      return { sessionToken: session.sessionToken, userId: session.userId, expires: made.expires };
    },

    async getSessionAndUser(sessionToken) {
      const tokenHash = hashSessionToken(sessionToken);
      const found = tokenHash ? await sessionStore(db).findByTokenHash(tokenHash, clock()) : null;
      if (!found) return null;
      const { session, viewer } = found;
      return {
        session: { sessionToken, userId: String(viewer.userId), expires: session.expires },
        user: asUser(viewer),
      };
    },

    /** Auth.js would move the end by its own rule; ours is moved by use, within the absolute limit. */
    async updateSession(session) {
      const tokenHash = hashSessionToken(session.sessionToken);
      const found = tokenHash ? await sessionStore(db).findByTokenHash(tokenHash, clock()) : null;
      if (!found) return null;
      return {
        sessionToken: session.sessionToken,
        userId: String(found.viewer.userId),
        expires: found.session.expires,
      };
    },

    async deleteSession(sessionToken) {
      const tokenHash = hashSessionToken(sessionToken);
      if (tokenHash) await db.unitOfWork((tx) => sessionStore(tx).end(tokenHash));
    },
  };
}
