import { type CompanyScope, scopeOfViewer } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import { type CookieNames, cookieNamesFor } from "@/lib/auth/browser/cookies";
import { hashSessionToken, isTouchDue } from "@/lib/auth/session";
import { type SessionRecord, sessionStore } from "@/lib/auth/store";
import type { Db } from "@/lib/db/database";
import { findLogScene } from "@/lib/log";
import { installationPeople } from "@/lib/people/store";
import { readSettings } from "@/lib/settings/store";
import { isLoopbackHost, type RequestFacts } from "./request";
import { getRuntime, type Runtime } from "./runtime";

/** Who sent a request, read from the rows just now. */
export type CurrentSession = { tokenHash: string; session: SessionRecord; viewer: Viewer };

/** The cookies this connection may carry; null when it may carry none. */
export function cookieNamesOf(facts: RequestFacts, runtime: Pick<Runtime, "config">): CookieNames | null {
  // A host that is not server.ts does not say who calls. A browser that says "localhost" talks to its own machine.
  const isLocal = facts.isLocal || (facts.peer === null && isLoopbackHost(facts.host));
  return cookieNamesFor({ scheme: facts.scheme, isLocal, secureRequired: runtime.config.sessionCookieSecure });
}

/** The session a token belongs to, if it lives and its user is active. */
export async function findSessionByToken(db: Db, token: string | undefined, now: Date): Promise<CurrentSession | null> {
  const tokenHash = token ? hashSessionToken(token) : null;
  const found = tokenHash ? await sessionStore(db).findByTokenHash(tokenHash, now) : null;
  const scene = findLogScene();
  if (found && scene) scene.userId = found.viewer.userId;
  return tokenHash && found ? { tokenHash, ...found } : null;
}

/** Notes that the session is in use, at most once a minute. */
export async function noteUse(runtime: Pick<Runtime, "db">, session: SessionRecord, now: Date): Promise<void> {
  if (!isTouchDue(session, now)) return;
  await runtime.db.unitOfWork(async (tx) => sessionStore(tx).touch(session, await readSettings(tx), now));
}

/** The companies a viewer may see at this moment. */
export async function scopeOf(db: Db, viewer: Viewer): Promise<CompanyScope> {
  return scopeOfViewer(viewer, await installationPeople(db).liveCompanyIds());
}

/**
 * For a stream that stays open: the viewer again from the rows, with the scope. Null when the session is over or may
 * not see anything any more: then the stream ends. It is no use of the session, so a forgotten page still idles out.
 */
export async function recheckViewer(
  tokenHash: string,
  given?: { db: Db; now: Date },
): Promise<{ viewer: Viewer; scope: CompanyScope } | null> {
  const { db, now } = given ?? { db: (await getRuntime()).db, now: new Date() };
  const found = await sessionStore(db).findByTokenHash(tokenHash, now);
  if (found?.viewer.mfaState !== "ok" || found.viewer.mustChangePassword) return null;
  return { viewer: found.viewer, scope: await scopeOf(db, found.viewer) };
}
