import { AsyncResource } from "node:async_hooks";
import { hearAppended } from "@/lib/audit/appended";
import { copyHead } from "@/lib/audit/head-copy-store";
import type { Database } from "@/lib/db/database";
import type { Log } from "@/lib/log";

/** Keeps a copy of the chain's head in the instance folder, so that a cut tail is seen. */
export type HeadKeeper = {
  /** Brings the copy up to date. Never throws. */
  copy(): Promise<void>;
  /** Copies once more, but waits no longer than this, and listens no more. */
  stop(withinMs: number): Promise<void>;
};

/** At most one copy in so long, however many entries there are. */
const pauseMs = 1_000;
/** A link is told of before it is committed: the head is looked at so often until it moved. */
const mostLooks = 5;

export function createHeadKeeper(given: { db: Database; file: string; log: Pick<Log, "error"> }): HeadKeeper {
  const { db, file, log } = given;
  let timer: NodeJS.Timeout | null = null;
  let looks = 0;
  let running: Promise<void> | null = null;
  let isStopped = false;
  let isToldOfDifference = false;
  let isToldOfFault = false;

  async function work(): Promise<void> {
    try {
      const result = await copyHead(db, file);
      if (result === "written") looks = 0;
      if (result === "differs" && !isToldOfDifference) {
        isToldOfDifference = true;
        log.error(
          { file, logger: "audit" },
          "The audit trail does not go through the head that this file remembers; verify the chain",
        );
      }
      isToldOfFault = false;
    } catch (err) {
      // The database may be away; the next entry tries again, and an outage is told of once.
      if (!isToldOfFault) log.error({ err, file, logger: "audit" }, "The head of the audit trail could not be copied");
      isToldOfFault = true;
    }
    if (looks > 0) {
      looks -= 1;
      schedule();
    }
  }

  // In the scene of this keeper: who appends is inside a unit of work, which nothing may nest in.
  const begin = AsyncResource.bind((): Promise<void> => work());

  function copy(): Promise<void> {
    running ??= begin().finally(() => {
      running = null;
    });
    return running;
  }

  const schedule = AsyncResource.bind((): void => {
    if (timer !== null || isStopped) return;
    timer = setTimeout(() => {
      timer = null;
      void copy();
    }, pauseMs);
    timer.unref();
  });

  const onAppended = (): void => {
    looks = mostLooks;
    schedule();
  };
  hearAppended(onAppended);

  return {
    copy,
    async stop(withinMs) {
      hearAppended(null);
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      looks = 0;
      let limit: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, withinMs);
      });
      await Promise.race([(running ?? Promise.resolve()).then(copy), patience]);
      clearTimeout(limit);
    },
  };
}
