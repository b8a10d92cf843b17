import { type CompanyScope, narrow } from "@/lib/access/scope";
import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { isPortalError, PortalError } from "@/lib/errors";
import { fold } from "@/lib/fold";
import { checked } from "./checked";
import { type CompanyGroup, type CompanyGroupValues, companyGroups } from "./company-schema";

const companySortColumns = ["name", "created", "members", "sites", "computers", "lastEvent"] as const;
export type CompanySort = { by: (typeof companySortColumns)[number]; direction: "asc" | "desc" };

/** A company with what it holds, for those who administer it. */
export type CompanyOverview = {
  id: number;
  name: string;
  description: string;
  timeZone: string;
  createdAt: Date;
  /** Portal users of the company, without deleted ones. */
  members: number;
  sites: number;
  /** Keys that are not deleted, disabled ones too. */
  keys: number;
  computers: number;
  /** The newest instant an event of the company carries. */
  lastEventAt: Date | null;
};

export type CompanyQuery = {
  /** Part of the name, in any letter case; empty finds all. */
  search: string;
  sort: CompanySort;
  /** From 1; a page after the last one gives the last one. */
  page: number;
  size: number;
};

export type CompanyPage = { rows: CompanyOverview[]; total: number; page: number; pages: number };

const largestPage = 200;

type Counts = Pick<CompanyOverview, "members" | "sites" | "keys" | "computers" | "lastEventAt">;

/** From the small tables alone: its cost does not grow with the events. */
async function countsOf(db: Db, ids: readonly number[]): Promise<Map<number, Counts>> {
  const where = { companyId: { in: [...ids] } };
  const by: ["companyId"] = ["companyId"];
  const [members, sites, keys, computers] = await Promise.all([
    db.prisma.membership.groupBy({ by, where: { ...where, user: { deletedAt: null } }, _count: { _all: true } }),
    db.prisma.site.groupBy({ by, where, _count: { _all: true } }),
    db.prisma.apiKey.groupBy({ by, where: { ...where, deletedAt: null }, _count: { _all: true } }),
    db.prisma.computer.groupBy({ by, where, _count: { _all: true }, _max: { lastEventAt: true } }),
  ]);
  const numbers = (rows: { companyId: number; _count: { _all: number } }[]) =>
    new Map(rows.map((row) => [row.companyId, row._count._all]));
  const [memberCounts, siteCounts, keyCounts, computerCounts] = [members, sites, keys, computers].map(numbers);
  const last = new Map(computers.map((row) => [row.companyId, row._max.lastEventAt]));
  return new Map(
    ids.map((id) => [
      id,
      {
        members: memberCounts?.get(id) ?? 0,
        sites: siteCounts?.get(id) ?? 0,
        keys: keyCounts?.get(id) ?? 0,
        computers: computerCounts?.get(id) ?? 0,
        lastEventAt: last.get(id) ?? null,
      },
    ]),
  );
}

type Listed = { id: number; nameFolded: string; createdAt: Date };

/** What a company is sorted by, as a number; its name breaks the tie. */
function weightOf(by: CompanySort["by"], company: Listed, counts: Counts | undefined): number {
  if (by === "created") return company.createdAt.getTime();
  if (by === "name" || !counts) return 0;
  return by === "lastEvent" ? (counts.lastEventAt?.getTime() ?? 0) : counts[by];
}

function sorted(listed: readonly Listed[], sort: CompanySort, counts: ReadonlyMap<number, Counts>): number[] {
  const sign = sort.direction === "asc" ? 1 : -1;
  const byName = (a: Listed, b: Listed): number => (a.nameFolded < b.nameFolded ? -1 : 1);
  return listed
    .map((company) => ({ company, weight: weightOf(sort.by, company, counts.get(company.id)) }))
    .sort((a, b) => {
      if (a.weight !== b.weight) return sign * (a.weight - b.weight);
      return (sort.by === "name" ? sign : 1) * byName(a.company, b.company);
    })
    .map(({ company }) => company.id);
}

const overviewColumns = { id: true, name: true, description: true, timeZone: true, createdAt: true } as const;
const needsCounts = new Set<CompanySort["by"]>(["members", "sites", "computers", "lastEvent"]);

const taken = (): PortalError => {
  const words = "There is a company of this name already.";
  return new PortalError("conflict", words, { fields: { name: words } });
};
const absent = (): PortalError => new PortalError("not_found", "There is no such company.");

/** Prisma's code for a broken unique index: somebody else took the name between our look and our write. */
const isTaken = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && error.code === "P2002";

/** For work whose one conflict is the company's name: taken before or meanwhile, it is told at that field. */
export async function orNameTaken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isTaken(error) || (isPortalError(error) && error.code === "conflict") ? taken() : error;
  }
}

/**
 * What a deleted company keeps in the place of its folded name, so that another may have the name. No folded name
 * begins with a space.
 */
const tombstoneOf = (companyId: number): string => ` deleted ${companyId}`;

const liveOf = (scope: CompanyScope) => ({ id: { in: [...scope.companyIds] }, deletedAt: null });

/**
 * Administration of the scope's companies. `ofCounts`: the companies whose numbers are told, for a viewer who does
 * not administer all of them.
 */
export function companyStore(db: Db, scope: CompanyScope, ofCounts: CompanyScope = scope) {
  async function list({ search, sort, page, size }: CompanyQuery): Promise<CompanyPage> {
    const text = search.isWellFormed() ? fold(search).replace(/\p{Cc}/gu, "") : "";
    const live = await db.prisma.company.findMany({
      where: liveOf(ofCounts),
      select: { id: true, nameFolded: true, createdAt: true },
    });
    // Here, not in the database: to LIKE a percent sign is a pattern.
    const listed = live.filter((company) => company.nameFolded.includes(text));
    const all = listed.map((company) => company.id);
    const allCounts = needsCounts.has(sort.by) ? await countsOf(db, all) : new Map<number, Counts>();
    const take = Math.min(Math.max(Math.trunc(size), 1), largestPage);
    const pages = Math.max(1, Math.ceil(all.length / take));
    const shown = Math.min(Math.max(Math.trunc(page) || 1, 1), pages);
    const ids = sorted(listed, sort, allCounts).slice((shown - 1) * take, shown * take);
    return { rows: await overviews(ids, allCounts), total: all.length, page: shown, pages };
  }

  async function overviews(
    ids: readonly number[],
    known: ReadonlyMap<number, Counts> = new Map(),
  ): Promise<CompanyOverview[]> {
    const [rows, counts] = await Promise.all([
      db.prisma.company.findMany({ where: { id: { in: [...ids] }, deletedAt: null }, select: overviewColumns }),
      ids.every((id) => known.has(id)) ? known : countsOf(db, ids),
    ]);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const [row, numbers] = [byId.get(id), counts.get(id)];
      return row && numbers ? [{ ...row, ...numbers }] : [];
    });
  }

  /** Null for a company that is not the viewer's to administer, or is not there. */
  async function find(companyId: number): Promise<CompanyOverview | null> {
    return (await overviews(narrow(ofCounts, companyId).companyIds))[0] ?? null;
  }

  /** By any company of the installation: two of one name would be told apart by nobody. */
  async function isNameTaken(nameFolded: string): Promise<boolean> {
    return (await db.prisma.company.count({ where: { nameFolded } })) > 0;
  }

  /**
   * Saves one group and nothing else; gives the group before and after, for the audit row. PortalError `invalid`
   * names each field that broke a rule, `conflict` a taken name, `not_found` a company outside the scope.
   */
  async function update<G extends CompanyGroup>(
    companyId: number,
    group: G,
    values: CompanyGroupValues<G>,
  ): Promise<{ name: string; before: CompanyGroupValues<G>; after: CompanyGroupValues<G> }> {
    requireWritable(db);
    const where = liveOf(narrow(scope, companyId));
    const after = checked<Record<string, string | number | null>>(companyGroups[group], values);
    const row = await db.prisma.company.findFirst({ where });
    if (!row) throw absent();
    const nameFolded = fold(String(after.name ?? row.name));
    if (group === "general" && nameFolded !== row.nameFolded && (await isNameTaken(nameFolded))) throw taken();
    const data = group === "general" ? { ...after, nameFolded } : after;
    const { count } = await orNameTaken(() => db.prisma.company.updateMany({ where, data }));
    if (count === 0) throw absent();
    const stored: Record<string, unknown> = row;
    const before = Object.fromEntries(Object.keys(after).map((field) => [field, stored[field]]));
    return { name: row.name, before: before as CompanyGroupValues<G>, after: after as CompanyGroupValues<G> };
  }

  return { list, find, update };
}

/**
 * Deletes a company of the scope: nobody sees it from the commit on, its members and invitations are gone, its keys
 * are refused and its name is free. Its events stay behind, unreachable, until they are removed (lib/events/purge-store).
 */
export async function removeCompany(
  tx: Db,
  scope: CompanyScope,
  companyId: number,
  now: Date,
): Promise<{ name: string; members: number; keys: number }> {
  requireWritable(tx);
  const { prisma } = tx;
  const where = liveOf(narrow(scope, companyId));
  const row = await prisma.company.findFirst({ where, select: { name: true } });
  const data = { deletedAt: now, nameFolded: tombstoneOf(companyId) };
  const { count } = await prisma.company.updateMany({ where, data });
  if (!row || count === 0) throw absent();
  await prisma.invitation.deleteMany({ where: { companyId } });
  const members = await prisma.membership.deleteMany({ where: { companyId } });
  const keys = await prisma.apiKey.updateMany({ where: { companyId, deletedAt: null }, data: { deletedAt: now } });
  return { name: row.name, members: members.count, keys: keys.count };
}

/** Companies deleted before an instant, oldest first: whose events are to be removed. Of the whole installation. */
export async function companiesDeletedBefore(db: Db, instant: Date): Promise<{ id: number; name: string }[]> {
  return db.prisma.company.findMany({
    where: { deletedAt: { lt: instant } },
    select: { id: true, name: true },
    orderBy: { deletedAt: "asc" },
  });
}
