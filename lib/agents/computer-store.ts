import type { CompanyScope } from "@/lib/access/scope";
import type { Db } from "@/lib/db/database";
import { fold } from "@/lib/fold";
import { type ComputerSummary, computerColumns } from "./store";

type ComputerFilter = {
  siteId: number;
  /** Part of a name. */
  search?: string;
  /** Only those whose last heartbeat is older than this. */
  silentSince?: Date;
};

/** `after` and `before` are folded names: the last of the page before, the first of the page behind. */
type ComputerPlace = { size: number; after?: string | null; before?: string | null };

type ComputerPage = {
  rows: ComputerSummary[];
  /** Folded names to go on from; null where there is nothing more. */
  next: string | null;
  previous: string | null;
  total: number;
};

const largestPage = 500;

/** Computers of the scope's companies by site, in the order of their names. */
export function computerStore(db: Db, scope: CompanyScope) {
  async function page(filter: ComputerFilter, place: ComputerPlace): Promise<ComputerPage> {
    const size = Math.min(Math.max(place.size, 1), largestPage);
    const search = filter.search === undefined ? "" : fold(filter.search);
    const where = {
      companyId: { in: [...scope.companyIds] },
      siteId: filter.siteId,
      ...(search === "" ? {} : { computer: { contains: search } }),
      ...(filter.silentSince ? { lastHeartbeatAt: { lt: filter.silentSince } } : {}),
    };
    const backwards = typeof place.before === "string";
    const edge = backwards ? { lt: place.before ?? "" } : place.after ? { gt: place.after } : null;
    const [found, total] = await Promise.all([
      db.prisma.computer.findMany({
        where: edge ? { AND: [where, { computer: edge }] } : where,
        select: computerColumns,
        orderBy: { computer: backwards ? "desc" : "asc" },
        take: size + 1,
      }),
      db.prisma.computer.count({ where }),
    ]);
    const more = found.length > size;
    const rows = backwards ? found.slice(0, size).reverse() : found.slice(0, size);
    const hasNext = backwards ? rows.length > 0 : more;
    const hasPrevious = backwards ? more : edge !== null && rows.length > 0;
    return {
      rows,
      total,
      next: hasNext ? (rows.at(-1)?.computer ?? null) : null,
      previous: hasPrevious ? (rows[0]?.computer ?? null) : null,
    };
  }

  return { page };
}
