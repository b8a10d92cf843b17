import type { Sql, SqlValue } from "@/lib/db/database";
import { insertNew, upsertRows } from "@/lib/db/write-rows";
import { byKey } from "./by-key";
import { createSightings } from "./sightings";
import { writeBeats } from "./write-beats";
import type { LoggedEvent, WriteJob, WriteOutcome } from "./write-job";

const quarterMs = 15 * 60_000;

const eventColumns = [
  "company_id",
  "id",
  "site_id",
  "api_key_id",
  "kind",
  "event_type",
  "person",
  "user_name",
  "domain",
  "computer",
  "computer_name",
  "local_ip",
  "public_ip",
  "source_ip",
  "occurred_at",
  "received_at",
  "retry",
  "logon_type",
  "sub_status",
  "boot_id",
  "windows_session",
  "record_id",
  "sequence",
  "sent_at",
  "flush",
] as const;

type Row = { job: WriteJob; id: string; event: LoggedEvent };

const nameOf = (companyId: number, id: unknown): string => `${companyId} ${id}`;

function eventValues({ job, id, event }: Row, mark: string): SqlValue[] {
  return [
    job.key.companyId,
    id,
    job.key.siteId,
    job.key.apiKeyId,
    event.kind,
    event.eventType,
    event.person,
    event.userName,
    event.domain,
    event.computer,
    event.computerName,
    event.localIp,
    event.publicIp,
    job.sourceIp,
    event.occurredAt,
    job.receivedAt,
    event.retry,
    event.logonType,
    event.subStatus,
    event.bootId,
    event.windowsSession,
    event.recordId,
    event.sequence,
    event.sentAt,
    mark,
  ];
}

/**
 * SQLite and PostgreSQL keep prepared statements by their text, so rows go in pieces of a few fixed sizes (planning one
 * text of 64 rows anew costs PostgreSQL more than the way over the network); elsewhere bigger is better.
 */
function pieces(sql: Sql, rows: SqlValue[][]): SqlValue[][][] {
  if (sql.engine !== "sqlite" && sql.engine !== "postgresql") return rows.length > 0 ? [rows] : [];
  const cut: SqlValue[][][] = [];
  for (let start = 0; start < rows.length; ) {
    const left = rows.length - start;
    const size = left >= 64 ? 64 : left >= 16 ? 16 : left >= 4 ? 4 : 1;
    cut.push(rows.slice(start, start + size));
    start += size;
  }
  return cut;
}

/** The first of each event; a second one in the same group is a duplicate by itself. */
async function insertEvents(sql: Sql, rows: ReadonlyMap<string, Row>, mark: string): Promise<Set<string>> {
  const values = [...rows.values()].map((row) => eventValues(row, mark)).sort(byKey);
  const created = new Set<string>();
  for (const piece of pieces(sql, values)) {
    const keys = await insertNew(sql, {
      table: "api_logs",
      columns: eventColumns,
      key: ["company_id", "id"],
      rows: piece,
      mark: "flush",
    });
    for (const key of keys) created.add(nameOf(Number(key.company_id), key.id));
  }
  return created;
}

async function countEvents(sql: Sql, created: readonly Row[]): Promise<void> {
  const counts = new Map<string, [number, Date, number, string, number]>();
  for (const { job, event } of created) {
    const quarter = Math.floor(event.occurredAt.getTime() / quarterMs) * quarterMs;
    const { companyId, apiKeyId } = job.key;
    const name = `${companyId} ${quarter} ${apiKeyId} ${event.kind}`;
    const count = counts.get(name) ?? [companyId, new Date(quarter), apiKeyId, event.kind, 0];
    count[4] += 1;
    counts.set(name, count);
  }
  for (const rows of pieces(sql, [...counts.values()].sort(byKey))) {
    await upsertRows(sql, {
      table: "api_event_counts",
      columns: ["company_id", "quarter", "api_key_id", "kind", "n"],
      key: ["company_id", "quarter", "api_key_id", "kind"],
      update: { n: "add" },
      rows,
    });
  }
}

async function markUsed(sql: Sql, usedKeys: ReadonlyMap<number, Date>): Promise<void> {
  for (const [id, at] of [...usedKeys].sort(([one], [other]) => one - other)) {
    await sql.query(
      "UPDATE app_auth_api_keys SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)",
      [at, id, at],
    );
  }
}

/** `mark`: twelve characters no other group uses. `usedKeys`: keys whose last use is due to be written. */
export type Group = { jobs: readonly WriteJob[]; mark: string; usedKeys: ReadonlyMap<number, Date> };

/**
 * Everything a group of requests leaves on disk, for one transaction: events, their counts, the computers seen, what
 * must be rebuilt, alive intervals, the keys' last use. May be run again from the start.
 *
 * @returns for each job the outcome of each of its items, in their order
 */
export async function writeGroup(sql: Sql, group: Group): Promise<WriteOutcome[][]> {
  const rows = new Map<string, Row>();
  for (const job of group.jobs) {
    for (const item of job.items) {
      if (item.type !== "event") continue;
      const name = nameOf(job.key.companyId, item.id);
      if (!rows.has(name)) rows.set(name, { job, id: item.id, event: item.event });
    }
  }
  const created = await insertEvents(sql, rows, group.mark);
  const createdRows = [...rows].filter(([name]) => created.has(name)).map(([, row]) => row);
  await countEvents(sql, createdRows);

  const sightings = createSightings();
  for (const { job, event } of createdRows) sightings.sawEvent(job, event);
  const beats = await writeBeats(sql, group.jobs, sightings);
  for (const part of sightings.rows().map((entry) => ({ ...entry, pieces: pieces(sql, entry.rows.sort(byKey)) }))) {
    const { table, columns, key, update } = part;
    for (const piece of part.pieces) await upsertRows(sql, { table, columns, key, update, rows: piece });
  }
  await markUsed(sql, group.usedKeys);

  const given = new Set<string>();
  return group.jobs.map((job, index) =>
    job.items.map((item, place) => {
      if (item.type === "beat") return beats.get(`${index} ${place}`) ?? "duplicate";
      const name = nameOf(job.key.companyId, item.id);
      if (given.has(name) || !created.has(name)) return "duplicate";
      given.add(name);
      return "created";
    }),
  );
}
