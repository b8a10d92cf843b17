import { createHmac, timingSafeEqual } from "node:crypto";
import type { AuditFacts } from "./entry";

/**
 * The trail as a chain: each row signs itself and the signature before it, with a key derived from SECRET_KEY.
 * Whoever can write the table but has no key can change nothing unseen but the tail, and the head (number of
 * links and last signature) shows a cut tail.
 */
export type ChainLink = AuditFacts & { chainIndex: number; previousHash: string; hash: string };

/** How many links there are, and the signature of the last. */
export type ChainHead = { links: number; hash: string };

export const genesis: ChainHead = Object.freeze({ links: 0, hash: "0".repeat(64) });

/**
 * What a link signs. A JSON list in fixed order: unambiguous whatever the texts hold. The leading number is the
 * version of this form; a later form gets another number, so old links stay valid.
 */
function canonicalBytes(facts: AuditFacts, chainIndex: number, previousHash: string): Buffer {
  const fields = [
    1,
    chainIndex,
    previousHash,
    facts.at.toISOString(),
    facts.actorKind,
    facts.actorId,
    facts.actorName,
    facts.ip,
    facts.companyId,
    facts.action,
    facts.outcome,
    facts.targetKind,
    facts.targetId,
    facts.targetLabel,
    facts.changes,
    facts.count,
  ];
  return Buffer.from(JSON.stringify(fields), "utf8");
}

function sign(facts: AuditFacts, chainIndex: number, previousHash: string, key: Buffer): string {
  return createHmac("sha256", key)
    .update(canonicalBytes(facts, chainIndex, previousHash))
    .digest("hex");
}

/** The next link after `head`. Links count from 1. */
export function linkAfter(head: ChainHead, facts: AuditFacts, key: Buffer): ChainLink {
  const chainIndex = head.links + 1;
  return { ...facts, chainIndex, previousHash: head.hash, hash: sign(facts, chainIndex, head.hash, key) };
}

export type ChainFinding =
  | { ok: true; links: number }
  /**
   * `chainIndex` is the first place where the chain does not hold. `copy`: the chain holds, but it is not the one of
   * which a copy of the head was kept elsewhere; `cut`: it ends before that copy.
   */
  | { ok: false; chainIndex: number; problem: "missing" | "repeated" | "altered" | "head" | "copy" | "cut" };

/**
 * Walks the chain one link at a time, so that a trail of any length can be verified in pieces.
 * Give the links by ascending chainIndex, then `finish` with the head that the database (or the instance
 * folder) keeps. `start` is where the kept part begins: genesis, or a checkpoint. `copy` is a head as it once was: the
 * chain must go through it.
 */
export function createVerifier(
  key: Buffer,
  { start = genesis, copy }: { start?: ChainHead; copy?: ChainHead | null } = {},
) {
  let reached: ChainHead = start;
  let finding: ChainFinding | null = null;

  function check(link: ChainLink): ChainFinding | null {
    const expected = reached.links + 1;
    if (link.chainIndex > expected) return { ok: false, chainIndex: expected, problem: "missing" };
    if (link.chainIndex < expected) return { ok: false, chainIndex: link.chainIndex, problem: "repeated" };
    const signature = sign(link, link.chainIndex, reached.hash, key);
    if (link.previousHash !== reached.hash || !equal(link.hash, signature)) {
      return { ok: false, chainIndex: expected, problem: "altered" };
    }
    if (copy?.links === expected && !equal(copy.hash, signature)) {
      return { ok: false, chainIndex: expected, problem: "copy" };
    }
    reached = { links: expected, hash: signature };
    return null;
  }

  return {
    push(link: ChainLink): void {
      finding ??= check(link);
    },
    /** How far it has come, and true once nothing more can change what it found. */
    state: () => ({ links: reached.links, isBroken: finding !== null }),
    finish(head: ChainHead): ChainFinding {
      if (finding) return finding;
      if (head.links > reached.links) return { ok: false, chainIndex: reached.links + 1, problem: "missing" };
      if (head.links !== reached.links || !equal(head.hash, reached.hash)) {
        return { ok: false, chainIndex: reached.links, problem: "head" };
      }
      if (copy && copy.links > reached.links) return { ok: false, chainIndex: reached.links + 1, problem: "cut" };
      return { ok: true, links: reached.links };
    },
  };
}

function equal(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
