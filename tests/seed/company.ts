import { createHash } from "node:crypto";
import type { CompanyRole, GlobalRole, Viewer } from "@/lib/access/viewer";
import { factsOf } from "@/lib/audit/entry";
import type { Db } from "@/lib/db/database";
import type { EventKind } from "@/lib/events/event";
import { eventId } from "@/lib/events/event-id";
import { fold } from "@/lib/fold";

const hour = 3_600_000;
const quarter = hour / 4;

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const before = (now: Date, ms: number): Date => new Date(now.getTime() - ms);

/** One company as tests need it, every row of it carrying `mark` or the company's own id. */
export type SeededCompany = {
  id: number;
  siteId: number;
  apiKeyId: number;
  /** The key in clear, 64 hexadecimal digits. */
  apiKey: string;
  /** Ids of its events, oldest first. */
  eventIds: string[];
  person: string;
  computer: string;
};

/**
 * `id` is given so that a test can find the number itself in an answer. Its events lie `lateMs` after the full hours,
 * so that those of two companies need not share an instant.
 */
export async function seedCompany(
  tx: Db,
  company: { id: number; mark: string; now: Date; lateMs?: number; deletedAt?: Date },
): Promise<SeededCompany> {
  const { id: companyId, mark, now } = company;
  const { prisma } = tx;
  await prisma.company.create({
    data: {
      id: companyId,
      name: `${mark} company`,
      nameFolded: fold(`${mark} company`),
      description: `${mark} description`,
      timeZone: "Europe/London",
      deletedAt: company.deletedAt ?? null,
      createdAt: now,
    },
  });
  const site = await prisma.site.create({
    data: { companyId, name: `${mark} site`, nameFolded: fold(`${mark} site`), createdAt: now },
  });
  const apiKey = sha256(`key of ${mark}`);
  const key = await prisma.apiKey.create({
    data: {
      companyId,
      siteId: site.id,
      label: `${mark} key`,
      keyHash: sha256(apiKey),
      prefix: apiKey.slice(0, 8),
      createdAt: now,
    },
  });
  await prisma.invitation.create({
    data: {
      companyId,
      emailFolded: `${fold(mark)}@invited.example`,
      tokenHash: sha256(`${mark} invitation`),
      expiresAt: now,
    },
  });
  const person = fold(`${mark} person`);
  const computer = fold(`${mark}-pc`);
  const lateMs = company.lateMs ?? 0;
  const eventIds = await seedEvents(tx, { companyId, siteId: site.id, apiKeyId: key.id, mark, now, lateMs });
  await seedDerived(tx, { companyId, siteId: site.id, mark, person, computer, now });
  await prisma.auditLog.create({
    data: factsOf({
      at: before(now, hour),
      actor: { kind: "system", name: `${mark} actor` },
      ip: null,
      companyId,
      action: "company made",
      target: { kind: "company", id: companyId, label: `${mark} company` },
      changes: { name: [null, `${mark} company`] },
    }),
  });
  return { id: companyId, siteId: site.id, apiKeyId: key.id, apiKey, eventIds, person, computer };
}

type Origin = { companyId: number; siteId: number; apiKeyId: number; mark: string; now: Date; lateMs: number };

/** A day: boot, sign-in, lock, unlock, a failure; still signed in. Counted by quarters like ingest does. */
async function seedEvents(tx: Db, origin: Origin): Promise<string[]> {
  const { companyId, siteId, apiKeyId, mark, now, lateMs } = origin;
  const kinds: EventKind[] = ["boot", "sign_in", "lock", "unlock", "failed"];
  const rows = kinds.map((kind, index) => {
    const occurredAt = before(now, (kinds.length - index) * hour - lateMs);
    const facts = {
      kind,
      eventType: `${mark} ${kind}`,
      person: kind === "boot" ? "" : fold(`${mark} person`),
      computer: fold(`${mark}-pc`),
      occurredAt,
      recordId: String(1000 + index),
      bootId: `${mark} boot`,
    };
    return {
      ...facts,
      companyId,
      siteId,
      apiKeyId,
      id: eventId(companyId, facts),
      userName: kind === "boot" ? "" : `${mark} Person`,
      domain: `${mark} domain`,
      computerName: `${mark}-PC`,
      localIp: "10.1.2.3",
      publicIp: "203.0.113.9",
      sourceIp: "203.0.113.9",
      receivedAt: new Date(occurredAt.getTime() + 1000),
    };
  });
  await tx.prisma.eventLog.createMany({ data: rows });
  await tx.prisma.eventCount.createMany({
    data: rows.map(({ kind, occurredAt }) => ({
      companyId,
      apiKeyId,
      kind,
      quarter: new Date(Math.floor(occurredAt.getTime() / quarter) * quarter),
      n: 1,
    })),
  });
  return rows.map((row) => row.id);
}

type Derived = { companyId: number; siteId: number; mark: string; person: string; computer: string; now: Date };

async function seedDerived(tx: Db, derived: Derived): Promise<void> {
  const { companyId, siteId, mark, person, computer, now } = derived;
  const { prisma } = tx;
  await prisma.computer.create({
    data: {
      companyId,
      computer,
      computerName: `${mark}-PC`,
      siteId,
      agentVersion: `${mark} 1.0`,
      bootId: `${mark} boot`,
      lastHeartbeatAt: before(now, 2 * hour),
      lastEventAt: before(now, hour),
      createdAt: now,
    },
  });
  await prisma.heartbeat.create({
    data: { companyId, computer, fromAt: before(now, 6 * hour), toAt: before(now, 2 * hour), bootId: `${mark} boot` },
  });
  const seconds = { activeSeconds: 3000, lockedSeconds: 600, unaccountedSeconds: 0 };
  await prisma.sessionRow.create({
    data: {
      companyId,
      id: sha256(`${mark} session`).slice(0, 26),
      siteId,
      person,
      computer,
      startedAt: before(now, 4 * hour),
      endReason: "open",
      segments: JSON.stringify([mark]),
      ...seconds,
    },
  });
  await prisma.personDay.create({
    data: {
      companyId,
      date: now.toISOString().slice(0, 10),
      person,
      firstAt: before(now, 4 * hour),
      lastAt: before(now, hour),
      breakSeconds: 0,
      verifiedShare: 1,
      computers: 1,
      sessions: 1,
      flags: mark,
      ...seconds,
    },
  });
  await prisma.dirty.create({ data: { companyId, computer, since: before(now, hour) } });
}

/** A user and their viewer, signed in with the second factor done. No password fits: the hash is none. */
export async function seedUser(
  tx: Db,
  user: { name: string; role: GlobalRole; memberships: { companyId: number; role: CompanyRole }[]; now: Date },
): Promise<Viewer> {
  const email = `${fold(user.name).replaceAll(" ", ".")}@example.com`;
  const { id: userId } = await tx.prisma.user.create({
    data: {
      username: user.name,
      usernameFolded: fold(user.name),
      email,
      emailFolded: email,
      passwordHash: "none",
      role: user.role,
      createdAt: user.now,
    },
  });
  for (const membership of user.memberships) {
    await tx.prisma.membership.create({ data: { userId, ...membership, createdAt: user.now } });
  }
  return {
    userId,
    sessionId: userId,
    username: user.name,
    email,
    globalRole: user.role,
    mfaState: "ok",
    mustChangePassword: false,
    memberships: user.memberships,
    stepUpAt: user.now,
  };
}
