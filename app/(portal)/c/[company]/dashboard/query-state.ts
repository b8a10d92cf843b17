import { type EventKind, type EventSort, eventKinds } from "@/lib/events/event";
import type { RangePreset } from "@/lib/time";

/** `from` and `to` are local minutes of the page's zone, `YYYY-MM-DDTHH:MM`; `to` is exclusive. */
export type RangeChoice = { preset: RangePreset } | { preset: "exact"; from: string; to: string };

export const pageSizes = [50, 100, 200, 500, 1000] as const;
export type PageSize = (typeof pageSizes)[number];

export type EventRef = { companyId: number; id: string };

/** Everything the address of the dashboard says. Text is trimmed and never empty. */
export type DashboardQuery = {
  range: RangeChoice;
  /** In the order of `eventKinds`, without doubles; empty means every kind. */
  kinds: readonly EventKind[];
  user: string | null;
  computer: string | null;
  siteId: number | null;
  ip: string | null;
  search: string | null;
  sort: EventSort;
  size: PageSize;
  cursor: string | null;
  /** The event whose details are open. */
  event: EventRef | null;
};

export const defaultQuery: DashboardQuery = {
  range: { preset: "last-48-hours" },
  kinds: [],
  user: null,
  computer: null,
  siteId: null,
  ip: null,
  search: null,
  sort: { by: "time", direction: "desc" },
  size: 50,
  cursor: null,
  event: null,
};

export const defaultDirection = (by: EventSort["by"]): EventSort["direction"] => (by === "time" ? "desc" : "asc");

/** What narrows the table besides the range. */
export type Filters = Pick<DashboardQuery, "kinds" | "user" | "computer" | "siteId" | "ip" | "search">;

export const noFilters: Filters = { kinds: [], user: null, computer: null, siteId: null, ip: null, search: null };

export function hasFilters(query: Filters): boolean {
  return (
    query.kinds.length > 0 ||
    [query.user, query.computer, query.siteId, query.ip, query.search].some((value) => value !== null)
  );
}

/** Another question: the place in the pages and the open event belong to the old one. */
export function changed(query: DashboardQuery, changes: Partial<DashboardQuery>): DashboardQuery {
  return { ...query, cursor: null, event: null, ...changes };
}

export const eventRefText = (ref: EventRef): string => `${ref.companyId}.${ref.id}`;

/** The names and values of one query in canonical order; what is at its default is left out. */
export function toPairs(query: DashboardQuery): [name: string, value: string][] {
  const pairs: [string, string][] = [];
  const add = (name: string, value: string | number | null): void => {
    if (value !== null) pairs.push([name, String(value)]);
  };
  if (query.range.preset === "exact") {
    add("from", query.range.from);
    add("to", query.range.to);
  } else if (query.range.preset !== "last-48-hours") {
    add("range", query.range.preset);
  }
  for (const kind of eventKinds) if (query.kinds.includes(kind)) add("kind", kind);
  add("user", query.user);
  add("computer", query.computer);
  add("site", query.siteId);
  add("ip", query.ip);
  add("q", query.search);
  if (query.sort.by !== "time") add("sort", query.sort.by);
  if (query.sort.direction !== defaultDirection(query.sort.by)) add("dir", query.sort.direction);
  if (query.size !== 50) add("size", query.size);
  add("cursor", query.cursor);
  add("event", query.event && eventRefText(query.event));
  return pairs;
}

/** The canonical query string: `?a=b`, or nothing when all is at its default. */
export function toSearch(query: DashboardQuery, more: readonly [string, string][] = []): string {
  const text = new URLSearchParams([...toPairs(query), ...more]).toString();
  return text === "" ? "" : `?${text}`;
}
