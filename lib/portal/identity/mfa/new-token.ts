import { hashSessionToken, newSessionToken } from "@/lib/auth/session";
import { sessionStore } from "@/lib/auth/store";
import type { Db } from "@/lib/db/database";
import { sessionOver } from "./prove";

/**
 * A new token for a session whose second factor is done. The old cookie is dead from the commit on. `provenAt`: when
 * the password and the factor were both proven just now; null when the password is longer ago than a proof holds.
 */
export async function passSecondFactor(tx: Db, sessionId: number, provenAt: Date | null): Promise<string> {
  const token = newSessionToken();
  const tokenHash = hashSessionToken(token);
  const change = { mfaState: "ok", ...(provenAt ? { stepUpAt: provenAt } : {}) } as const;
  if (!tokenHash || !(await sessionStore(tx).rotate(sessionId, { tokenHash, ...change }))) throw sessionOver();
  return token;
}
