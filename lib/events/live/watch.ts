import type { LiveLog } from "./hub";

/** A stream that lives only as long as its viewer may see these companies. */
export type Watched = { companyIds: readonly number[]; end(): void };
/** The companies that may still be seen; null when nothing may (signed out, disabled, session over). */
export type Check = () => Promise<readonly number[] | null>;

/** Ten turns make a second: each key is asked in one of them, so that a thousand sessions do not ask at once. */
const turnEveryMs = 100;
const turns = 10;

type Entry = { check: Check; streams: Set<Watched>; asking: boolean; turn: number };

/**
 * Asks once a second, once for all streams of a key (a session), whether they may go on (5-access: what is revoked
 * works no longer within a second). A check that fails decides nothing: without a database no events flow either.
 */
export function createWatch(log: LiveLog) {
  const keys = new Map<string, Entry>();
  /** How many keys are asked in each turn. */
  const load = Array.from({ length: turns }, () => 0);
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = 0;

  async function ask(entry: Entry): Promise<void> {
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

  function enter(key: string, check: Check): Entry {
    const turn = load.indexOf(Math.min(...load));
    const entry = { check, streams: new Set<Watched>(), asking: false, turn };
    load[turn] = (load[turn] ?? 0) + 1;
    keys.set(key, entry);
    return entry;
  }

  function takeTurn(): void {
    now = (now + 1) % turns;
    for (const entry of keys.values()) if (entry.turn === now) void ask(entry);
  }

  /** Gives what ends the watching. */
  function watch(key: string, stream: Watched, check: Check): () => void {
    const entry = keys.get(key) ?? enter(key, check);
    entry.streams.add(stream);
    timer ??= setInterval(takeTurn, turnEveryMs).unref();
    return () => {
      entry.streams.delete(stream);
      if (entry.streams.size > 0 || keys.get(key) !== entry) return;
      keys.delete(key);
      load[entry.turn] = (load[entry.turn] ?? 1) - 1;
      if (keys.size === 0) stop();
    };
  }

  function stop(): void {
    clearInterval(timer);
    timer = undefined;
  }

  return { watch, stop };
}
