import type { Names, WireRow } from "@/app/(portal)/c/[company]/dashboard/live/wire-row";

/** An id of 26 characters that orders by `n`, as ids order by time. */
export const idOf = (n: number): string => `01${String(n).padStart(8, "0")}${"A".repeat(16)}`;

export function wireRow(n: number, changes: Partial<WireRow> = {}): WireRow {
  return {
    companyId: 1,
    id: idOf(n),
    siteId: 7,
    apiKeyId: 3,
    kind: "sign_in",
    eventType: "SignIn",
    person: "alice",
    userName: "Alice",
    domain: null,
    computer: "pc-1",
    computerName: "PC-1",
    localIp: "10.0.0.5",
    publicIp: "203.0.113.9",
    sourceIp: "203.0.113.9",
    occurredAt: "2026-06-10T12:00:00.000Z",
    receivedAt: "2026-06-10T12:00:01.000Z",
    retry: 0,
    logonType: null,
    subStatus: null,
    bootId: null,
    windowsSession: null,
    recordId: null,
    sequence: null,
    sentAt: null,
    ...changes,
  };
}

export const names: Names = { companies: { 1: "Acme", 2: "Globex" }, sites: { 7: "Head Office", 8: "Depot" } };
