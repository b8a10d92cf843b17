import { createHash } from "node:crypto";
import type { Log } from "@/lib/log";
import { beforeDeadline } from "./deadline";
import type { TokenStore } from "./token-bucket";

type Script = (hash: string, keys: string[], values: string[]) => Promise<unknown>;

/** One connection to a Redis, of whatever kind. After a failure it is thrown away and another one made. */
export type RedisLink = { evalsha: Script; eval: Script; ping(): Promise<unknown>; close(): void };

type SharedStoreOptions = {
  connect: () => Promise<RedisLink>;
  log: Pick<Log, "info" | "warn">;
  /** Milliseconds since the epoch; replaces the limiter's own time. */
  clock: () => number;
  /** The longest one question may take. Agents wait for it. */
  answerWithinMs?: number;
  connectWithinMs?: number;
  /** How long it is left alone after a failure: doubled with each, up to the second. */
  pauseMs?: readonly [first: number, longest: number];
};

export type SharedStore = { store: TokenStore; isThere(): boolean; close(): void };

const usualPause = [500, 15_000] as const;
const shebang = /^#!lua[^\n]*\n/;
const isUnknownScript = (error: unknown): boolean => String(error).includes("NOSCRIPT");

/**
 * The store the limiter counts in when several processes share one, behind a guard: no question waits longer than
 * `answerWithinMs`, and after a failure all are refused at once until a new connection stands. It is made in the
 * background, so nobody's request waits for it. One line in the log when it is lost and one when it is back.
 */
export function createSharedStore(options: SharedStoreOptions): SharedStore {
  const { log, clock, answerWithinMs = 200, connectWithinMs = 2_000, pauseMs = usualPause } = options;
  let link: RedisLink | null = null;
  let connecting = false;
  let closed = false;
  let told = false;
  let pause = pauseMs[0];
  let notBefore = Number.NEGATIVE_INFINITY;

  function lose(failed: RedisLink | null, error: unknown): void {
    if (closed || failed !== link) return;
    link = null;
    failed?.close();
    notBefore = performance.now() + pause;
    pause = Math.min(pauseMs[1], pause * 2);
    if (told) return;
    told = true;
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ reason }, "Redis does not answer: this process counts its rate limits alone until it does");
  }

  async function connect(): Promise<void> {
    if (closed || connecting || link || performance.now() < notBefore) return;
    connecting = true;
    try {
      const made = await open();
      link = made;
      pause = pauseMs[0];
      if (told) log.info("Redis answers again: rate limits are counted together");
      told = false;
    } catch (error) {
      lose(null, error);
    } finally {
      connecting = false;
    }
  }

  /** A connection that has answered once. One that comes too late, or after the end, is closed again. */
  async function open(): Promise<RedisLink> {
    let isWanted = true;
    const making = options.connect();
    making.then((late) => isWanted || late.close()).catch(() => undefined);
    try {
      const made = await beforeDeadline(connectWithinMs, making);
      await beforeDeadline(answerWithinMs, made.ping()).catch((error: unknown) => {
        made.close();
        throw error;
      });
      if (!closed) return made;
      made.close();
      throw new Error("closed");
    } catch (error) {
      isWanted = false;
      throw error;
    }
  }

  async function ask(question: (used: RedisLink) => Promise<unknown>): Promise<unknown> {
    const used = link;
    if (!used) {
      void connect();
      throw new Error("Redis is not there");
    }
    try {
      return await beforeDeadline(answerWithinMs, question(used));
    } catch (error) {
      if (!isUnknownScript(error)) lose(used, error);
      throw error;
    }
  }

  /** Hashes as the limiter knows its scripts → as Redis knows them. */
  const hashes = new Map<string, string>();

  /** The fourth value of a take is the caller's time. */
  const valuesOf = (values: unknown[]): string[] => values.map((value, index) => String(index === 3 ? clock() : value));

  function numbersOf(answer: unknown): number[] {
    const numbers = Array.isArray(answer) ? answer.map(Number) : [];
    if (numbers.length === 3 && numbers.every(Number.isFinite)) return numbers;
    throw new Error("Redis answered something else than a count");
  }

  const refuse = async (): Promise<never> => {
    throw new Error("The limiter only runs scripts.");
  };

  const store = {
    async evalsha<Values extends unknown[], Answer>(hash: string, keys: string[], values: Values): Promise<Answer> {
      const known = hashes.get(hash);
      if (known === undefined) throw new Error("NOSCRIPT not sent yet");
      return numbersOf(await ask((used) => used.evalsha(known, keys, valuesOf(values)))) as Answer;
    },
    async eval<Values extends unknown[], Answer>(script: string, keys: string[], values: Values): Promise<Answer> {
      // A flag of Upstash in the first line; any other Redis refuses the script because of it.
      const text = script.replace(shebang, "");
      const answer = numbersOf(await ask((used) => used.eval(text, keys, valuesOf(values))));
      hashes.set(sha1(script), sha1(text));
      return answer as Answer;
    },
    get: refuse,
    set: refuse,
    del: refuse,
  };

  void connect();
  return {
    store,
    isThere: () => link !== null,
    close() {
      closed = true;
      link?.close();
      link = null;
    },
  };
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
