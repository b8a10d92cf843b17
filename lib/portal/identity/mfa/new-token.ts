import { hashSessionToken, newSessionToken } from "@/lib/auth/session";
import { sessionStore } from "@/lib/auth/store";
import type { Db } from "@/lib/db/database";
import { sessionOver } from "./prove";

/** A new token for a session whose second factor is done, proven at `now`. The old cookie is dead from the commit on. */
export async function passSecondFactor(tx: Db, sessionId: number, now: Date): Promise<string> {
  const token = newSessionToken();
  const tokenHash = hashSessionToken(token);
  const change = { mfaState: "ok", stepUpAt: now } as const;
  if (!tokenHash || !(await sessionStore(tx).rotate(sessionId, { tokenHash, ...change }))) throw sessionOver();
  return token;
}
