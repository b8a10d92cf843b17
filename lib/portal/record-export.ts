import { type Actor, may } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/store";
import { deriveKey } from "@/lib/auth/secret";
import { PortalError } from "@/lib/errors";
import type { Portal } from "./portal";
import type { RequestFacts } from "./request";
import type { Runtime } from "./runtime";

/** What is about to leave the portal. `what` names filter, columns and format in words. */
export type Export = { report: string; format: string; range: { from: Date; to: Date }; what: string };

/**
 * Allows an export and writes it down before its first byte leaves: no audit row, no export (5-access).
 * Throws PortalError `forbidden` or `not_found` when the viewer may not.
 */
export async function recordExport(
  runtime: Pick<Runtime, "db" | "secret">,
  portal: Pick<Portal, "viewer" | "scope" | "company" | "now">,
  facts: Pick<RequestFacts, "peer">,
  given: Export,
): Promise<void> {
  const { viewer, scope, company, now } = portal;
  const actor: Actor = { viewer, companyIds: scope.companyIds };
  const verdict = may(actor, "data.export", company ? { companyId: company.id } : {});
  if (verdict.kind !== "allow") {
    const code = verdict.kind === "deny" ? verdict.code : "forbidden";
    throw new PortalError(code, "You may not export this.");
  }
  const { from, to } = given.range;
  const [only, ...more] = scope.companyIds;
  const entry = {
    at: now,
    actor: { kind: "user", id: viewer.userId, name: viewer.username },
    ip: facts.peer,
    companyId: company?.id ?? (more.length === 0 ? (only ?? null) : null),
    action: `${given.report} exported`,
    target: {
      kind: "report",
      id: given.format,
      label: `${from.toISOString()} to ${to.toISOString()} ${given.what}`.slice(0, 256),
    },
  } as const;
  await runtime.db.unitOfWork((tx) => recordAudit(tx, entry, deriveKey(runtime.secret, "audit")));
}
