import { type AliveInterval, addAlive, beatGapMs } from "@/lib/agents/heartbeat";
import type { Sql, SqlValue } from "@/lib/db/database";
import { instantOf } from "@/lib/db/sql";
import { upsertRows } from "@/lib/db/write-rows";
import type { Sightings } from "./sightings";
import type { Beat, WriteJob, WriteOutcome } from "./write-job";

type Said = { job: WriteJob; beat: Beat; label: string };

/** One computer of one company, with what its agent said in this group. */
type Heard = { companyId: number; computer: string; said: Said[] };

function hear(jobs: readonly WriteJob[]): Heard[] {
  const heard = new Map<string, Heard>();
  for (const [index, job] of jobs.entries()) {
    for (const [place, item] of job.items.entries()) {
      if (item.type !== "beat") continue;
      const { companyId } = job.key;
      const { computer } = item.beat;
      const name = `${companyId} ${computer}`;
      const entry = heard.get(name) ?? { companyId, computer, said: [] };
      entry.said.push({ job, beat: item.beat, label: `${index} ${place}` });
      heard.set(name, entry);
    }
  }
  return [...heard].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
}

/** The stored intervals that what was said could join. */
async function readKnown(sql: Sql, { companyId, computer, said }: Heard): Promise<AliveInterval[]> {
  const from = Math.min(...said.map(({ beat }) => beat.alive.from.getTime()));
  const to = Math.max(...said.map(({ beat }) => beat.alive.to.getTime()));
  const rows = await sql.query(
    `SELECT from_at, to_at, boot_id FROM api_heartbeats
      WHERE company_id = ? AND computer = ? AND to_at >= ? AND from_at <= ?`,
    [companyId, computer, new Date(from - beatGapMs), new Date(to + beatGapMs)],
  );
  return rows.map((row) => ({
    from: instantOf(row.from_at),
    to: instantOf(row.to_at),
    bootId: String(row.boot_id ?? ""),
  }));
}

const startOf = (interval: AliveInterval): string => `${interval.from.getTime()} ${interval.bootId}`;

async function removeGone(
  sql: Sql,
  heard: Heard,
  known: readonly AliveInterval[],
  merged: readonly AliveInterval[],
): Promise<void> {
  const kept = new Set(merged.map(startOf));
  for (const gone of known.filter((interval) => !kept.has(startOf(interval)))) {
    await sql.query(
      "DELETE FROM api_heartbeats WHERE company_id = ? AND computer = ? AND from_at = ? AND boot_id = ?",
      [heard.companyId, heard.computer, gone.from, gone.bootId],
    );
  }
}

/**
 * Merges heartbeats into the alive intervals of their computers (9-data). What only confirms the present, a beat that
 * lengthens an interval up to about now, changes no session; anything else says when its computer must be rebuilt.
 *
 * @returns the outcome of each beat by "job index, item index": `duplicate` when it was known already
 */
export async function writeBeats(
  sql: Sql,
  jobs: readonly WriteJob[],
  sightings: Sightings,
): Promise<Map<string, WriteOutcome>> {
  const outcomes = new Map<string, WriteOutcome>();
  const changed: SqlValue[][] = [];
  for (const heard of hear(jobs)) {
    const known = await readKnown(sql, heard);
    let intervals = known;
    for (const { job, beat, label } of heard.said) {
      const merged = addAlive(intervals, beat.alive);
      outcomes.set(label, merged.covered ? "duplicate" : "created");
      sightings.sawBeat(job, beat);
      const isLive = merged.extendedEnd && beat.alive.to.getTime() >= job.receivedAt.getTime() - beatGapMs;
      if (!merged.covered && !isLive) sightings.mustRebuild(heard.companyId, heard.computer, beat.alive.from);
      intervals = merged.intervals;
    }
    await removeGone(sql, heard, known, intervals);
    for (const interval of intervals) {
      if (known.includes(interval)) continue;
      changed.push([heard.companyId, heard.computer, interval.from, interval.to, interval.bootId]);
    }
  }
  if (changed.length > 0) {
    await upsertRows(sql, {
      table: "api_heartbeats",
      columns: ["company_id", "computer", "from_at", "to_at", "boot_id"],
      key: ["company_id", "computer", "from_at", "boot_id"],
      update: { to_at: "max" },
      rows: changed,
    });
  }
  return outcomes;
}
