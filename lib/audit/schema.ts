/** How an act ended. */
export const outcomes = ["ok", "denied", "failed"] as const;
export type Outcome = (typeof outcomes)[number];

/** Levels of the error log, the least first. */
export const errorLevels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] as const;
export type ErrorLevel = (typeof errorLevels)[number];

/** A total is counted up to here; a page then says "10,000+". */
export const trailCountCap = 10_000;
