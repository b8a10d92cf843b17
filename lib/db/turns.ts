import { PortalError } from "@/lib/errors";

/** Lets a few pieces of asynchronous work run at a time; the others wait, in the order they came. */
export type Turns = { run<T>(work: () => Promise<T>): Promise<T> };

/**
 * @param width how many run at once
 * @param patienceMs who has waited longer for a turn gets a PortalError `unavailable`
 */
export function createTurns(width: number, patienceMs = Number.POSITIVE_INFINITY): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];

  function takeTurn(): Promise<void> {
    if (running < width) {
      running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const go = () => {
        clearTimeout(timer);
        resolve();
      };
      waiting.push(go);
      if (patienceMs === Number.POSITIVE_INFINITY) return;
      timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(new PortalError("unavailable", "The database is busy at the moment.", { retryAfterSeconds: 2 }));
      }, patienceMs);
    });
  }

  return {
    async run(work) {
      await takeTurn();
      try {
        return await work();
      } finally {
        // The turn goes to the next in line; nobody who comes now can slip in between.
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}
