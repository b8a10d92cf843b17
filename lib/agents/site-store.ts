import type { CompanyScope } from "@/lib/access/scope";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { PortalError } from "@/lib/errors";
import { quarterBefore } from "./key-store";
import { named, type Site } from "./store";

type SiteFigures = {
  keys: number;
  /** Of these, the ones that an agent can send with now. */
  keysInUse: number;
  lastUsedAt: Date | null;
  computers: number;
  /** Of these, the ones whose heartbeat is older than their company allows. */
  silent: number;
  events24h: number;
};

/** `figures` is null where the viewer is a plain User: they see names (5-access, row 22). */
type SiteSummary = Site & { figures: SiteFigures | null };

type SiteDetail = Site & {
  companyName: string;
  companyTimeZone: string;
  staleAfterSeconds: number;
};

const listLimit = 1_000;

/** Since when a computer without a heartbeat counts as silent. */
export function silentSince(now: Date, staleAfterSeconds: number): Date {
  return new Date(now.getTime() - staleAfterSeconds * 1000);
}

/** Sites of the scope's companies. `administered`: those whose keys and computers the viewer may see. */
export function siteStore(db: Db, scope: CompanyScope, administered: CompanyScope = scope) {
  const within = { companyId: { in: [...scope.companyIds] } };
  const inside = { companyId: { in: [...administered.companyIds] } };

  async function silentBySite(now: Date): Promise<Map<number, number>> {
    const companies = await db.prisma.company.findMany({
      where: { id: { in: [...administered.companyIds] } },
      select: { id: true, staleAfterSeconds: true },
    });
    const found = new Map<number, number>();
    for (const stale of new Set(companies.map((company) => company.staleAfterSeconds))) {
      const ids = companies.filter((company) => company.staleAfterSeconds === stale).map((company) => company.id);
      const rows = await db.prisma.computer.groupBy({
        by: ["siteId"],
        where: { companyId: { in: ids }, lastHeartbeatAt: { lt: silentSince(now, stale) } },
        _count: { _all: true },
      });
      for (const row of rows) found.set(row.siteId, row._count._all);
    }
    return found;
  }

  async function eventsBySite(now: Date): Promise<Map<number, number>> {
    // A deleted key's events stay with its site, so its row counts here too.
    const keys = await db.prisma.apiKey.findMany({ where: inside, select: { id: true, siteId: true } });
    const siteOf = new Map(keys.map((key) => [key.id, key.siteId]));
    const rows = await db.prisma.eventCount.groupBy({
      by: ["apiKeyId"],
      where: { ...inside, quarter: { gte: quarterBefore(now, 24), lte: now } },
      _sum: { n: true },
    });
    const found = new Map<number, number>();
    for (const row of rows) {
      const siteId = siteOf.get(row.apiKeyId);
      if (siteId !== undefined) found.set(siteId, (found.get(siteId) ?? 0) + (row._sum.n ?? 0));
    }
    return found;
  }

  /** By company and name, at most 1,000. */
  async function list(now: Date): Promise<SiteSummary[]> {
    const usable = { isActive: true, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
    const [sites, keys, inUse, computers, silent, events] = await Promise.all([
      db.prisma.site.findMany({
        where: within,
        select: { id: true, companyId: true, name: true },
        orderBy: [{ companyId: "asc" }, { nameFolded: "asc" }],
        take: listLimit,
      }),
      db.prisma.apiKey.groupBy({
        by: ["siteId"],
        where: { ...inside, deletedAt: null },
        _count: { _all: true },
        _max: { lastUsedAt: true },
      }),
      db.prisma.apiKey.groupBy({
        by: ["siteId"],
        where: { ...inside, deletedAt: null, ...usable },
        _count: { _all: true },
      }),
      db.prisma.computer.groupBy({ by: ["siteId"], where: inside, _count: { _all: true } }),
      silentBySite(now),
      eventsBySite(now),
    ]);
    const keysOf = new Map(keys.map((row) => [row.siteId, row]));
    const inUseOf = new Map(inUse.map((row) => [row.siteId, row._count._all]));
    const computersOf = new Map(computers.map((row) => [row.siteId, row._count._all]));
    return sites.map((site) => {
      if (!administered.companyIds.includes(site.companyId)) return { ...site, figures: null };
      const figures = {
        keys: keysOf.get(site.id)?._count._all ?? 0,
        keysInUse: inUseOf.get(site.id) ?? 0,
        lastUsedAt: keysOf.get(site.id)?._max.lastUsedAt ?? null,
        computers: computersOf.get(site.id) ?? 0,
        silent: silent.get(site.id) ?? 0,
        events24h: events.get(site.id) ?? 0,
      };
      return { ...site, figures };
    });
  }

  async function find(siteId: number): Promise<SiteDetail | null> {
    const row = await db.prisma.site.findFirst({
      where: { ...within, id: siteId },
      select: {
        id: true,
        companyId: true,
        name: true,
        company: { select: { name: true, timeZone: true, staleAfterSeconds: true } },
      },
    });
    if (!row) return null;
    const { company, ...site } = row;
    return {
      ...site,
      companyName: company.name,
      companyTimeZone: company.timeZone,
      staleAfterSeconds: company.staleAfterSeconds,
    };
  }

  async function get(siteId: number): Promise<SiteDetail> {
    const site = await find(siteId);
    if (!site) throw new PortalError("not_found", "There is no such site.");
    return site;
  }

  /** Conflict if another site of the company has this name, in any letter case. Events name their site by its id. */
  async function rename(siteId: number, name: string): Promise<void> {
    requireWritable(db);
    const data = named("name", name);
    const site = await get(siteId);
    const taken = await db.prisma.site.count({
      where: { companyId: site.companyId, nameFolded: data.nameFolded, id: { not: siteId } },
    });
    if (taken > 0) {
      const words = "The company has a site of this name already.";
      throw new PortalError("conflict", words, { fields: { name: words } });
    }
    const renamed = await db.prisma.site.updateMany({ where: { ...within, id: siteId }, data });
    if (renamed.count === 0) throw new PortalError("not_found", "There is no such site.");
  }

  return { list, find, get, rename };
}
