import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { countCap, type EventPage, type EventRow, type EventSort } from "../event";
import { decodePageCursor, encodePageCursor, type PageCursor } from "./cursor";
import type { Plan } from "./plan";
import { type Direction, placeOf, walkTime } from "./time-page";
import { cappedTotal } from "./total";
import { walkValues } from "./value-page";

export const emptyPage: EventPage = { rows: [], next: null, previous: null };

type Found = { event: EventRow; value: string | null };
type Window = { beyond: PageCursor | null; rows: number; backwards: boolean };

const opposite = (direction: Direction): Direction => (direction === "asc" ? "desc" : "asc");

/** Rows in the table's order, or from its end when `backwards`. */
async function walk(db: Db, plan: Plan, sort: EventSort, window: Window): Promise<Found[]> {
  const { by, direction } = sort;
  if (by !== "time") return walkValues(db, plan, { by, direction }, window);
  const way = window.backwards ? opposite(direction) : direction;
  const rows = await walkTime(db, plan, way, { beyond: placeOf(window.beyond), rows: window.rows });
  return rows.map((event) => ({ event, value: null }));
}

/** Sorting by a column other than time reads all that matches, so it is offered for little only. */
export async function requireSortable(db: Db, plan: Plan, sort: EventSort): Promise<void> {
  if (sort.by === "time") return;
  const total = await cappedTotal(db, plan);
  if (!total.capped) return;
  const message = `More than ${countCap.toLocaleString("en")} events match: they sort by time only.`;
  throw new PortalError("invalid", message, { fields: { sort: message } });
}

/** A cursor that is not ours, or not of this order, means the first page. */
export async function readPage(
  db: Db,
  plan: Plan,
  options: { size: number; sort: EventSort; cursor?: string | null },
): Promise<EventPage> {
  const { size, sort } = options;
  const cursor = decodePageCursor(options.cursor, sort);
  const at = (found: Found, side: PageCursor["side"]): string =>
    encodePageCursor({ side, value: found.value, id: found.event.id, companyId: found.event.companyId }, sort);

  if (cursor?.side === "before") {
    const found = await walk(db, plan, sort, { beyond: cursor, rows: size + 1, backwards: true });
    // Fewer than a page lie before: that is the first page, shown full.
    if (found.length >= size) {
      const shown = found.slice(0, size).reverse();
      const [first, last] = [shown.at(0), shown.at(-1)];
      return {
        rows: shown.map((entry) => entry.event),
        next: last ? at(last, "after") : null,
        previous: first && found.length > size ? at(first, "before") : null,
      };
    }
  }
  const beyond = cursor?.side === "after" ? cursor : null;
  const found = await walk(db, plan, sort, { beyond, rows: size + 1, backwards: false });
  const shown = found.slice(0, size);
  const [first, last] = [shown.at(0), shown.at(-1)];
  return {
    rows: shown.map((entry) => entry.event),
    next: last && found.length > size ? at(last, "after") : null,
    previous: previousOf(beyond, first && at(first, "before"), sort),
  };
}

/** Whoever went past the end (what lay there is gone) can still turn back. */
function previousOf(beyond: PageCursor | null, beforeFirst: string | undefined, sort: EventSort): string | null {
  if (!beyond) return null;
  return beforeFirst ?? encodePageCursor({ ...beyond, side: "before" }, sort);
}
