import { hash } from "node:crypto";
import { fold } from "@/lib/fold";
import type { AgentEvent } from "./event";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const timeCharacters = 10;
const hashBytes = 10;

/** Crockford's base32 of whole groups of five bytes: eight characters each. */
function encodeBytes(bytes: Uint8Array): string {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((held >> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return text;
}

function encodeTime(milliseconds: number): string {
  let text = "";
  let rest = milliseconds;
  for (let place = 0; place < timeCharacters; place++) {
    text = alphabet.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/** What makes two lines the same event, beside the instant. */
export type EventIdentity = Pick<
  AgentEvent,
  "kind" | "eventType" | "person" | "computer" | "occurredAt" | "recordId" | "bootId"
>;

/**
 * The id of an event, computed from what makes it the same event as another (3-wire): 48 bits of the instant in
 * milliseconds, then 80 bits of SHA-256 over company, kind (for `other` the type), person, computer, and the record
 * id with its boot id where sent. 26 characters in the form of a ULID, so ids sort by time and a retry has the id of
 * the first try. Addresses and `retry` do not count.
 */
export function eventId(companyId: number, event: EventIdentity): string {
  const type = event.kind === "other" ? fold(event.eventType) : "";
  // A boot id alone tells nothing apart: it only says which boot a record id counts in.
  const record = event.recordId === null ? [] : [event.recordId, fold(event.bootId ?? "")];
  const facts = JSON.stringify([companyId, event.kind, type, event.person, event.computer, ...record]);
  const digest = hash("sha256", facts, "buffer");
  return encodeTime(event.occurredAt.getTime()) + encodeBytes(digest.subarray(0, hashBytes));
}

/** The smallest id an event at this instant can have: ids from here on are of this instant or later. */
export function firstIdAt(instant: Date): string {
  return encodeTime(Math.max(0, instant.getTime())) + "0".repeat(16);
}
