import { setImmediate as nextTurn } from "node:timers/promises";
import { type CompanyScope, narrow } from "@/lib/access/scope";
import type { Db } from "@/lib/db/database";
import { fold } from "@/lib/fold";
import type { CappedCount, EventFilter, EventPage, EventRow, EventSort } from "./event";
import { encodeLiveCursor, isEventId, liveOverlapMs, tailOf, tailsInCursor } from "./reading/cursor";
import { type Figures, readFigures } from "./reading/figures";
import { countPersons } from "./reading/name-counts";
import { suggestNames } from "./reading/names";
import { emptyPage, readPage, requireSortable } from "./reading/page";
import { planOf } from "./reading/plan";
import { newestReceived, receivedAfter, receivedKeys } from "./reading/received";
import { rowsOfKeys } from "./reading/rows";
import { type KindSeries, readSeries } from "./reading/series";
import { cappedTotal } from "./reading/total";

const largestPage = 1000;
const mostPersons = 1000;
const newestFirst: EventSort = { by: "time", direction: "desc" };

/**
 * Stored events of the scope's companies, for pages and exports. Every query is closed over the scope and
 * bounded: by a page, by the cap of a count, or by an index (docs/decisions/012).
 */
export function eventStore(db: Db, scope: CompanyScope) {
  const { companyIds } = scope;

  /**
   * One page. Sorting by anything but time is refused (PortalError `invalid`) while more than `countCap` match.
   * A cursor that is not of this order means the first page.
   */
  async function page(
    filter: EventFilter,
    options: { size: number; sort: EventSort; cursor?: string | null },
  ): Promise<EventPage> {
    const plan = await planOf(db, scope, filter);
    if (!plan) return emptyPage;
    await requireSortable(db, plan, options.sort);
    const size = Math.min(Math.max(Math.trunc(options.size), 1), largestPage);
    return readPage(db, plan, { ...options, size });
  }

  /** How many match: exact up to `countCap`, then capped. */
  async function count(filter: EventFilter): Promise<CappedCount> {
    const plan = await planOf(db, scope, filter);
    return plan ? cappedTotal(db, plan) : { count: 0, capped: false };
  }

  /** Null if there is none, or if the company is not of the scope. */
  async function find(companyId: number, id: string): Promise<EventRow | null> {
    if (narrow(scope, companyId).companyIds.length === 0 || !isEventId(id)) return null;
    return (await rowsOfKeys(db, [{ companyId, id }]))[0] ?? null;
  }

  /** All that match, in chunks, never all in memory. The same refusal as `page`. */
  async function* each(filter: EventFilter, sort: EventSort = newestFirst, chunk = 500): AsyncGenerator<EventRow[]> {
    const plan = await planOf(db, scope, filter);
    if (!plan) return;
    await requireSortable(db, plan, sort);
    let cursor: string | null = null;
    do {
      const found: EventPage = await readPage(db, plan, { size: chunk, sort, cursor });
      if (found.rows.length > 0) yield found.rows;
      cursor = found.next;
      // SQLite answers without leaving this thread, and a fast reader asks at once: agents must get their turn between.
      await nextTurn();
    } while (cursor !== null);
  }

  /** Events per kind and bucket; see `readSeries`. */
  async function series(range: { from: Date; to: Date }, buckets: { starts: Date[] }): Promise<KindSeries[]> {
    return companyIds.length === 0 ? [] : readSeries(db, companyIds, range, buckets.starts);
  }

  /** The four figures of a range, beside those of the equally long range before (or of its first instant). */
  async function figures(now: Date, range: { from: Date; to: Date }): Promise<Figures> {
    return readFigures(db, companyIds, now, range);
  }

  /** Suggestions for a filter: folded name and spelling last sent; names that begin with the text come first. */
  async function names(
    what: "person" | "computer",
    text: string,
    limit: number,
  ): Promise<{ value: string; label: string }[]> {
    const folded = text.isWellFormed() ? fold(text).replace(/\p{Cc}/gu, "") : "";
    if (companyIds.length === 0) return [];
    return suggestNames(db, what, companyIds, folded.slice(0, 256), Math.min(Math.max(Math.trunc(limit), 1), 90));
  }

  /** How many persons companies of the scope have events of, without noise; exact up to `cap`. */
  async function persons(ofCompanies: readonly number[], cap: number): Promise<Map<number, CappedCount>> {
    const inside = ofCompanies.filter((id) => companyIds.includes(id));
    return countPersons(db, inside, Math.min(Math.max(Math.trunc(cap), 1), mostPersons));
  }

  /** Events received after a place, in the order of receipt. */
  async function since(cursor: { receivedAt: Date; id: string }, limit: number): Promise<EventRow[]> {
    return receivedAfter(db, companyIds, cursor, Math.min(Math.max(Math.trunc(limit), 1), largestPage));
  }

  /** When the newest event was received; null if there is none at all. */
  async function last(): Promise<Date | null> {
    return newestReceived(db, companyIds);
  }

  /**
   * Where a live stream must begin so that it brings exactly what is not stored yet. Ask before reading a page:
   * what comes in between is then brought twice, and dropped by its key, but never missed.
   */
  async function liveCursor(now: Date): Promise<string> {
    const keys = await receivedKeys(db, companyIds, new Date(now.getTime() - liveOverlapMs), tailsInCursor);
    return encodeLiveCursor({ markMs: now.getTime(), tails: keys.map((key) => tailOf(key.id)) });
  }

  return { page, count, find, each, series, figures, names, persons, since, last, liveCursor };
}
