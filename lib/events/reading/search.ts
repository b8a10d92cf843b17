import { fold } from "@/lib/fold";
import { type EventKind, eventKinds } from "../event";
import { kindOfType } from "../kinds";
import { eventLabels } from "../labels";

/** Name and company of a person or computer that has events. */
export type KnownName = { companyId: number; name: string };

/**
 * What a search text stands for, resolved against names before any event is read. An event is found if any
 * part fits: its person, computer or site, its kind, an unknown type as sent, or one of its addresses.
 */
export type Search = {
  /** The folded text as a LIKE pattern, for columns that hold folded text. */
  pattern: string;
  /** Null: more names fit than are worth naming one by one; `pattern` is then compared. */
  persons: KnownName[] | null;
  computers: KnownName[] | null;
  siteIds: number[];
  kinds: EventKind[];
  /** Compare the text with the types as sent of events of kind `other`. */
  otherTypes: boolean;
  /** Compare the text with the address columns. */
  addresses: boolean;
};

/** The most names a search names one by one; each becomes a range of an index. */
export const namedCap = 150;

/** Folded search text, or null if there is nothing to look for or no stored name could hold it. */
export function searchText(text: string | undefined): string | null {
  if (text === undefined || !text.isWellFormed()) return null;
  const folded = fold(text);
  return folded === "" || folded.length > 256 || /\p{Cc}/u.test(folded) ? null : folded;
}

/** Part of an address: hex digits with a dot or colon among them (`10.0.`, `::1`, `fe80:`), not just a number. */
export function looksLikeAddress(text: string): boolean {
  return /^[0-9a-f.:]{2,45}$/.test(text) && (/\d\./.test(text) || /\.\d/.test(text) || text.includes(":"));
}

const squeeze = (text: string): string => text.toLowerCase().replace(/[\s_-]/g, "");

/** Kinds whose label holds the text (case, space, `-`, `_` ignored), or of which it is a name on the wire. */
export function kindsNamed(text: string): EventKind[] {
  const wanted = squeeze(text);
  if (wanted === "") return [];
  const onWire = kindOfType(text);
  return eventKinds.filter(
    (kind) => squeeze(eventLabels[kind].label).includes(wanted) || (kind === onWire && kind !== "other"),
  );
}
