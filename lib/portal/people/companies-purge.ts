import { setTimeout as pause } from "node:timers/promises";
import { recordAudit } from "@/lib/audit/store";
import { deriveKey } from "@/lib/auth/secret";
import { isPortalError } from "@/lib/errors";
import { purgeSome } from "@/lib/events/purge-store";
import { companiesDeletedBefore } from "@/lib/people/company-store";
import type { Runtime } from "../runtime";

type Parts = Pick<Runtime, "db" | "log" | "secret"> & { clock: () => Date };

/** What was accepted with the company's key before it was deleted may still be on its way to the disk. */
const settleMs = 60_000;
const passEveryMs = 60_000;
const rowsAtOnce = 500;
/** Between two batches: agents and pages come first. */
const restMs = 40;

/**
 * One pass over the companies that were deleted a minute ago or earlier: removes what their agents sent, in small
 * batches, and writes an audit row for each that held something. `isStopped` ends it between two batches; the next
 * pass, of this process or after a restart, goes on where it ended, because what is left is what is still there.
 */
export async function purgeDeletedCompanies(
  { db, log, secret, clock }: Parts,
  options: { isStopped?: () => boolean; restMs?: number; rowsAtOnce?: number; clean?: Set<number> } = {},
): Promise<number> {
  const { isStopped = () => false, clean = new Set<number>() } = options;
  const before = new Date(clock().getTime() - settleMs);
  let all = 0;
  for (const { id, name } of await companiesDeletedBefore(db, before)) {
    if (clean.has(id)) continue;
    let removed = 0;
    for (;;) {
      if (isStopped()) return all;
      const some = await purgeSome(db, id, options.rowsAtOnce ?? rowsAtOnce);
      if (some === 0) break;
      removed += some;
      await pause(options.restMs ?? restMs, undefined, { ref: false });
    }
    clean.add(id);
    all += removed;
    if (removed === 0) continue;
    log.info({ companyId: id, rows: removed }, "the events of a deleted company are removed");
    await db.unitOfWork((tx) =>
      recordAudit(
        tx,
        {
          at: clock(),
          actor: { kind: "system", name: "removal of deleted companies" },
          ip: null,
          companyId: id,
          action: "events of a deleted company removed",
          target: { kind: "company", id, label: name },
        },
        deriveKey(secret, "audit"),
      ),
    );
  }
  return all;
}

/**
 * Removes the events of deleted companies in the background, from a minute after the start until `stop`. A process
 * looks at a company again and again until it found nothing left.
 */
export function startCompanyPurge(parts: Parts): { stop: () => void } {
  const clean = new Set<number>();
  let stopped = false;
  let busy = false;

  async function pass(): Promise<void> {
    if (busy || stopped) return;
    busy = true;
    try {
      await purgeDeletedCompanies(parts, { clean, isStopped: () => stopped });
    } catch (error) {
      const isAway = isPortalError(error) && error.code === "unavailable";
      if (!isAway && !stopped) parts.log.error({ err: error }, "the events of a deleted company could not be removed");
    } finally {
      busy = false;
    }
  }

  const timer = setInterval(() => void pass(), passEveryMs);
  timer.unref();
  return {
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
  };
}
