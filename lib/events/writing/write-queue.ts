import { randomBytes } from "node:crypto";
import type { Database } from "@/lib/db/database";
import { isPortalError, PortalError } from "@/lib/errors";
import type { Log } from "@/lib/log";
import { isRefusedData } from "./refused-data";
import { writeGroup } from "./write-group";
import type { WriteJob, WriteOutcome } from "./write-job";

/** A bigger group would only make those in it wait for each other. */
const groupItems = 2_000;
/** Agents wait about ten seconds for an answer; after this long they are told to come back. */
const defaultPatienceMs = 6_000;
const retryAfterSeconds = 2;
/** How often one group is cut in two to find the row the database refuses, before all of it is put off. */
const failuresPerGroup = 64;
const lastUsedEveryMs = 60_000;
const rememberedKeys = 10_000;

type Waiting = {
  job: WriteJob;
  outcomes: WriteOutcome[];
  missing: number;
  resolve: (outcomes: WriteOutcome[]) => void;
  reject: (error: unknown) => void;
};

/** Some items of one waiting request, as they go into one transaction. */
type Part = { waiting: Waiting; places: readonly number[] };

export type QueueOptions = {
  db: Pick<Database, "writeGroup">;
  log: Pick<Log, "error">;
  /** Called after a commit that stored new events, with the companies they belong to. */
  onCommitted?: (companyIds: number[]) => void;
  /** Items accepted but not yet on disk; beyond it requests are put off. */
  limit: number;
  /** How long a request waits for the database before it is put off; 6 s unless told. */
  patienceMs?: number;
};

export const unavailable = (words: string): PortalError => new PortalError("unavailable", words, { retryAfterSeconds });

/** An empty job weighs one too, so that nothing enters the queue for free. */
const weight = (job: WriteJob): number => Math.max(1, job.items.length);

function halves<T>(whole: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(whole.length / 2);
  return [whole.slice(0, middle), whole.slice(middle)];
}

/** Two parts of about half the items, or null when there is one item only. */
function cut(parts: readonly Part[]): [Part[], Part[]] | null {
  if (parts.length > 1) return halves(parts);
  const [only] = parts;
  if (!only || only.places.length < 2) return null;
  const [one, other] = halves(only.places);
  return [[{ ...only, places: one }], [{ ...only, places: other }]];
}

/**
 * Groups what concurrent requests want written: writes as soon as nothing is being written, gathers while something
 * is, without a timer. A promise of `submit` settles after the commit, or with a PortalError "unavailable" that tells
 * the agent to try again; a retry of something that was written after all is a duplicate and harmless.
 */
export function createWriteQueue({ db, log, onCommitted, limit, patienceMs = defaultPatienceMs }: QueueOptions) {
  const queue: Waiting[] = [];
  const lastUsed = new Map<number, number>();
  let accepted = 0;
  let running = false;
  let stalled = false;
  let idle: (() => void)[] = [];

  /** Keys whose use was last written a minute ago or longer, with the moment of this use. */
  function keysDue(parts: readonly Part[]): Map<number, Date> {
    const due = new Map<number, Date>();
    for (const { waiting } of parts) {
      const { key, receivedAt } = waiting.job;
      const written = lastUsed.get(key.apiKeyId);
      if (written === undefined || receivedAt.getTime() - written >= lastUsedEveryMs) due.set(key.apiKeyId, receivedAt);
    }
    return due;
  }

  function rememberUse(used: ReadonlyMap<number, Date>): void {
    if (lastUsed.size > rememberedKeys) lastUsed.clear();
    for (const [apiKeyId, at] of used) lastUsed.set(apiKeyId, at.getTime());
  }

  function settle(part: Part, outcomes: readonly WriteOutcome[]): void {
    const { waiting, places } = part;
    for (const [index, place] of places.entries()) waiting.outcomes[place] = outcomes[index] ?? "refused";
    waiting.missing -= places.length;
    if (waiting.missing <= 0) waiting.resolve(waiting.outcomes);
  }

  async function write(parts: readonly Part[]): Promise<void> {
    const jobs = parts.map(({ waiting, places }) => ({
      ...waiting.job,
      items: places.flatMap((place) => waiting.job.items[place] ?? []),
    }));
    const used = keysDue(parts);
    const mark = randomBytes(6).toString("hex");
    const results = await db.writeGroup((sql) => writeGroup(sql, { jobs, mark, usedKeys: used }));
    rememberUse(used);
    for (const [index, part] of parts.entries()) settle(part, results[index] ?? []);
    const fresh = jobs.filter((_, index) => results[index]?.includes("created")).map((job) => job.key.companyId);
    if (fresh.length > 0) tell([...new Set(fresh)]);
  }

  /** What a listener does wrong is no failure of the write. */
  function tell(companyIds: number[]): void {
    try {
      onCommitted?.(companyIds);
    } catch (error) {
      log.error({ err: error }, "a listener to new events failed");
    }
  }

  /** Writes the parts; what the database refuses is looked for by halves, so that it spoils nobody else's request. */
  async function writeApart(parts: readonly Part[], failures: { left: number }): Promise<void> {
    try {
      await write(parts);
    } catch (error) {
      if (isPortalError(error)) throw error;
      failures.left -= 1;
      const split = cut(parts);
      const [only] = parts;
      if (!split && only && isRefusedData(error)) {
        log.error({ err: error, company: only.waiting.job.key.companyId }, "the database refuses an event");
        return settle(
          only,
          only.places.map(() => "refused" as const),
        );
      }
      if (!split || failures.left <= 0) {
        log.error({ err: error }, "events cannot be written");
        throw unavailable("Events cannot be stored at the moment.");
      }
      for (const half of split) await writeApart(half, failures);
    }
  }

  function takeGroup(): Waiting[] {
    let items = 0;
    let count = 0;
    for (const { job } of queue) {
      if (count > 0 && items + weight(job) > groupItems) break;
      items += weight(job);
      count += 1;
    }
    return queue.splice(0, count);
  }

  function putOff(waiting: readonly Waiting[]): void {
    for (const { reject } of waiting) reject(unavailable("The database does not answer at the moment."));
  }

  async function flush(group: readonly Waiting[]): Promise<void> {
    const timer = setTimeout(() => {
      // Nobody waits longer, and nobody new is let in, until the database has said yes or no.
      stalled = true;
      putOff([...group, ...queue.splice(0)]);
    }, patienceMs);
    try {
      const parts = group.map((waiting) => ({ waiting, places: waiting.job.items.map((_, place) => place) }));
      await writeApart(parts, { left: failuresPerGroup });
    } catch (error) {
      for (const { reject } of group) reject(error);
    } finally {
      clearTimeout(timer);
      stalled = false;
    }
  }

  async function run(): Promise<void> {
    while (queue.length > 0) {
      await flush(takeGroup());
      // SQLite writes without leaving this thread: let the requests that came meanwhile be read.
      await new Promise((resolve) => setImmediate(resolve));
    }
    running = false;
    const waiting = idle;
    idle = [];
    for (const resolve of waiting) resolve();
  }

  return {
    submit(job: WriteJob): Promise<WriteOutcome[]> {
      const size = weight(job);
      if (stalled) return Promise.reject(unavailable("The database does not answer at the moment."));
      if (accepted > 0 && accepted + size > limit) return Promise.reject(unavailable("Too many events are waiting."));
      accepted += size;
      const done = new Promise<WriteOutcome[]>((resolve, reject) => {
        queue.push({ job, outcomes: [], missing: job.items.length, resolve, reject });
      });
      if (!running) {
        running = true;
        // At the end of this turn: requests read in the same one share the group.
        setImmediate(run);
      }
      return done.finally(() => {
        accepted -= size;
      });
    },
    /** True when a use of this key is due to be written, so that even an empty job is worth one. */
    isUseDue(apiKeyId: number, at: Date): boolean {
      const written = lastUsed.get(apiKeyId);
      return written === undefined || at.getTime() - written >= lastUsedEveryMs;
    },
    /** Settles when nothing is queued or being written. */
    drain(): Promise<void> {
      return running ? new Promise((resolve) => idle.push(resolve)) : Promise.resolve();
    },
  };
}

export type WriteQueue = ReturnType<typeof createWriteQueue>;
