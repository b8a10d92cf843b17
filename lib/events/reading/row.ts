import type { SqlRow } from "@/lib/db/database";
import { instantOf, instantOrNull } from "@/lib/db/sql";
import { type EventKind, type EventRow, eventKinds } from "../event";

const columns = [
  "company_id",
  "id",
  "site_id",
  "api_key_id",
  "kind",
  "event_type",
  "person",
  "user_name",
  "domain",
  "computer",
  "computer_name",
  "local_ip",
  "public_ip",
  "source_ip",
  "occurred_at",
  "received_at",
  "retry",
  "logon_type",
  "sub_status",
  "boot_id",
  "windows_session",
  "record_id",
  "sequence",
  "sent_at",
] as const;

/** The columns of a stored event, for a select list; `alias` names the table. */
export function rowColumns(alias: string): string {
  return columns.map((column) => `${alias}.${column}`).join(", ");
}

const kinds = new Set<string>(eventKinds);

const text = (value: unknown): string => String(value ?? "");
const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value));

/** A word a newer version wrote and this one does not know is shown as `other`. */
export function kindOf(value: unknown): EventKind {
  return kinds.has(String(value)) ? (value as EventKind) : "other";
}

export function eventRowOf(row: SqlRow): EventRow {
  return {
    companyId: Number(row.company_id),
    id: text(row.id),
    siteId: Number(row.site_id),
    apiKeyId: Number(row.api_key_id),
    kind: kindOf(row.kind),
    eventType: text(row.event_type),
    person: text(row.person),
    userName: text(row.user_name),
    domain: textOrNull(row.domain),
    computer: text(row.computer),
    computerName: text(row.computer_name),
    localIp: textOrNull(row.local_ip),
    publicIp: textOrNull(row.public_ip),
    sourceIp: textOrNull(row.source_ip),
    occurredAt: instantOf(row.occurred_at),
    receivedAt: instantOf(row.received_at),
    retry: Number(row.retry),
    logonType: numberOrNull(row.logon_type),
    subStatus: textOrNull(row.sub_status),
    bootId: textOrNull(row.boot_id),
    windowsSession: numberOrNull(row.windows_session),
    recordId: textOrNull(row.record_id),
    sequence: numberOrNull(row.sequence),
    sentAt: instantOrNull(row.sent_at),
  };
}
