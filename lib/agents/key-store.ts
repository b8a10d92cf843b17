import type { CompanyScope } from "@/lib/access/scope";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { PortalError } from "@/lib/errors";
import { type ApiKeySummary, keyColumns, named } from "./store";

/** A key with what came by it. Counted by quarters of an hour, so the edges are that coarse. */
export type KeyOfSite = ApiKeySummary & { events24h: number; events30d: number };

/** A key with the names a page or the trail shows beside it. */
export type KeyDetail = ApiKeySummary & { siteName: string; companyTimeZone: string };

/** What has come by a key. `lastUsedAt` also tells of health checks, and is written at most once a minute. */
type KeyArrivals = { companyId: number; events: number; lastUsedAt: Date | null };

const listLimit = 500;
const quarterMs = 15 * 60_000;
const hourMs = 3_600_000;

/** The start of the quarter in which something `hours` ago fell. */
export function quarterBefore(now: Date, hours: number): Date {
  return new Date(Math.floor((now.getTime() - hours * hourMs) / quarterMs) * quarterMs);
}

/** Keys of the scope's companies, to list and to change. Neither a key nor its hash ever leaves here. */
export function keyStore(db: Db, scope: CompanyScope) {
  const live = { companyId: { in: [...scope.companyIds] }, deletedAt: null };

  async function countByKey(companyId: number, keyIds: number[], from: Date, now: Date): Promise<Map<number, number>> {
    const rows = await db.prisma.eventCount.groupBy({
      by: ["apiKeyId"],
      where: { companyId, apiKeyId: { in: keyIds }, quarter: { gte: from, lte: now } },
      _sum: { n: true },
    });
    return new Map(rows.map((row) => [row.apiKeyId, row._sum.n ?? 0]));
  }

  /** Newest first, at most 500; deleted keys are left out. */
  async function ofSite(siteId: number, now: Date): Promise<KeyOfSite[]> {
    const keys = await db.prisma.apiKey.findMany({
      where: { ...live, siteId },
      select: keyColumns,
      orderBy: { id: "desc" },
      take: listLimit,
    });
    const companyId = keys[0]?.companyId;
    if (companyId === undefined) return [];
    const ids = keys.map((key) => key.id);
    const day = await countByKey(companyId, ids, quarterBefore(now, 24), now);
    const month = await countByKey(companyId, ids, quarterBefore(now, 30 * 24), now);
    return keys.map((key) => ({ ...key, events24h: day.get(key.id) ?? 0, events30d: month.get(key.id) ?? 0 }));
  }

  async function find(keyId: number): Promise<KeyDetail | null> {
    const row = await db.prisma.apiKey.findFirst({
      where: { ...live, id: keyId },
      select: { ...keyColumns, site: { select: { name: true } }, company: { select: { timeZone: true } } },
    });
    if (!row) return null;
    const { site, company, ...key } = row;
    return { ...key, siteName: site.name, companyTimeZone: company.timeZone };
  }

  async function get(keyId: number): Promise<KeyDetail> {
    const key = await find(keyId);
    if (!key) throw new PortalError("not_found", "There is no such key.");
    return key;
  }

  /** What came by a key since it was made; null for a key outside the scope. */
  async function arrivals(keyId: number): Promise<KeyArrivals | null> {
    const key = await db.prisma.apiKey.findFirst({
      where: { ...live, id: keyId },
      select: { companyId: true, lastUsedAt: true },
    });
    if (!key) return null;
    const counted = await db.prisma.eventCount.aggregate({
      where: { companyId: key.companyId, apiKeyId: keyId },
      _sum: { n: true },
    });
    return { ...key, events: counted._sum.n ?? 0 };
  }

  /** The key of this hash if this user (null: the system) made it at `since` or later and it still works; whose else it is stays unsaid. */
  async function findOwnFresh(made: {
    keyHash: string;
    by: number | null;
    since: Date;
    now: Date;
  }): Promise<KeyDetail | null> {
    const row = await db.prisma.apiKey.findFirst({
      where: {
        ...live,
        keyHash: made.keyHash,
        createdBy: made.by,
        createdAt: { gte: made.since },
        isActive: true,
        OR: [{ expiresAt: null }, { expiresAt: { gt: made.now } }],
      },
      select: { id: true },
    });
    return row ? find(row.id) : null;
  }

  /** A deleted key is as absent as a foreign one. */
  async function change(
    keyId: number,
    data: { label?: string; isActive?: boolean; expiresAt?: Date | null; deletedAt?: Date },
  ): Promise<void> {
    requireWritable(db);
    const checked = data.label === undefined ? data : { ...data, label: named("label", data.label).name };
    const changed = await db.prisma.apiKey.updateMany({ where: { ...live, id: keyId }, data: checked });
    if (changed.count === 0) throw new PortalError("not_found", "There is no such key.");
  }

  return { ofSite, find, get, arrivals, findOwnFresh, change };
}
