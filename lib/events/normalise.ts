import { readAddress } from "@/lib/address";
import { fold } from "@/lib/fold";
import type { AgentEvent } from "./event";
import { kindOfType, mayLackUser } from "./kinds";
import { instantFault, parseTimestamp } from "./timestamp";

/** A broken rule: `message` is the sentence for the agent, made of both unless the wire knows its own words. */
export type FieldFault = { ok: false; field: string; rule: string; message: string };
export type Normalised = { ok: true; event: AgentEvent } | FieldFault;
export type Read<T> = { ok: true; value: T } | FieldFault;

const limits = { EventType: 64, UserName: 256, ComputerName: 255 } as const;
const bootIdLimit = 64;
const largestInt = 2_147_483_647;
const echoLimit = 64;
const controlCharacter = /\p{Cc}/u;

export function fault(field: string, rule: string, message = `${field} ${rule}`): FieldFault {
  return { ok: false, field, rule, message };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Text without what no name holds and some databases refuse. Not trimmed. */
function readText(field: string, value: unknown): Read<string> {
  if (value === undefined || value === null) return fault(field, "is required");
  if (typeof value !== "string") return fault(field, "must be text");
  if (controlCharacter.test(value)) return fault(field, "must not contain control characters");
  if (!value.isWellFormed()) return fault(field, "must be well-formed Unicode");
  if (value.trim() === "") return fault(field, "must not be empty");
  return { ok: true, value };
}

/** A trimmed name with the copy it is compared by; both must fit their columns. */
function readName(field: string, value: unknown, limit: number): Read<{ name: string; folded: string }> {
  const text = readText(field, value);
  if (!text.ok) return text;
  const name = text.value.trim();
  const folded = fold(name);
  if (name.length > limit || folded.length > limit) return fault(field, `must not be longer than ${limit} characters`);
  if (folded === "") return fault(field, "must not be empty");
  return { ok: true, value: { name, folded } };
}

export function readComputerName(value: unknown): Read<{ name: string; folded: string }> {
  return readName("ComputerName", value, limits.ComputerName);
}

/** `DOMAIN\name` or `name@domain`; with an empty half it is no such form, and all of it is the name. */
function splitDomain(userName: string): { person: string; domain: string | null } {
  const parts = /^([^\\]+)\\(.+)$/.exec(userName) ?? [];
  const [, before = "", after = ""] = parts;
  if (before.trim() !== "" && after.trim() !== "") return { person: fold(after), domain: before.trim() };
  const at = userName.lastIndexOf("@");
  const [name, domain] = [userName.slice(0, Math.max(at, 0)).trim(), userName.slice(at + 1).trim()];
  if (at > 0 && name !== "" && domain !== "" && !userName.includes("\\")) return { person: fold(name), domain };
  return { person: fold(userName), domain: null };
}

/** Required, well formed and inside the accepted years. `field` is named in the answer. */
export function readInstant(field: string, value: unknown, now: Date): Read<Date> {
  if (value === undefined || value === null) return fault(field, "is required");
  if (typeof value !== "string") return fault(field, "must be text");
  const instant = parseTimestamp(value);
  if (!instant) {
    const rule = "must be RFC 3339, such as 2025-05-25T14:30:00Z";
    // The first words are what agents in the field know from before.
    const echo = value.length > echoLimit ? `${value.slice(0, echoLimit)}…` : value;
    return fault(field, rule, `Could not parse timestamp: ${echo} (${field} ${rule})`);
  }
  const broken = instantFault(instant, now);
  return broken ? fault(field, broken) : { ok: true, value: instant };
}

/** `true` counts as one try; whatever is no whole number of tries counts as none. */
function readRetry(value: unknown): number {
  return value === true ? 1 : (wholeNumber(value, largestInt) ?? 0);
}

/** Also turns -0 into 0. */
function wholeNumber(value: unknown, max: number): number | null {
  if (typeof value !== "number" || !Number.isInteger(value) || value < 0 || value > max) return null;
  return value || 0;
}

/** Text of a newer agent, kept only when well-formed: a bad extra never costs the event. */
export function optionalText(value: unknown, limit: number): string | null {
  const text = readText("", value);
  if (!text.ok) return null;
  const trimmed = text.value.trim();
  return trimmed.length <= limit ? trimmed : null;
}

export function readBootId(value: unknown): string | null {
  return optionalText(value, bootIdLimit);
}

/** A Windows status code such as 0xC000006A; sent as a number it is written that way. */
function readSubStatus(value: unknown): string | null {
  const number = wholeNumber(value, 0xffffffff);
  if (number !== null) return `0x${number.toString(16).toUpperCase().padStart(8, "0")}`;
  return typeof value === "string" && /^0x[0-9a-f]{1,8}$/i.test(value) ? value : null;
}

/** Windows counts records in 64 bits, more than a JSON number holds exactly, so text is welcome too. */
function readRecordId(value: unknown): string | null {
  const number = wholeNumber(value, Number.MAX_SAFE_INTEGER);
  if (number !== null) return String(number);
  if (typeof value !== "string" || !/^\d{1,20}$/.test(value)) return null;
  return value.replace(/^0+(?=\d)/, "");
}

function optionalInstant(value: unknown, now: Date): Date | null {
  const instant = readInstant("", value, now);
  return instant.ok ? instant.value : null;
}

type Who = { userName: string; person: string; domain: string | null };

function readUser(value: unknown, optional: boolean): Read<Who> {
  const absent = value === undefined || value === null || (typeof value === "string" && value.trim() === "");
  if (optional && absent) return { ok: true, value: { userName: "", person: "", domain: null } };
  const user = readName("UserName", value, limits.UserName);
  if (!user.ok) return user;
  return { ok: true, value: { userName: user.value.name, ...splitDomain(user.value.name) } };
}

/**
 * One event as an agent sent it, by the rules of 3-wire. Pure: `now` bounds the future. Never throws; what is wrong
 * comes back as the field and the rule it broke.
 */
export function normalise(item: unknown, now: Date): Normalised {
  if (!isObject(item)) return fault("Event", "must be a JSON object");
  const type = readText("EventType", item.EventType);
  if (!type.ok) return type;
  if (type.value.length > limits.EventType) {
    return fault("EventType", `must not be longer than ${limits.EventType} characters`);
  }
  const kind = kindOfType(type.value);
  const user = readUser(item.UserName, mayLackUser(kind));
  if (!user.ok) return user;
  const computer = readComputerName(item.ComputerName);
  if (!computer.ok) return computer;
  const occurredAt = readInstant("Timestamp", item.Timestamp, now);
  if (!occurredAt.ok) return occurredAt;
  return {
    ok: true,
    event: {
      kind,
      eventType: type.value,
      ...user.value,
      computer: computer.value.folded,
      computerName: computer.value.name,
      localIp: readAddress(item.LocalIP) ?? readAddress(item.IPAddress),
      publicIp: readAddress(item.PublicIP),
      occurredAt: occurredAt.value,
      retry: readRetry(item.retry),
      logonType: wholeNumber(item.LogonType, largestInt),
      subStatus: readSubStatus(item.SubStatus),
      bootId: readBootId(item.BootId),
      windowsSession: wholeNumber(item.WindowsSession, largestInt),
      recordId: readRecordId(item.RecordId),
      sequence: wholeNumber(item.Sequence, Number.MAX_SAFE_INTEGER),
      sentAt: optionalInstant(item.SentAt, now),
    },
  };
}
