import { type Actor, may } from "@/lib/access/policy";
import { recordAudit } from "@/lib/audit/store";
import { deriveKey } from "@/lib/auth/secret";
import { PortalError } from "@/lib/errors";
import { noteRefusal } from "./note-refusal";
import type { Portal } from "./portal";
import type { RequestFacts } from "./request";
import type { Runtime } from "./runtime";

/** What is about to leave the portal. `what` names filter, columns and format in words. */
export type Export = {
  report: string;
  format: string;
  range: { from: Date; to: Date; siteId?: number };
  what: string;
};

type Desk = Pick<Portal, "viewer" | "scope" | "agents" | "company" | "now">;

/**
 * Allows an export and writes it down before its first byte leaves: no audit row, no export (5-access). Each company
 * whose events may be in it gets a row of its own, because its administrators read no other.
 * Throws PortalError `forbidden` or `not_found` when the viewer may not.
 */
export async function recordExport(
  runtime: Pick<Runtime, "db" | "secret" | "log">,
  portal: Desk,
  facts: Pick<RequestFacts, "peer">,
  given: Export,
): Promise<void> {
  const { viewer, scope, company, now } = portal;
  const action = `${given.report} exported`;
  const actor: Actor = { viewer, companyIds: scope.companyIds };
  const verdict = may(actor, "data.export", company ? { companyId: company.id } : {});
  if (verdict.kind !== "allow") {
    const code = verdict.kind === "deny" ? verdict.code : "forbidden";
    await noteRefusal({ runtime, facts, viewer, now }, { action, outcome: "denied" });
    throw new PortalError(code, "You may not export this.");
  }
  const { from, to, siteId } = given.range;
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
  const companyIds = await companiesIn(portal, siteId);
  const key = deriveKey(runtime.secret, "audit");
  await runtime.db.unitOfWork(async (tx) => {
    for (const companyId of companyIds) await recordAudit(tx, { ...entry, companyId }, key);
  });
}

/** The companies whose events an export may hold; null, the installation, when the viewer has none. */
async function companiesIn({ scope, agents }: Desk, siteId: number | undefined): Promise<readonly (number | null)[]> {
  const site = siteId === undefined ? undefined : (await agents.sites()).find(({ id }) => id === siteId);
  if (site) return [site.companyId];
  return scope.companyIds.length === 0 ? [null] : scope.companyIds;
}
