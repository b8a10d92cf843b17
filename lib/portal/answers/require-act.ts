import { headers } from "next/headers";
import { notFound } from "next/navigation";
import type { ActName } from "@/lib/access/acts";
import { may, mayAnywhere } from "@/lib/access/policy";
import { noteRefusal } from "../note-refusal";
import type { Portal } from "../portal";
import { readRequestFacts } from "../request";
import { getRuntime } from "../runtime";

/**
 * For a page: goes on when the policy allows `act` for the company being looked at, or anywhere when that is "all".
 * Else the page is not there, and the denial is noted. The gate has answered most of these before (lib/access/pages.ts);
 * this holds without it.
 */
export async function requireAct(portal: Portal, act: ActName): Promise<void> {
  const actor = { viewer: portal.viewer, companyIds: portal.scope.companyIds };
  const allowed = portal.company
    ? may(actor, act, { companyId: portal.company.id }).kind !== "deny"
    : mayAnywhere(actor, act);
  if (allowed) return;
  const facts = readRequestFacts(await headers());
  const scene = { runtime: await getRuntime(), facts, viewer: portal.viewer, now: portal.now };
  await noteRefusal(scene, { action: "page refused", outcome: "denied", companyId: portal.company?.id ?? null });
  notFound();
}
