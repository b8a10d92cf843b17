import { decodeLiveCursor, type LiveCursor, liveOverlapMs, tailOf, tailsInCursor } from "../reading/cursor";
import { keysAfter, type ReceivedKey } from "../reading/received";
import { keyText, rowsOfKeys } from "../reading/rows";
import type { Known, Listener, LiveHub, LiveParts } from "./hub";
import { type LiveMessage, liveMessage, rowsInMessage } from "./message";

/** More waiting than this and the reader is slow: it is let go and later brought up from the database. */
const rowsWaiting = 10_000;
const messagesWaiting = 1000;
const retryAfterMs = 1000;

export type StreamParts = Pick<LiveParts, "db" | "log"> & {
  hub: LiveHub;
  companyIds: readonly number[];
  start: () => Promise<LiveCursor>;
  onClose: () => void;
};

/**
 * One reader's side: first what was stored since its cursor, page by page from the database at the reader's
 * own pace, then what the hub hands out. A reader too slow for the hub goes back to the first.
 */
export function createLiveStream(parts: StreamParts): AsyncIterableIterator<LiveMessage> {
  const { hub, db, companyIds } = parts;
  let closed = false;
  let live = false;
  let place: LiveCursor | null = null;
  let catching: CatchUp | null = null;
  let waiting: LiveMessage[] = [];
  let waitingRows = 0;
  let wakeUp: (() => void) | undefined;

  const listener: Listener = { companyIds, deliver, close };

  function deliver(messages: readonly LiveMessage[]): void {
    if (closed || !live) return;
    waiting.push(...messages);
    for (const message of messages) waitingRows += message.rows.length;
    if (waitingRows > rowsWaiting || waiting.length > messagesWaiting) {
      hub.leave(listener);
      live = false;
      waiting = [];
      waitingRows = 0;
    }
    wakeUp?.();
  }

  function close(): void {
    if (closed) return;
    closed = true;
    waiting = [];
    hub.leave(listener);
    hub.unregister(listener);
    parts.onClose();
    wakeUp?.();
  }

  /** Until something is delivered, the stream is closed, or the time is over. */
  function pause(forMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = forMs === undefined ? undefined : setTimeout(resolve, forMs);
      wakeUp = () => {
        clearTimeout(timer);
        wakeUp = undefined;
        resolve();
      };
    });
  }

  /** The next page of what was stored meanwhile; null once the hub has taken over. */
  async function catchUp(): Promise<LiveMessage | null> {
    place ??= await parts.start();
    catching ??= createCatchUp(db, companyIds, place);
    const page = await catching.page();
    if (page !== "reached") return page;
    const last = catching;
    let final: LiveMessage | null = null;
    place = await hub.join(listener, async (known) => {
      final = await last.rest(known);
    });
    catching = null;
    live = true;
    if (closed) hub.leave(listener);
    return final;
  }

  async function next(): Promise<IteratorResult<LiveMessage>> {
    while (!closed) {
      const message = waiting.shift() ?? (live ? null : await catchUp().catch(failed));
      if (closed) break;
      if (message) {
        if (live) waitingRows -= message.rows.length;
        place = decodeLiveCursor(message.cursor) ?? place;
        return { done: false, value: message };
      }
      if (live && waiting.length === 0) await pause();
    }
    return { done: true, value: undefined };
  }

  async function failed(error: unknown): Promise<null> {
    parts.log.warn({ err: error }, "a live stream could not be brought up to date; trying again");
    catching = null;
    if (!closed) await pause(retryAfterMs);
    return null;
  }

  hub.register(listener);
  const stream: AsyncIterableIterator<LiveMessage> = {
    next,
    async return() {
      close();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => stream,
  };
  return stream;
}

type CatchUp = ReturnType<typeof createCatchUp>;

/** Reads what was stored since a place in pages; remembers, over the overlap, what it has given. */
function createCatchUp(db: LiveParts["db"], companyIds: readonly number[], from: LiveCursor) {
  const before = new Set(from.tails);
  const given = new Map<string, ReceivedKey>();
  let atMs = from.markMs;
  let beyond = { receivedAt: new Date(Math.max(0, from.markMs - liveOverlapMs)), id: "" };

  const isNew = (key: ReceivedKey): boolean => {
    if (given.has(keyText(key))) return false;
    return !(before.has(tailOf(key.id)) && key.receivedAt.getTime() <= from.markMs + liveOverlapMs);
  };

  async function messageOf(keys: readonly ReceivedKey[]): Promise<LiveMessage | null> {
    const rows = await rowsOfKeys(db, keys);
    for (const key of keys) given.set(keyText(key), key);
    for (const [text, key] of given) if (key.receivedAt.getTime() < atMs - liveOverlapMs) given.delete(text);
    if (rows.length === 0) return null;
    const stillNear = atMs - liveOverlapMs <= from.markMs + liveOverlapMs;
    const tails = [...(stillNear ? before : []), ...[...given.values()].map((key) => tailOf(key.id))];
    return liveMessage(rows, { markMs: atMs, tails: tails.slice(-tailsInCursor) });
  }

  /** A full page, or "reached" when less than a page is left (which `rest` then gives). */
  async function page(): Promise<LiveMessage | null | "reached"> {
    const keys = await keysAfter(db, companyIds, beyond, rowsInMessage);
    const last = keys.at(-1);
    if (!last || keys.length < rowsInMessage) return "reached";
    beyond = { receivedAt: last.receivedAt, id: last.id };
    atMs = Math.max(atMs, last.receivedAt.getTime());
    return messageOf(keys.filter(isNew));
  }

  /**
   * All that is left, late commits behind the pages included, of what the hub has handed out: what it has not,
   * it will hand out itself.
   */
  async function rest(known: Known): Promise<LiveMessage | null> {
    const fresh: ReceivedKey[] = [];
    let start = { receivedAt: new Date(Math.max(0, atMs - liveOverlapMs)), id: "" };
    for (;;) {
      const keys = await keysAfter(db, companyIds, start, rowsInMessage);
      fresh.push(...keys.filter((key) => isNew(key) && known(key)));
      const last = keys.at(-1);
      if (!last || keys.length < rowsInMessage) break;
      start = { receivedAt: last.receivedAt, id: last.id };
    }
    for (const key of fresh) atMs = Math.max(atMs, key.receivedAt.getTime());
    return messageOf(fresh);
  }

  return { page, rest };
}
