import type { LiveLog } from "./hub";

/** A stream that lives only as long as its viewer may see these companies. */
export type Watched = { companyIds: readonly number[]; end(): void };
/** The companies that may still be seen; null when nothing may (signed out, disabled, session over). */
export type Check = () => Promise<readonly number[] | null>;

const checkEveryMs = 1000;

/**
 * Asks once a second, once for all streams of a key (a session), whether they may go on (5-access: what is revoked
 * works no longer within a second). A check that fails decides nothing: without a database no events flow either.
 */
export function createWatch(log: LiveLog) {
  const keys = new Map<string, { check: Check; streams: Set<Watched>; asking: boolean }>();
  let timer: ReturnType<typeof setInterval> | undefined;

  async function ask(entry: { check: Check; streams: Set<Watched>; asking: boolean }): Promise<void> {
    if (entry.asking) return;
    entry.asking = true;
    try {
      const allowed = await entry.check();
      for (const stream of [...entry.streams]) {
        if (!allowed || !stream.companyIds.every((companyId) => allowed.includes(companyId))) stream.end();
      }
    } catch (error) {
      log.warn({ err: error }, "the viewer of a live stream could not be checked; trying again");
    } finally {
      entry.asking = false;
    }
  }

  /** Gives what ends the watching. */
  function watch(key: string, stream: Watched, check: Check): () => void {
    const entry = keys.get(key) ?? { check, streams: new Set<Watched>(), asking: false };
    keys.set(key, entry);
    entry.streams.add(stream);
    timer ??= setInterval(() => {
      for (const asked of keys.values()) void ask(asked);
    }, checkEveryMs).unref();
    return () => {
      entry.streams.delete(stream);
      if (entry.streams.size === 0) keys.delete(key);
      if (keys.size === 0) stop();
    };
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return { watch, stop };
}
