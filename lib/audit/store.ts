import type { CompanyScope } from "@/lib/access/scope";
import { rankIn, type Viewer } from "@/lib/access/viewer";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import type { Changes } from "./describe-change";
import { type AuditEntry, type AuditFacts, factsOf, noiseKeyOf } from "./entry";
import { type ChainFinding, type ChainHead, type ChainLink, createVerifier, genesis, linkAfter } from "./hash-chain";

/** The one row of app_audit_head. */
const headId = 1;
const largestPage = 500;

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

/**
 * Walks the whole chain, a thousand links at a time, and says where it first does not hold. Links written while it
 * walks are verified too; rows of noise are no part of it.
 */
export async function verifyTrail(db: Db, key: Buffer): Promise<ChainFinding> {
  const verifier = createVerifier(key);
  let head = await auditHead(db);
  let last: { chainIndex: number; id: number } | null = null;
  for (;;) {
    const beyond: object = last
      ? { OR: [{ chainIndex: { gt: last.chainIndex } }, { chainIndex: last.chainIndex, id: { gt: last.id } }] }
      : { chainIndex: { not: null } };
    const rows = await db.prisma.auditLog.findMany({
      where: beyond,
      orderBy: [{ chainIndex: "asc" }, { id: "asc" }],
      take: linksAtOnce,
    });
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
    }
    if (rows.length < linksAtOnce) return verifier.finish(head);
  }
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

/** One row of the trail as its page shows it. */
export type AuditRow = {
  id: number;
  at: Date;
  actor: { kind: string; id: number | null; name: string };
  ip: string | null;
  companyId: number | null;
  action: string;
  outcome: string;
  target: { kind: string; id: string; label: string } | null;
  changes: Changes;
  count: number;
};

const shownColumns = {
  id: true,
  at: true,
  actorKind: true,
  actorId: true,
  actorName: true,
  ip: true,
  companyId: true,
  action: true,
  outcome: true,
  targetKind: true,
  targetId: true,
  targetLabel: true,
  changes: true,
  count: true,
} as const;

/**
 * The trail as a viewer may read it (5-access, row 25): an administrator of a company all of that company's rows,
 * GlobalAdmin also those that concern no company, anybody else their own acts inside the scope.
 */
export function auditStore(db: Db, scope: CompanyScope, viewer: Pick<Viewer, "userId" | "globalRole" | "memberships">) {
  const inScope = [...scope.companyIds];
  const administered = inScope.filter((companyId) => !["User", "none"].includes(rankIn(viewer, companyId)));
  const own = { actorKind: "user", actorId: viewer.userId };
  const readable = [
    { companyId: { in: administered } },
    { ...own, companyId: { in: inScope } },
    viewer.globalRole === "GlobalAdmin" ? { companyId: null } : { ...own, companyId: null },
  ];

  /** Newest first, `size` (at most 500) at a time; `next` is the `before` of the page after, null at the end. */
  async function list(page: {
    size: number;
    before?: number | null;
  }): Promise<{ rows: AuditRow[]; next: number | null }> {
    const take = Math.max(1, Math.min(page.size, largestPage));
    const rows = await db.prisma.auditLog.findMany({
      where: { OR: readable, ...(page.before ? { id: { lt: page.before } } : {}) },
      select: shownColumns,
      orderBy: { id: "desc" },
      take: take + 1,
    });
    const shown = rows.slice(0, take);
    return { rows: shown.map(rowOf), next: rows.length > take ? (shown.at(-1)?.id ?? null) : null };
  }

  return { list };
}

function rowOf(row: AuditFacts & { id: number }): AuditRow {
  const { actorKind, actorId, actorName, targetKind, targetId, targetLabel, changes, ...rest } = row;
  return {
    ...rest,
    actor: { kind: actorKind, id: actorId, name: actorName },
    target: targetKind === null ? null : { kind: targetKind, id: targetId ?? "", label: targetLabel ?? "" },
    changes: changes === "" ? {} : (JSON.parse(changes) as Changes),
  };
}
