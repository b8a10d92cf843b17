import type { AuditEntry } from "@/lib/audit/entry";
import { recordNoise } from "@/lib/audit/store";
import type { RequestFacts } from "./request";
import type { Runtime } from "./runtime";

type Scene = {
  runtime: Pick<Runtime, "db" | "log">;
  facts: Pick<RequestFacts, "peer">;
  viewer: { userId: number; username: string };
  now: Date;
};

/** R8: a refusal leaves a row too. It must not hide the refusal itself, so a fault here is only logged. */
export async function noteRefusal(
  { runtime, facts, viewer, now }: Scene,
  what: Pick<AuditEntry, "action" | "companyId"> & { outcome: "denied" | "failed" },
): Promise<void> {
  const actor = { kind: "user", id: viewer.userId, name: viewer.username } as const;
  try {
    await runtime.db.unitOfWork((tx) => recordNoise(tx, { ...what, at: now, actor, ip: facts.peer }));
  } catch (error) {
    runtime.log.error({ err: error }, "a refusal could not be recorded");
  }
}
