/** What an event means, whatever the agent called it (3-wire, kinds). */
export const eventKinds = [
  "sign_in",
  "sign_out",
  "lock",
  "unlock",
  "disconnect",
  "reconnect",
  "failed",
  "boot",
  "shutdown",
  "sleep",
  "wake",
  "other",
] as const;
export type EventKind = (typeof eventKinds)[number];

/** `heartbeat` comes over the wire like an event but is kept as an interval. */
export type WireKind = EventKind | "heartbeat";

/** One event after the rules of 3-wire, before it has a company. Instants are UTC with milliseconds. */
export type AgentEvent = {
  kind: WireKind;
  /** As sent. */
  eventType: string;
  /** Folded name without its domain; "" where the kind allows no user. */
  person: string;
  /** As sent, trimmed. */
  userName: string;
  domain: string | null;
  /** Folded. */
  computer: string;
  computerName: string;
  localIp: string | null;
  publicIp: string | null;
  occurredAt: Date;
  retry: number;
  logonType: number | null;
  subStatus: string | null;
  bootId: string | null;
  windowsSession: number | null;
  recordId: string | null;
  sequence: number | null;
  sentAt: Date | null;
};

/** One stored event, as pages and exports see it. */
export type EventRow = Omit<AgentEvent, "kind"> & {
  companyId: number;
  id: string;
  kind: EventKind;
  siteId: number;
  apiKeyId: number;
  sourceIp: string | null;
  receivedAt: Date;
};

/** Every field but the range narrows; absent means "any". `to` is exclusive. */
export type EventFilter = {
  from: Date;
  to: Date;
  kinds?: readonly EventKind[];
  /** Folded person. */
  person?: string;
  /** Folded computer. */
  computer?: string;
  siteId?: number;
  /** Exact address in any of the three address columns. */
  ip?: string;
  /** Free text: part of a user, computer, site, event type or address. */
  search?: string;
};

export const eventSortColumns = ["time", "kind", "user", "company", "site", "computer", "localIp", "publicIp"] as const;
export type EventSort = { by: (typeof eventSortColumns)[number]; direction: "asc" | "desc" };

/** Above this count a total is shown as "10,000+" and only time sorts. */
export const countCap = 10_000;

export type CappedCount = { count: number; capped: boolean };

export type EventPage = {
  rows: EventRow[];
  /** Opaque cursors for the pages after and before this one; null at the ends. */
  next: string | null;
  previous: string | null;
};
