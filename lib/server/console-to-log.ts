import { format, stripVTControlCharacters, types } from "node:util";
import type { Log } from "@/lib/log";

/** What the error log calls them. */
const logger = "pages";

/**
 * Next and other libraries print to the console in lines of their own, several for one fault. This sends what they
 * print to the log instead, so that every entry is one line, has a level and holds no secret. What is neither an error
 * nor a warning is of interest to nobody but a developer.
 */
export function sendConsoleToLog(log: Pick<Log, "debug" | "warn" | "error">, target: Console = console): void {
  const to =
    (level: "debug" | "warn" | "error") =>
    (...values: unknown[]) => {
      const err = values.find((value) => types.isNativeError(value));
      const words = stripVTControlCharacters(format(...values.filter((value) => value !== err))).trim();
      if (err === undefined) log[level]({ logger }, words);
      else log[level]({ err, logger }, words === "" ? err.message : words);
    };
  Object.assign(target, {
    debug: to("debug"),
    log: to("debug"),
    info: to("debug"),
    warn: to("warn"),
    error: to("error"),
    trace: to("debug"),
  });
}
