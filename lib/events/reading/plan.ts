import type { CompanyScope } from "@/lib/access/scope";
import type { Db } from "@/lib/db/database";
import { containsPattern } from "@/lib/db/sql";
import { type EventFilter, type EventKind, eventKinds } from "../event";
import { firstIdAt } from "../event-id";
import { kindTotals } from "./counts";
import { namesHolding } from "./names";
import { kindsNamed, looksLikeAddress, namedCap, type Search, searchText } from "./search";
import { filterPieces, integers, type NameColumn, type Piece, searchPiece } from "./where";

/** A question about events, with its names resolved once: pages, count and exports ask it again and again. */
export type Plan = {
  companyIds: readonly number[];
  /** The range of time as a range of ids; `high` is exclusive. */
  low: string;
  high: string;
  /** The index that narrows most. */
  through: NameColumn | null;
  /** Only kinds narrow: the counts of quarters know the total. */
  kindsOnly: boolean;
  /** What the filters ask of a row `l` of api_logs besides company and range. */
  filters: Piece[];
  /** The filters and the search together. */
  where: Piece[];
  /**
   * Set when a search comes down to few names and nothing else: each is a range of an index, so a rare name
   * is found without reading the events of everybody else.
   */
  named: Named | null;
  filter: EventFilter;
};

export type Named = { persons: NonNullable<Search["persons"]>; computers: NonNullable<Search["computers"]> };

/** Null: nothing can match. */
export async function planOf(db: Db, scope: CompanyScope, filter: EventFilter): Promise<Plan | null> {
  const { companyIds } = scope;
  const [low, high] = [firstIdAt(filter.from), firstIdAt(filter.to)];
  if (companyIds.length === 0 || low >= high) return null;
  const filters = filterPieces(filter);
  const through = filter.person !== undefined ? "person" : filter.computer !== undefined ? "computer" : null;
  const kindsOnly = (filter.kinds?.length ?? 0) > 0 && filters.length === 1;
  const whole: Plan = { companyIds, low, high, through, kindsOnly, filters, where: filters, named: null, filter };
  if (filter.search === undefined || filter.search.trim() === "") return whole;
  const text = searchText(filter.search);
  if (text === null) return null;
  const search = await resolve(db, companyIds, filter, text);
  const piece = searchPiece(search);
  if (piece === null) return null;
  return { ...whole, kindsOnly: false, where: [...filters, piece], named: through ? null : namedOf(search) };
}

function namedOf(search: Search): Named | null {
  const { persons, computers, siteIds, kinds, otherTypes, addresses } = search;
  const onlyNames = siteIds.length === 0 && kinds.length === 0 && !otherTypes && !addresses;
  return onlyNames && persons && computers ? { persons, computers } : null;
}

async function resolve(db: Db, companyIds: readonly number[], filter: EventFilter, text: string): Promise<Search> {
  const persons = await namesHolding(db, "person", companyIds, text, namedCap + 1);
  const computers = await namesHolding(db, "computer", companyIds, text, namedCap + 1);
  // A kind that did not occur in this range need not be looked for.
  const named = kindsNamed(text);
  const totals = await kindTotals(db, companyIds, filter, [...named, "other"]);
  const wanted = filter.kinds && filter.kinds.length > 0 ? filter.kinds : eventKinds;
  const occurs = (kind: EventKind): boolean => wanted.includes(kind) && (totals.get(kind) ?? 0) > 0;
  return {
    pattern: containsPattern(text),
    persons: persons.length > namedCap ? null : persons,
    computers: computers.length > namedCap ? null : computers,
    siteIds: await sitesHolding(db, companyIds, text),
    kinds: named.filter(occurs),
    otherTypes: occurs("other"),
    addresses: looksLikeAddress(text),
  };
}

/** Sites are few: they are read whole and compared here. */
async function sitesHolding(db: Db, companyIds: readonly number[], text: string): Promise<number[]> {
  const rows = await db.sql.query(
    `SELECT id, name_folded FROM app_auth_sites WHERE company_id IN (${integers(companyIds)})`,
  );
  return rows.filter((row) => String(row.name_folded).includes(text)).map((row) => Number(row.id));
}
