import { z } from "zod";
import { type PurgePlan, planPurge, purgeErrors } from "@/lib/audit/error-store";
import { recordAudit } from "@/lib/audit/store";
import { deriveKey } from "@/lib/auth/secret";
import { PortalError } from "@/lib/errors";
import type { ChangeDefinition, Desk } from "../action-core";
import { noteRefusal } from "../note-refusal";
import type { Portal } from "../portal";
import type { RequestFacts } from "../request";
import type { Runtime } from "../runtime";

const daysRule = "a whole number of days from 1 to 365";
const dayMs = 86_400_000;
const rowsAtOnce = 500;

/** "Everything" is said by its own field, so that a number typed wrongly never deletes all. */
const purgeInput = z
  .object({
    what: z.enum(["older", "all"], "choose what to delete"),
    days: z.string().trim().max(4).default(""),
  })
  .transform(({ what, days }, context) => {
    if (what === "all") return { days: null };
    const parsed = /^\d{1,3}$/.test(days) ? Number(days) : 0;
    if (parsed >= 1 && parsed <= 365) return { days: parsed };
    context.addIssue({ code: "custom", path: ["days"], message: daysRule });
    return z.NEVER;
  });

type PurgePieces = Pick<ChangeDefinition<typeof purgeInput, void, PurgePlan>, "input" | "run"> & {
  finish: (plan: PurgePlan, desk: Pick<Desk, "runtime">) => Promise<void>;
};

/**
 * Deletes what was last seen before so many days, or everything. The audit row with the count comes first, in one
 * transaction with the counting; the rows then go in small groups, so that a long log stops nobody's writing.
 */
export const purgeErrorLog: PurgePieces = {
  input: purgeInput,
  async run({ tx, input, now }) {
    const before = input.days === null ? null : new Date(now.getTime() - input.days * dayMs);
    const plan = await planPurge(tx, before);
    const label = before === null ? "everything" : `older than ${input.days} ${input.days === 1 ? "day" : "days"}`;
    return {
      value: plan,
      audit: {
        action: "error log purged",
        target: { kind: "error log", id: "entries", label },
        changes: { entriesDeleted: [null, plan.count] },
      },
    };
  },
  async finish(plan, { runtime }) {
    let deleted = rowsAtOnce;
    while (deleted === rowsAtOnce) deleted = await runtime.db.unitOfWork((tx) => purgeErrors(tx, plan, rowsAtOnce));
  },
};

/** Allows an export of the error log and writes it down before its first byte leaves. */
export async function recordErrorsExport(
  runtime: Pick<Runtime, "db" | "secret" | "log">,
  portal: Pick<Portal, "viewer" | "now">,
  facts: Pick<RequestFacts, "peer">,
  given: { format: string; range: { from: Date; to: Date }; what: string },
): Promise<void> {
  const { viewer, now } = portal;
  const action = "error log exported";
  if (viewer.globalRole !== "GlobalAdmin") {
    await noteRefusal({ runtime, facts, viewer, now }, { action, outcome: "denied" });
    throw new PortalError("forbidden", "You may not export this.");
  }
  const { from, to } = given.range;
  const entry = {
    at: now,
    actor: { kind: "user", id: viewer.userId, name: viewer.username },
    ip: facts.peer,
    action,
    target: {
      kind: "report",
      id: given.format,
      label: `${from.toISOString()} to ${to.toISOString()} ${given.what}`.slice(0, 256),
    },
  } as const;
  await runtime.db.unitOfWork((tx) => recordAudit(tx, entry, deriveKey(runtime.secret, "audit")));
}
