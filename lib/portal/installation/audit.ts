import { z } from "zod";
import { narrow } from "@/lib/access/scope";
import { auditHead } from "@/lib/audit/store";
import type { AuditFilter } from "@/lib/audit/trail-store";
import type { ChangeDefinition } from "../action-core";
import type { Portal } from "../portal";
import { recordExport } from "../record-export";
import type { RequestFacts } from "../request";
import { getRuntime, type Runtime } from "../runtime";
import { type Checker, type CheckState, checkEntry, checkStateOf, recordCheck, startCheck } from "./audit-check";

export type ChainState = CheckState & { links: number; hash: string };

/** Where the chain stands, for the page; null for whoever may not verify it. */
export async function readChainState(portal: Pick<Portal, "viewer">): Promise<ChainState | null> {
  if (portal.viewer.globalRole !== "GlobalAdmin") return null;
  const { db } = await getRuntime();
  return { ...(await auditHead(db)), ...checkStateOf(db) };
}

/** A form waits so long for the result; a longer check goes on by itself, and the page shows how far it is. */
const patienceMs = 2_500;

type VerifyAnswer = { done: true; ok: boolean; title: string; meaning: string } | { done: false };

const noInput = z.object({});
type Prepared = { answer: VerifyAnswer; entry: ReturnType<typeof checkEntry> };

/** "Verify the chain": the pieces of the action. `checker` gives what the check works on. */
export function verifyChain(
  checker: () => Promise<Checker>,
  waitMs: number = patienceMs,
): Pick<ChangeDefinition<typeof noInput, Prepared, VerifyAnswer>, "input" | "prepare" | "run"> {
  return {
    input: noInput,
    async prepare({ viewer, facts }) {
      const given = await checker();
      const check = startCheck(given, viewer.username);
      const result = await Promise.race([check, pause(waitMs)]);
      if (result !== null) {
        const { ok, title, meaning } = result;
        return { answer: { done: true, ok, title, meaning }, entry: checkEntry(result) };
      }
      const actor = { kind: "user", id: viewer.userId, name: viewer.username } as const;
      // It has no request any more to answer to; a fault of its own is in the log already.
      check.then((late) => recordCheck(given, { actor, ip: facts.peer }, late)).catch(() => undefined);
      const target = { kind: "audit trail", id: "chain", label: "The whole chain" };
      return { answer: { done: false }, entry: { action: "audit chain check started", outcome: "ok", target } };
    },
    async run({ prepared }) {
      return { value: prepared.answer, audit: prepared.entry };
    },
  };
}

function pause(ms: number): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), ms).unref();
  });
}

/** What concerns no company is exported in no company's name. */
const noCompany = -1;

/**
 * Allows an export of the trail and writes it down first. With a company chosen it is that company's export, else it
 * is one of each company in it.
 */
export async function recordTrailExport(
  runtime: Pick<Runtime, "db" | "secret" | "log">,
  portal: Portal,
  facts: Pick<RequestFacts, "peer">,
  given: { format: string; filter: AuditFilter & { from: Date; to: Date }; what: string },
): Promise<void> {
  const { company, from, to } = given.filter;
  const chosen = typeof company === "number" ? portal.companies.find(({ id }) => id === company) : undefined;
  const scope = company === undefined ? portal.scope : narrow(portal.scope, company === "none" ? noCompany : company);
  await recordExport(runtime, { ...portal, scope, company: chosen ?? null }, facts, {
    report: "audit trail",
    format: given.format,
    range: { from, to },
    what: given.what,
  });
}
