import type { AliveInterval } from "@/lib/agents/heartbeat";
import {
  type FieldFault,
  fault,
  isObject,
  optionalText,
  type Read,
  readBootId,
  readComputerName,
  readInstant,
} from "../normalise";
import { decodeJson } from "../wire";
import type { Beat } from "./write-job";

const intervalLimit = 1_000;
const versionLimit = 64;
/** An agent that was off the network longer than a month starts anew; a longer stretch is a broken clock. */
const longestMs = 31 * 24 * 3_600_000;

function readInterval(field: string, value: unknown, bootId: string, now: Date): Read<AliveInterval> {
  if (!isObject(value)) return fault(field, "must be a JSON object");
  const from = readInstant(`${field}.From`, value.From, now);
  if (!from.ok) return from;
  const to = readInstant(`${field}.To`, value.To, now);
  if (!to.ok) return to;
  const length = to.value.getTime() - from.value.getTime();
  if (length < 0) return fault(`${field}.To`, "must not be before From");
  if (length > longestMs) return fault(field, "must not be longer than 31 days");
  return { ok: true, value: { from: from.value, to: to.value, bootId: readBootId(value.BootId) ?? bootId } };
}

/**
 * The body of a health check as the heartbeats it stands for: that it was sent, and the stretches in which the agent
 * was alive without reaching us. Older agents send no body or anything at all: what names no computer reports
 * nothing, and the check is answered as ever. A body that does name one must be right.
 */
export function readHealthReport(bytes: Buffer, now: Date): { ok: true; beats: Beat[] } | FieldFault {
  const decoded = decodeJson(bytes);
  if (!decoded.ok || !isObject(decoded.value) || decoded.value.ComputerName === undefined)
    return { ok: true, beats: [] };
  const body = decoded.value;
  const computer = readComputerName(body.ComputerName);
  if (!computer.ok) return computer;
  const bootId = readBootId(body.BootId) ?? "";
  const sentAt = readInstant("SentAt", body.SentAt, now);
  const sent = sentAt.ok ? sentAt.value : now;
  const alive: AliveInterval[] = [{ from: sent, to: sent, bootId }];
  const said = body.Alive ?? [];
  if (!Array.isArray(said)) return fault("Alive", "must be an array");
  if (said.length > intervalLimit) return fault("Alive", `must not have more than ${intervalLimit} intervals`);
  for (const [index, value] of said.entries()) {
    const interval = readInterval(`Alive[${index}]`, value, bootId, now);
    if (!interval.ok) return interval;
    alive.push(interval.value);
  }
  const { name: computerName, folded } = computer.value;
  const agentVersion = optionalText(body.AgentVersion, versionLimit);
  return { ok: true, beats: alive.map((entry) => ({ computer: folded, computerName, agentVersion, alive: entry })) };
}
