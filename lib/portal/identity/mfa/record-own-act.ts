import type { Changes } from "@/lib/audit/describe-change";
import { recordAudit } from "@/lib/audit/store";
import { deriveKey } from "@/lib/auth/secret";
import type { Db } from "@/lib/db/database";
import type { ChallengeDesk } from "./challenge-desk";

/** The row of a step that a user takes before the portal is open to them. Last in the transaction of the step. */
export async function recordOwnAct(
  tx: Db,
  { runtime, facts, current, now }: ChallengeDesk,
  action: string,
  changes: Changes,
): Promise<void> {
  const { userId, username } = current.viewer;
  const actor = { kind: "user", id: userId, name: username } as const;
  const target = { kind: "user", id: userId, label: username };
  await recordAudit(
    tx,
    { at: now, actor, ip: facts.peer, action, target, changes },
    deriveKey(runtime.secret, "audit"),
  );
}
