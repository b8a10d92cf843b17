import { cookies } from "next/headers";
import { recordAudit } from "@/lib/audit/store";
import { cookieOptions } from "@/lib/auth/browser/cookies";
import { deriveKey } from "@/lib/auth/secret";
import { sessionStore } from "@/lib/auth/store";
import type { PublicContext } from "../action";
import { cookieNamesOf, findSessionByToken } from "../session";

/** Ends this browser's session, row first, and takes its cookie back. Without a session it only clears the cookie. */
export async function endOwnSession({ runtime, facts, now }: PublicContext<unknown>): Promise<void> {
  const names = cookieNamesOf(facts, runtime);
  if (!names) return;
  const jar = await cookies();
  const current = await findSessionByToken(runtime.db, jar.get(names.session)?.value, now);
  if (current) {
    const { userId, username } = current.viewer;
    await runtime.db.unitOfWork(async (tx) => {
      await sessionStore(tx).end(current.tokenHash);
      const entry = {
        at: now,
        actor: { kind: "user", id: userId, name: username } as const,
        ip: facts.peer,
        action: "signed out",
        target: { kind: "user", id: userId, label: username },
      };
      await recordAudit(tx, entry, deriveKey(runtime.secret, "audit"));
    });
  }
  jar.delete({ name: names.session, ...cookieOptions(names) });
}
