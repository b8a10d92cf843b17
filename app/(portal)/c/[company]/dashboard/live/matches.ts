import type { EventFilter } from "@/lib/events/event";
import { kindsNamed, looksLikeAddress } from "@/lib/events/reading/search";
import { fold } from "@/lib/fold";
import { type Names, siteName, type WireRow } from "./wire-row";

/** A filter as the browser holds it: bounds in milliseconds; an open end (null) lies an hour after now. */
export type LiveFilter = Omit<EventFilter, "from" | "to"> & { fromMs: number; toMs: number | null };

const aheadMs = 3_600_000;

/** `open` as `resolveRange` gives it. */
export function liveFilterOf(filter: EventFilter, open: boolean): LiveFilter {
  const { from, to, ...rest } = filter;
  return { ...rest, fromMs: from.getTime(), toMs: open ? null : to.getTime() };
}

/**
 * Whether a row that just arrived belongs in the table on screen: the same rule that the store applies to
 * the same filter. "Now" is the instant the portal received the row, so the browser's clock does not matter.
 */
export function matches(row: WireRow, filter: LiveFilter, names: Names): boolean {
  return (
    inRange(row, filter) &&
    (filter.kinds === undefined || filter.kinds.includes(row.kind)) &&
    (filter.person === undefined || row.person === filter.person) &&
    (filter.computer === undefined || row.computer === filter.computer) &&
    (filter.siteId === undefined || row.siteId === filter.siteId) &&
    (filter.ip === undefined || [row.localIp, row.publicIp, row.sourceIp].includes(filter.ip)) &&
    (filter.search === undefined || holds(row, filter.search, names))
  );
}

function inRange(row: WireRow, filter: LiveFilter): boolean {
  const occurred = Date.parse(row.occurredAt);
  return occurred >= filter.fromMs && occurred < (filter.toMs ?? Date.parse(row.receivedAt) + aheadMs);
}

function holds(row: WireRow, search: string, names: Names): boolean {
  const wanted = fold(search);
  const addresses = looksLikeAddress(wanted) ? [row.localIp, row.publicIp, row.sourceIp] : [];
  return (
    row.person.includes(wanted) ||
    row.computer.includes(wanted) ||
    fold(siteName(row, names)).includes(wanted) ||
    kindsNamed(wanted).includes(row.kind) ||
    (row.kind === "other" && row.eventType.toLowerCase().includes(wanted)) ||
    addresses.some((address) => address?.includes(wanted))
  );
}
