import type { Db } from "@/lib/db/database";
import { type EventKind, eventKinds } from "../event";
import { kindTotalsOf, type Range } from "./counts";

/** How many events of a kind began in each bucket. */
export type KindSeries = { kind: EventKind; counts: number[] };

/**
 * Counts per kind and bucket, for kinds that occur. A bucket runs from its start to the next one's (the last to
 * the end of the range), cut at the range; whole quarters of an hour come from the counts, ragged ends are counted.
 */
export async function readSeries(
  db: Db,
  companyIds: readonly number[],
  range: Range,
  starts: readonly Date[],
): Promise<KindSeries[]> {
  const ranges = starts.map((start, place) => ({
    from: laterOf(start, range.from),
    to: earlierOf(starts[place + 1], range.to),
  }));
  const totals = await kindTotalsOf(db, companyIds, ranges);
  return eventKinds
    .map((kind) => ({ kind, counts: totals.map((total) => total.get(kind) ?? 0) }))
    .filter((series) => series.counts.some((count) => count > 0));
}

function earlierOf(next: Date | undefined, end: Date): Date {
  return next && next < end ? next : end;
}

function laterOf(start: Date, begin: Date): Date {
  return start < begin ? begin : start;
}
