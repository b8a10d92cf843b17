import { isUtf8 } from "node:buffer";
import { isObject } from "./normalise";

/** One MiB, as received and after unpacking. */
export const bodyLimit = 1_048_576;
export const batchLimit = 1_000;
const depthLimit = 8;
const byteOrderMark = 0xfeff;

export type Decoded<T> = ({ ok: true } & T) | { ok: false; message: string };

/** True when objects and arrays nest deeper than `limit`; brackets inside strings do not count. */
function nestsDeeper(text: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (quoted) {
      if (unit === 0x5c) at++;
      else if (unit === 0x22) quoted = false;
    } else if (unit === 0x22) quoted = true;
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > limit) return true;
    } else if (unit === 0x5d || unit === 0x7d) depth--;
  }
  return false;
}

/**
 * Bytes as JSON: UTF-8 without a faulty byte, a leading byte-order mark dropped, at most eight levels deep. A double
 * key counts with its last value; `__proto__` is a key like any other.
 */
export function decodeJson(bytes: Buffer): Decoded<{ value: unknown }> {
  if (!isUtf8(bytes)) return { ok: false, message: "Body must be valid UTF-8" };
  const decoded = bytes.toString("utf8");
  const text = decoded.charCodeAt(0) === byteOrderMark ? decoded.slice(1) : decoded;
  if (nestsDeeper(text, depthLimit)) {
    return { ok: false, message: `Body must not nest deeper than ${depthLimit} levels` };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, message: "Body must be valid JSON" };
  }
}

/** The items of a body for log_event, each still to be normalised: one object, an array, or `{"events":[…]}`. */
export function decodeEvents(bytes: Buffer): Decoded<{ items: unknown[]; batch: boolean }> {
  const decoded = decodeJson(bytes);
  if (!decoded.ok) return decoded;
  const { value } = decoded;
  const items = Array.isArray(value) ? value : isObject(value) ? value.events : null;
  if (Array.isArray(items)) {
    if (items.length <= batchLimit) return { ok: true, items, batch: true };
    return { ok: false, message: `events must not be more than ${batchLimit} in a batch` };
  }
  if (!isObject(value)) return { ok: false, message: "Body must be a JSON object or an array of objects" };
  if (items !== undefined && value.EventType === undefined) return { ok: false, message: "events must be an array" };
  return { ok: true, items: [value], batch: false };
}
