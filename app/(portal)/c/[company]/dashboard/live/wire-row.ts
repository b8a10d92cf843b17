import type { EventRow } from "@/lib/events/event";

type Instants = "occurredAt" | "receivedAt" | "sentAt";

/** A stored event as it goes to the browser, with the page and over the live stream: instants are ISO text. */
export type WireRow = Omit<EventRow, Instants> & { occurredAt: string; receivedAt: string; sentAt: string | null };

export function toWireRow(row: EventRow): WireRow {
  return {
    ...row,
    occurredAt: row.occurredAt.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}

/** An id is unique in its company only. */
export const rowKey = (row: Pick<WireRow, "companyId" | "id">): string => `${row.companyId}.${row.id}`;

/** The words behind the numbers of a row. */
export type Names = { companies: Readonly<Record<number, string>>; sites: Readonly<Record<number, string>> };

export const siteName = (row: Pick<WireRow, "siteId">, names: Names): string =>
  names.sites[row.siteId] ?? `Site ${row.siteId}`;

export const companyName = (row: Pick<WireRow, "companyId">, names: Names): string =>
  names.companies[row.companyId] ?? `Company ${row.companyId}`;
