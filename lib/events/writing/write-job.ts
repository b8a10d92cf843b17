import type { AgentKey } from "@/lib/agents/agent-key";
import type { AliveInterval } from "@/lib/agents/heartbeat";
import type { AgentEvent, EventKind } from "../event";
import { eventId } from "../event-id";

export type LoggedEvent = Omit<AgentEvent, "kind"> & { kind: EventKind };

/** A computer that was alive, as a heartbeat event or the body of a health check says. */
export type Beat = {
  computer: string;
  computerName: string;
  agentVersion: string | null;
  alive: AliveInterval;
};

export type WriteItem = { type: "event"; id: string; event: LoggedEvent } | { type: "beat"; beat: Beat };

/** What one request wants on disk. An empty one only records that its key was used. */
export type WriteJob = { key: AgentKey; receivedAt: Date; sourceIp: string | null; items: readonly WriteItem[] };

/** `refused`: the database does not take this very row, though the rules did. */
export type WriteOutcome = "created" | "duplicate" | "refused";

export function writeItemOf(companyId: number, event: AgentEvent): WriteItem {
  const { kind, ...rest } = event;
  if (kind !== "heartbeat") return { type: "event", id: eventId(companyId, event), event: { ...rest, kind } };
  const { computer, computerName, occurredAt, bootId } = event;
  const alive = { from: occurredAt, to: occurredAt, bootId: bootId ?? "" };
  return { type: "beat", beat: { computer, computerName, agentVersion: null, alive } };
}
