import type { EventRow } from "@/lib/events/event";
import { eventLabels } from "@/lib/events/labels";
import { formatInstant } from "@/lib/time";

/** The columns of the event table, in its order, then those that only an export offers. */
export const eventColumnIds = [
  "time",
  "kind",
  "user",
  "company",
  "site",
  "computer",
  "localIp",
  "publicIp",
  "utc",
  "eventType",
  "domain",
  "sourceIp",
  "receivedAt",
  "retry",
] as const;
export type EventColumnId = (typeof eventColumnIds)[number];

export const eventColumnWords: Readonly<Record<EventColumnId, string>> = {
  time: "Timestamp",
  kind: "Event type",
  user: "User",
  company: "Company",
  site: "Site",
  computer: "Computer",
  localIp: "Local IP",
  publicIp: "Public IP",
  utc: "Timestamp (UTC)",
  eventType: "Event type as sent",
  domain: "Domain",
  sourceIp: "Source IP",
  receivedAt: "Received",
  retry: "Retry",
};

/** Width of a spreadsheet's column, in characters. */
export const eventColumnWidths: Readonly<Record<EventColumnId, number>> = {
  time: 25,
  kind: 16,
  user: 28,
  company: 24,
  site: 20,
  computer: 24,
  localIp: 18,
  publicIp: 18,
  utc: 26,
  eventType: 20,
  domain: 20,
  sourceIp: 18,
  receivedAt: 25,
  retry: 8,
};

/** The columns of an address (`time,user,computer`), as known ones in their own order; nothing known gives `usual`. */
export function readEventColumns(text: string | null, usual: readonly EventColumnId[]): EventColumnId[] {
  const asked = new Set((text ?? "").slice(0, 500).split(","));
  const known = eventColumnIds.filter((id) => asked.has(id));
  return known.length > 0 ? known : [...usual];
}

/** Names of what events hold as numbers; a number without a name is written as itself. */
export type ReportNames = {
  companies: ReadonlyMap<number, string>;
  sites: ReadonlyMap<number, string>;
};

/**
 * Writes instants as `formatInstant` does. A zone's offset changes on a whole minute only, and rows come in the
 * order of time, so the words of a minute serve all its seconds.
 */
export function createStamp(zone: string): (instant: Date) => string {
  let minuteMs = Number.NaN;
  let head = "";
  let tail = "";
  return (instant) => {
    const ms = instant.getTime();
    const start = Math.floor(ms / 60_000) * 60_000;
    if (start !== minuteMs) {
      const text = formatInstant(new Date(start), zone);
      minuteMs = start;
      head = text.slice(0, 17);
      tail = text.slice(19);
    }
    return `${head}${String(Math.floor((ms - start) / 1000)).padStart(2, "0")}${tail}`;
  };
}

/** A row's cells as text, in the order of `columns`. Instants are in `zone`, `utc` excepted. */
export function eventCells(
  columns: readonly EventColumnId[],
  zone: string,
  names: ReportNames,
): (row: EventRow) => string[] {
  const [occurred, received] = [createStamp(zone), createStamp(zone)];
  const write: Record<EventColumnId, (row: EventRow) => string> = {
    time: (row) => occurred(row.occurredAt),
    kind: (row) => (row.kind === "other" && row.eventType ? row.eventType : eventLabels[row.kind].label),
    user: (row) => row.userName,
    company: (row) => names.companies.get(row.companyId) ?? String(row.companyId),
    site: (row) => names.sites.get(row.siteId) ?? String(row.siteId),
    computer: (row) => row.computerName,
    localIp: (row) => row.localIp ?? "",
    publicIp: (row) => row.publicIp ?? "",
    utc: (row) => row.occurredAt.toISOString(),
    eventType: (row) => row.eventType,
    domain: (row) => row.domain ?? "",
    sourceIp: (row) => row.sourceIp ?? "",
    receivedAt: (row) => received(row.receivedAt),
    retry: (row) => String(row.retry),
  };
  const writers = columns.map((id) => write[id]);
  return (row) => writers.map((writer) => writer(row));
}
