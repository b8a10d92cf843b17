import type { AuditEntry } from "@/lib/audit/entry";
import { wordsOfFinding } from "@/lib/audit/finding-words";
import type { ChainHead } from "@/lib/audit/hash-chain";
import { headCopyFile, readHeadCopy } from "@/lib/audit/head-copy-store";
import { auditHead, inspectTrail, recordAudit } from "@/lib/audit/store";
import { deriveKey } from "@/lib/auth/secret";
import type { Database, Db } from "@/lib/db/database";
import type { Runtime } from "../runtime";

/** What a check of the whole chain says, in plain words. */
type CheckResult = {
  ok: boolean;
  title: string;
  meaning: string;
  /** What was found of the copy of the head in the instance folder. */
  copy: string;
  /** When the last entry that holds was written. */
  lastGoodAt: Date | null;
};

type Checked = { db: Db; secret: Buffer; instanceDir: string };

/** Walks the chain of the trail and compares it with the copy of its head in the instance folder. */
export async function checkTrail(given: Checked, onProgress?: (links: number) => void): Promise<CheckResult> {
  const { db, secret, instanceDir } = given;
  // Before the walk: the copy must be of a head that the walk will reach.
  const copy = await readCopy(instanceDir);
  const known = typeof copy === "string" ? null : copy;
  const { finding, lastGoodAt } = await inspectTrail(db, deriveKey(secret, "audit"), {
    copy: known,
    ...(onProgress ? { onProgress } : {}),
  });
  if (finding.ok && typeof copy === "string") {
    const title = "The chain is whole, but its copy cannot be read.";
    return { ok: false, title, meaning: copy, copy: "Not compared.", lastGoodAt };
  }
  return { ok: finding.ok, ...wordsOfFinding(finding), copy: copyWords(finding.ok, known), lastGoodAt };
}

async function readCopy(instanceDir: string): Promise<ChainHead | null | string> {
  return readHeadCopy(headCopyFile(instanceDir)).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
}

function copyWords(ok: boolean, copy: ChainHead | null): string {
  if (copy === null) {
    return "The instance folder has no note yet of how long the trail was, so entries missing at its end would not be noticed.";
  }
  const links = copy.links.toLocaleString("en-GB");
  return ok
    ? `It goes through entry ${links}, which the instance folder remembers.`
    : `The instance folder remembers ${links} entries.`;
}

export type CheckState = {
  /** How far a check that runs has come; null when none does. */
  running: { links: number; of: number; startedAt: Date } | null;
  last: (CheckResult & { at: Date; by: string }) | null;
};

/** One check at a time in a process, whichever bundle began it; what it last said is kept until the process ends. */
const slot = Symbol.for("winauthmon.trail-check");
type Job = CheckState & { promise: Promise<CheckResult> | null };
type Shared = { [slot]?: WeakMap<Database, Job> };

function jobOf(db: Database): Job {
  const shared = globalThis as Shared;
  shared[slot] ??= new WeakMap();
  const job = shared[slot].get(db) ?? { running: null, last: null, promise: null };
  shared[slot].set(db, job);
  return job;
}

export function checkStateOf(db: Database): CheckState {
  const { running, last } = jobOf(db);
  return { running, last };
}

export type Checker = {
  runtime: Pick<Runtime, "db" | "secret"> & { config: { instanceDir: string } };
  clock: () => Date;
};

/** Begins a check, or joins the one that runs. */
export async function startCheck({ runtime, clock }: Checker, by: string): Promise<CheckResult> {
  const job = jobOf(runtime.db);
  if (job.promise) return job.promise;
  const { links } = await auditHead(runtime.db);
  if (job.promise) return job.promise;
  const progress = { links: 0, of: links, startedAt: clock() };
  job.running = progress;
  const given = { db: runtime.db, secret: runtime.secret, instanceDir: runtime.config.instanceDir };
  job.promise = checkTrail(given, (reached) => {
    progress.links = reached;
    progress.of = Math.max(progress.of, reached);
  })
    .then((result) => {
      job.last = { ...result, at: clock(), by };
      return result;
    })
    .finally(() => {
      job.running = null;
      job.promise = null;
    });
  return job.promise;
}

/** What the trail itself says of a check. */
export function checkEntry(result: CheckResult): Pick<AuditEntry, "action" | "outcome" | "target"> {
  const label = result.title;
  return {
    action: "audit chain verified",
    outcome: result.ok ? "ok" : "failed",
    target: { kind: "audit trail", id: "chain", label },
  };
}

/** For a check that outlived the request that began it: its result becomes a row when it is there. */
export async function recordCheck(
  { runtime, clock }: Checker,
  who: Pick<AuditEntry, "actor" | "ip">,
  result: CheckResult,
): Promise<void> {
  const entry = { ...who, ...checkEntry(result), at: clock() };
  await runtime.db.unitOfWork((tx) => recordAudit(tx, entry, deriveKey(runtime.secret, "audit")));
}
