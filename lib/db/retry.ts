import { setTimeout as pause } from "node:timers/promises";
import { isConflict } from "./failures";

/** How long work that keeps losing against other work is tried again before the error goes out. */
export const conflictPatienceMs = 5_000;

/**
 * Runs `attempt` until it does not end in a conflict or patience is over. The pause grows from
 * about 2 to about 100 ms and is random, so that rivals do not meet again at the same moment.
 */
export async function retryConflicts<T>(
  attempt: (tries: number) => Promise<T>,
  patienceMs: number = conflictPatienceMs,
): Promise<T> {
  const until = performance.now() + patienceMs;
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt(tries);
    } catch (error) {
      if (!isConflict(error) || performance.now() >= until) throw error;
      await pause(Math.random() * Math.min(100, 4 * 2 ** tries));
    }
  }
}
