import type { Log } from "@/lib/log";

/** An operator, a container runtime and systemd all wait at least this long before they kill. */
const stopWithinMs = 10_000;
/** Of these, what requests in flight may take; the rest is for writing out and closing. */
const graceMs = 8_000;
/** A terminal and the program that started us may both pass on one and the same Ctrl-C. */
const echoMs = 500;

/**
 * On SIGTERM or SIGINT: `close` finishes what was accepted, then the process ends with 0, within ten seconds in any
 * case. A second signal, unless it is an echo of the first, ends it at once.
 */
export function stopOnSignal(log: Log, close: (graceMs: number) => Promise<void>): void {
  let firstAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    if (firstAt !== null) {
      if (performance.now() - firstAt < echoMs) return;
      log.warn(`${signal} again: ending at once`);
      process.exit(1);
    }
    firstAt = performance.now();
    log.info(`${signal}: finishing what was accepted`);
    const deadline = setTimeout(() => {
      log.warn("Not everything could be finished in time");
      process.exit(0);
    }, stopWithinMs - echoMs);
    close(graceMs)
      .catch((err: unknown) => log.error({ err }, "Closing failed"))
      .finally(() => {
        clearTimeout(deadline);
        log.info("Stopped");
        process.exit(0);
      });
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
