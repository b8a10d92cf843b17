import { type EventSort, eventSortColumns } from "../event";

const idPattern = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const largestInstantMs = 2 ** 48 - 1;

export function isEventId(text: string): boolean {
  return idPattern.test(text);
}

/** A place in a sorted table: `after` or `before` one row. `value` is the sorted column's; null when time sorts. */
export type PageCursor = { side: "after" | "before"; value: string | null; id: string; companyId: number };

export function encodePageCursor(cursor: PageCursor, sort: EventSort): string {
  const side = cursor.side === "after" ? "a" : "b";
  const place = [side, sort.by, sort.direction, cursor.id, cursor.companyId, cursor.value];
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/**
 * The place a cursor names, or null if it is not one of ours or belongs to another order: the caller then
 * starts at the first page. A cursor carries no right: the scope is applied beside it.
 */
export function decodePageCursor(text: string | null | undefined, sort: EventSort): PageCursor | null {
  if (!text || text.length > 2048) return null;
  let place: unknown;
  try {
    place = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  if (!Array.isArray(place) || place.length !== 6) return null;
  const [side, by, direction, id, companyId, value] = place as unknown[];
  if (side !== "a" && side !== "b") return null;
  if (!eventSortColumns.some((column) => column === by) || by !== sort.by || direction !== sort.direction) return null;
  if (typeof id !== "string" || !isEventId(id)) return null;
  if (typeof companyId !== "number" || !Number.isInteger(companyId)) return null;
  if (companyId < 1 || companyId > 2_147_483_647) return null;
  const known = { side: side === "a" ? "after" : "before", id, companyId } as const;
  if (sort.by === "time") return value === null ? { ...known, value } : null;
  return typeof value === "string" && isStorableText(value) ? { ...known, value } : null;
}

/** Text that every engine takes in a comparison (PostgreSQL refuses NUL, none takes half a character). */
function isStorableText(text: string): boolean {
  return text.length <= 512 && /^[^\p{Cc}\p{Cs}]*$/u.test(text);
}

/** How far a live stream looks back behind its cursor: commits are not in the order of `receivedAt` (9-data). */
export const liveOverlapMs = 10_000;
/** Characters of an id's end that tell rows of one overlap apart: 40 bits of its hash. */
export const tailLength = 8;
/** How many rows of the overlap a cursor names; 8 characters each must fit in a request header. */
export const tailsInCursor = 400;

/**
 * Where a live stream stands: everything older than the overlap before `markMs` was sent, and of the overlap
 * itself the rows whose ids end in `tails`. So a reader that comes back gets a late batch and no row twice.
 */
export type LiveCursor = { markMs: number; tails: readonly string[] };

export function encodeLiveCursor(cursor: LiveCursor): string {
  return `1.${cursor.markMs.toString(36)}.${cursor.tails.slice(-tailsInCursor).join("")}`;
}

/** Null if the text is not a live cursor: the stream then starts now. */
export function decodeLiveCursor(text: string | null | undefined): LiveCursor | null {
  const found = /^1\.([0-9a-z]{1,10})\.([0-9A-HJKMNP-TV-Z]*)$/.exec(text ?? "");
  const [, mark = "", joined = ""] = found ?? [];
  const markMs = Number.parseInt(mark, 36);
  if (!found || markMs > largestInstantMs || joined.length % tailLength !== 0) return null;
  if (joined.length > tailsInCursor * tailLength) return null;
  const tails: string[] = [];
  for (let at = 0; at < joined.length; at += tailLength) tails.push(joined.slice(at, at + tailLength));
  return { markMs, tails };
}

export function tailOf(id: string): string {
  return id.slice(-tailLength);
}
