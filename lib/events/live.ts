import { PortalError } from "@/lib/errors";
import { createLiveHub, type LiveParts } from "./live/hub";
import type { LiveMessage } from "./live/message";
import { createLiveStream } from "./live/stream";
import { type Check, createWatch, type Watched } from "./live/watch";
import { decodeLiveCursor, liveOverlapMs, tailOf, tailsInCursor } from "./reading/cursor";
import { receivedKeys } from "./reading/received";

export type LiveSubscription = {
  companyIds: readonly number[];
  /** The id of the last message a client got, or a page's `liveCursor`; null or unreadable: from now on. */
  cursor: string | null;
  /** Whose stream it is; one owner has at most `perOwner` open ones. */
  owner: string;
  perOwner?: number;
};

export type Live = {
  /** Says that this process has committed events of these companies: listeners get them at once. */
  notify(companyIds: readonly number[]): void;
  /**
   * New events of these companies, in the order of receipt, each once, in messages of at most 500. Ends when
   * `return` is called or `stop`. Throws PortalError `too_many_requests` when the owner has too many open.
   */
  subscribe(subscription: LiveSubscription): AsyncIterableIterator<LiveMessage>;
  /** Ends a stream once its viewer may not see its companies any more; one check a second for all of a key. */
  watch(key: string, stream: Watched, check: Check): () => void;
  /** Streams that are open now. */
  listeners(): number;
  stop(): void;
};

const streamsPerOwner = 20;

/**
 * One reader for all live streams of the process. It asks the database once for all companies that anybody
 * listens to: at once when this process commits, and each second for what other processes commit. Nobody
 * listening, no reading. How rows are neither lost nor doubled: docs/decisions/011.
 */
export function createLive(parts: LiveParts): Live {
  const hub = createLiveHub(parts);
  const watch = createWatch(parts.log);
  const open = new Map<string, number>();

  function leave(owner: string): void {
    const left = (open.get(owner) ?? 1) - 1;
    if (left > 0) open.set(owner, left);
    else open.delete(owner);
  }

  /** A stream from now on: what lies in the overlap counts as sent. */
  async function startNow(companyIds: readonly number[]) {
    const now = parts.clock();
    const keys = await receivedKeys(parts.db, companyIds, new Date(now.getTime() - liveOverlapMs), tailsInCursor);
    return { markMs: now.getTime(), tails: keys.map((key) => tailOf(key.id)) };
  }

  function subscribe(subscription: LiveSubscription): AsyncIterableIterator<LiveMessage> {
    const { owner, perOwner = streamsPerOwner } = subscription;
    const held = open.get(owner) ?? 0;
    if (held >= perOwner) {
      throw new PortalError("too_many_requests", `You have ${perOwner} live pages open already.`, {
        retryAfterSeconds: 10,
      });
    }
    open.set(owner, held + 1);
    const companyIds = [...new Set(subscription.companyIds)].sort((a, b) => a - b);
    const from = decodeLiveCursor(subscription.cursor);
    return createLiveStream({
      hub,
      db: parts.db,
      log: parts.log,
      companyIds,
      start: async () => from ?? startNow(companyIds),
      onClose: () => leave(owner),
    });
  }

  function stop(): void {
    watch.stop();
    hub.stop();
  }

  return { notify: hub.notify, subscribe, watch: watch.watch, listeners: hub.listeners, stop };
}
