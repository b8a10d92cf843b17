import { createHash } from "node:crypto";
import { addressNetwork } from "@/lib/address";
import { type Changes, stripSecrets } from "./describe-change";
import type { Outcome } from "./schema";
import { storableText } from "./storable-text";

const actorKinds = ["user", "agent", "system", "anonymous"] as const;
type ActorKind = (typeof actorKinds)[number];

/**
 * One act, as the room that did it tells it. `action` is a short phrase of the product ("company changed"),
 * `changes` what describeChange gives. `companyId` is null for what concerns the installation as a whole.
 */
export type AuditEntry = {
  at: Date;
  actor: { kind: ActorKind; id?: number; name: string };
  ip: string | null;
  companyId?: number | null;
  action: string;
  outcome?: Outcome;
  target?: { kind: string; id: string | number; label: string };
  changes?: Changes;
};

/** The columns of an audit row that its entry decides. Everything a link of the chain signs is in here. */
export type AuditFacts = {
  at: Date;
  actorKind: string;
  actorId: number | null;
  actorName: string;
  ip: string | null;
  companyId: number | null;
  action: string;
  outcome: string;
  targetKind: string | null;
  targetId: string | null;
  targetLabel: string | null;
  /** JSON, or "" for none. */
  changes: string;
  /** How often; more than once only in a row of noise. */
  count: number;
};

/** Lengths of the columns, in UTF-16 units (prisma/schema.prisma, AuditLog). */
const lengths = { actorName: 256, ip: 45, action: 64, targetKind: 32, targetId: 64, targetLabel: 256 };

/** The row of an entry: cut to the columns, secrets stripped once more, whatever the caller did. */
export function factsOf(entry: AuditEntry): AuditFacts {
  const { actor, target } = entry;
  const changes = entry.changes ? stripSecrets(entry.changes) : {};
  return {
    at: entry.at,
    actorKind: actor.kind,
    actorId: actor.id ?? null,
    actorName: storableText(actor.name, lengths.actorName),
    ip: entry.ip === null ? null : storableText(entry.ip, lengths.ip),
    companyId: entry.companyId ?? null,
    action: storableText(entry.action, lengths.action),
    outcome: entry.outcome ?? "ok",
    targetKind: target ? storableText(target.kind, lengths.targetKind) : null,
    targetId: target ? storableText(String(target.id), lengths.targetId) : null,
    targetLabel: target ? storableText(target.label, lengths.targetLabel) : null,
    changes: Object.keys(changes).length === 0 ? "" : JSON.stringify(changes),
    count: 1,
  };
}

/**
 * What makes two pieces of noise one row: act, outcome, company, account, network, minute.
 * An IPv6 /64 is one network, so that nobody fills the trail by changing addresses within their own.
 * A digest, so that a stranger's long name cannot cut two accounts into one.
 */
export function noiseKeyOf(facts: AuditFacts): string {
  const minute = Math.floor(facts.at.getTime() / 60_000);
  const network = facts.ip === null ? null : addressNetwork(facts.ip);
  const parts = [facts.action, facts.outcome, facts.companyId, facts.actorKind, facts.actorName, network, minute];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
