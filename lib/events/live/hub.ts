import type { Db } from "@/lib/db/database";
import type { EventRow } from "../event";
import { type LiveCursor, liveOverlapMs, tailOf, tailsInCursor } from "../reading/cursor";
import { type ReceivedKey, receivedKeys } from "../reading/received";
import { keyText, rowsOfKeys } from "../reading/rows";
import { type LiveMessage, liveMessage, rowsInMessage } from "./message";

export type Clock = () => Date;
export type LiveLog = { warn(fields: object, message: string): void };
export type LiveParts = { db: Pick<Db, "engine" | "sql">; clock: Clock; log: LiveLog };

/** A stream, as the hub knows it. */
export type Listener = {
  readonly companyIds: readonly number[];
  deliver(messages: readonly LiveMessage[]): void;
  close(): void;
};

/** Whether a stored event was already handed to the listeners of its company (or is older than the overlap). */
export type Known = (key: ReceivedKey) => boolean;

const pollEveryMs = 1000;
/** Commits come by the hundred a second under load; one reading serves them all. */
const restMs = 100;
/** Reading takes at most this share of the time: after one that took d it rests 4 d. */
const restPerWork = 4;
/** The most rows one reading of the overlap looks at; beyond it the newest count. */
const keysInPoll = 50_000;

type Group = { companyIds: readonly number[]; ids: ReadonlySet<number>; listeners: Set<Listener> };

/**
 * Reads what is new for all listeners at once and hands it out by set of companies. Each reading looks back over
 * the overlap, because commits are not in the order of `receivedAt`, and drops what was handed out (9-data).
 */
export function createLiveHub(parts: LiveParts) {
  const groups = new Map<string, Group>();
  const streams = new Set<{ close(): void }>();
  /** What lies in the overlap and was handed out, in the order of handing out. */
  const seen = new Map<string, ReceivedKey>();
  const watched = new Set<number>();
  let newestMs = 0;
  let floorMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let state: "idle" | "soon" | "polling" | "stopped" = "idle";
  let again = false;
  let restUntilMs = 0;
  let turns: Promise<unknown> = Promise.resolve();

  /** Readings and joinings take turns, so that a joining stream knows exactly what was handed out before it. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = turns.then(work);
    turns = turn.catch(() => undefined);
    return turn;
  }

  function moveFloor(): Date {
    const nowMs = parts.clock().getTime();
    const dueMs = Math.min(newestMs, nowMs) - liveOverlapMs;
    // Never nearer than the overlap: after the clock was set back, what is received lies before the old floor.
    floorMs = Math.min(Math.max(floorMs, dueMs), nowMs - liveOverlapMs);
    return new Date(floorMs);
  }

  function remember(key: ReceivedKey): void {
    seen.set(keyText(key), key);
    newestMs = Math.max(newestMs, key.receivedAt.getTime());
  }

  function forget(): void {
    for (const [text, key] of seen) {
      if (key.receivedAt.getTime() < floorMs || !watched.has(key.companyId)) seen.delete(text);
    }
  }

  /** The place of a stream of these companies that got all that was handed out. */
  function placeOf(companyIds: ReadonlySet<number>): LiveCursor {
    const own = [...seen.values()].filter((key) => companyIds.has(key.companyId)).slice(-tailsInCursor);
    return { markMs: floorMs + liveOverlapMs, tails: own.map((key) => tailOf(key.id)) };
  }

  function messagesOf(group: Group, rows: readonly EventRow[], before: LiveCursor): LiveMessage[] {
    const messages: LiveMessage[] = [];
    const own = rows.filter((row) => group.ids.has(row.companyId));
    let tails = before.tails;
    for (let at = 0; at < own.length; at += rowsInMessage) {
      const some = own.slice(at, at + rowsInMessage);
      tails = [...tails, ...some.map((row) => tailOf(row.id))].slice(-tailsInCursor);
      messages.push(liveMessage(some, { markMs: before.markMs, tails }));
    }
    return messages;
  }

  async function poll(): Promise<void> {
    const companyIds = [...watched];
    if (companyIds.length === 0) return;
    const floor = moveFloor();
    const keys = await receivedKeys(parts.db, companyIds, floor, keysInPoll);
    const fresh = keys.filter((key) => !seen.has(keyText(key)));
    forget();
    if (fresh.length === 0) return;
    const rows = await rowsOfKeys(parts.db, fresh);
    const places = new Map([...groups.values()].map((group) => [group, placeOf(group.ids)]));
    for (const key of fresh) remember(key);
    for (const [group, place] of places) {
      const messages = messagesOf(group, rows, place);
      if (messages.length === 0) continue;
      for (const listener of [...group.listeners]) listener.deliver(messages);
    }
  }

  async function run(): Promise<void> {
    state = "polling";
    again = false;
    const startMs = parts.clock().getTime();
    try {
      await inTurn(poll);
    } catch (error) {
      parts.log.warn({ err: error }, "live updates could not be read; trying again");
    }
    const endMs = parts.clock().getTime();
    restUntilMs = endMs + Math.min(pollEveryMs, Math.max(restMs, restPerWork * (endMs - startMs)));
    // Stopping happens while the reading is awaited.
    if (isStopped()) return;
    state = "idle";
    if (groups.size === 0) return;
    if (again) wake();
    else schedule(pollEveryMs);
  }

  function isStopped(): boolean {
    return state === "stopped";
  }

  function schedule(delayMs: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), delayMs);
    timer.unref();
  }

  function wake(): void {
    if (state === "polling") again = true;
    if (state !== "idle" || groups.size === 0) return;
    state = "soon";
    schedule(Math.min(pollEveryMs, Math.max(0, restUntilMs - parts.clock().getTime())));
  }

  function notify(companyIds: readonly number[]): void {
    if (companyIds.some((companyId) => watched.has(companyId))) wake();
  }

  /** Companies nobody listened to yet: what lies in their overlap needs no handing out. */
  async function watch(companyIds: readonly number[]): Promise<void> {
    const added = companyIds.filter((companyId) => !watched.has(companyId));
    if (added.length === 0) return;
    if (watched.size === 0) newestMs = parts.clock().getTime();
    const keys = await receivedKeys(parts.db, added, moveFloor(), keysInPoll);
    for (const companyId of added) watched.add(companyId);
    for (const key of keys) remember(key);
  }

  /**
   * Lets a stream in. `catchUp` runs between two readings, and is told which stored events were handed out
   * before: it delivers those, the next reading brings all others. Gives the place the stream then has.
   */
  function join(listener: Listener, catchUp: (known: Known) => Promise<void>): Promise<LiveCursor> {
    return inTurn(async () => {
      await watch(listener.companyIds);
      await catchUp((key) => key.receivedAt.getTime() < floorMs || seen.has(keyText(key)));
      const name = listener.companyIds.join();
      const group = groups.get(name) ?? {
        companyIds: listener.companyIds,
        ids: new Set(listener.companyIds),
        listeners: new Set(),
      };
      groups.set(name, group);
      group.listeners.add(listener);
      if (!isStopped()) wake();
      return placeOf(group.ids);
    });
  }

  function leave(listener: Listener): void {
    const name = listener.companyIds.join();
    const group = groups.get(name);
    if (!group?.listeners.delete(listener) || group.listeners.size > 0) return;
    groups.delete(name);
    const wanted = new Set([...groups.values()].flatMap((entry) => entry.companyIds));
    for (const companyId of watched) if (!wanted.has(companyId)) watched.delete(companyId);
    forget();
    if (groups.size === 0 && state !== "polling") {
      clearTimeout(timer);
      if (!isStopped()) state = "idle";
    }
  }

  function register(stream: { close(): void }): void {
    streams.add(stream);
    if (isStopped()) stream.close();
  }

  function stop(): void {
    state = "stopped";
    clearTimeout(timer);
    for (const stream of [...streams]) stream.close();
  }

  return {
    notify,
    join,
    leave,
    register,
    unregister: (stream: { close(): void }) => void streams.delete(stream),
    listeners: () => streams.size,
    stop,
  };
}

export type LiveHub = ReturnType<typeof createLiveHub>;
