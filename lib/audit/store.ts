import { setImmediate as nextTurn } from "node:timers/promises";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { tellAppended } from "./appended";
import { type AuditEntry, factsOf, noiseKeyOf } from "./entry";
import { type ChainFinding, type ChainHead, type ChainLink, createVerifier, genesis, linkAfter } from "./hash-chain";

/** The one row of app_audit_head. */
const headId = 1;

/**
 * Writes one act into the chain, in the transaction of the act itself: no audit row, no change.
 * Call it last in a unit of work: from here to the commit no other transaction can append.
 * `key`: 32 bytes derived from SECRET_KEY for the audit trail.
 */
export async function recordAudit(tx: Db, entry: AuditEntry, key: Buffer): Promise<void> {
  requireWritable(tx);
  const facts = factsOf(entry);
  const head = await lockHead(tx);
  const link = linkAfter(head, facts, key);
  await tx.prisma.auditLog.create({ data: link });
  const moved = await tx.prisma.auditHead.updateMany({
    where: { id: headId, links: head.links, hash: head.hash },
    data: { links: link.chainIndex, hash: link.hash },
  });
  if (moved.count !== 1) throw new Error("The head of the audit chain moved under its lock.");
  tellAppended();
}

/**
 * Anonymous noise (failed sign-ins, denials): one row per act, account, address and minute with a count, outside
 * the chain, so that strangers can neither flood the trail nor make the chain wait for them.
 */
export async function recordNoise(tx: Db, entry: AuditEntry): Promise<void> {
  requireWritable(tx);
  const facts = factsOf(entry);
  const noiseKey = noiseKeyOf(facts);
  // A unit of work is serializable: that there was no such row is still true at its commit.
  const counted = await tx.prisma.auditLog.updateMany({ where: { noiseKey }, data: { count: { increment: 1 } } });
  if (counted.count === 0) await tx.prisma.auditLog.create({ data: { ...facts, noiseKey } });
}

/** Where the chain stands: what the instance folder keeps a copy of, and what verifying ends at. */
export async function auditHead(db: Db): Promise<ChainHead> {
  const row = await db.prisma.auditHead.findUnique({ where: { id: headId }, select: { links: true, hash: true } });
  return row ?? genesis;
}

const linksAtOnce = 1_000;

type TrailCheck = {
  finding: ChainFinding;
  /** When the last entry that holds was written; null if none does. */
  lastGoodAt: Date | null;
};

/**
 * Walks the whole chain, a thousand links at a time, and says where it first does not hold. Links written while it
 * walks are verified too; rows of noise are no part of it. `copy`: the head as it was kept outside the database before.
 */
export async function inspectTrail(
  db: Db,
  key: Buffer,
  options: { copy?: ChainHead | null; onProgress?: (links: number) => void } = {},
): Promise<TrailCheck> {
  const verifier = createVerifier(key, { copy: options.copy ?? null });
  let head = await auditHead(db);
  let last: { chainIndex: number; id: number } | null = null;
  let lastGoodAt: Date | null = null;
  for (;;) {
    const rows = await linksAfter(db, last);
    for (const row of rows) {
      const { chainIndex, previousHash, hash } = row;
      last = { chainIndex: chainIndex ?? 0, id: row.id };
      if (last.chainIndex > head.links) head = await auditHead(db);
      verifier.push({
        ...row,
        chainIndex: last.chainIndex,
        previousHash: previousHash ?? "",
        hash: hash ?? "",
      } satisfies ChainLink);
      if (verifier.state().isBroken) return { finding: verifier.finish(head), lastGoodAt };
      lastGoodAt = row.at;
    }
    options.onProgress?.(verifier.state().links);
    if (rows.length < linksAtOnce) return { finding: verifier.finish(head), lastGoodAt };
    // SQLite answers without leaving this thread: agents must get their turn between.
    await nextTurn();
  }
}

/** The links after one, in their order; two with the same number in the order they were written. */
function linksAfter(db: Db, last: { chainIndex: number; id: number } | null) {
  const beyond = last && {
    // The plain bound lets every engine go on where it was; the rest alone would have SQLite begin anew each time.
    chainIndex: { gte: last.chainIndex },
    OR: [{ chainIndex: { gt: last.chainIndex } }, { id: { gt: last.id } }],
  };
  return db.prisma.auditLog.findMany({
    where: beyond ?? { chainIndex: { not: null } },
    orderBy: [{ chainIndex: "asc" }, { id: "asc" }],
    take: linksAtOnce,
  });
}

/** The signature of the link at a place; null if there is none. */
export async function hashOfLink(db: Db, chainIndex: number): Promise<string | null> {
  const row = await db.prisma.auditLog.findFirst({ where: { chainIndex }, select: { hash: true } });
  return row?.hash ?? null;
}

/**
 * Takes the head for this transaction. By an update, because that waits for whoever has it on every engine; two
 * transactions that read it first would both go on and one would have to start again.
 */
async function lockHead(tx: Db): Promise<ChainHead> {
  const touched = await tx.prisma.auditHead.updateMany({ where: { id: headId }, data: { links: { increment: 0 } } });
  if (touched.count === 0) await tx.prisma.auditHead.create({ data: { id: headId, ...genesis } });
  return auditHead(tx);
}
