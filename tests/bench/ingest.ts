import type { Database, Engine } from "@/lib/db/database";
import { insertNew } from "@/lib/db/write-rows";
import { normalise } from "@/lib/events/normalise";
import { writeItemOf } from "@/lib/events/writing/write-job";
import { createWriteQueue } from "@/lib/events/writing/write-queue";
import type { Log } from "@/lib/log";
import { generateEvents, seedCompany } from "../fixtures/bulk";
import { freshDatabase } from "../store/engines";
import { withPortal } from "./bench-portal";
import { loadWithWrk } from "./load";
import { type BenchRow, milliseconds, percent, percentile, perSecond, times } from "./table";

const seconds = 8;
const writers = 64;

const columns = ["company_id", "id", "site_id", "api_key_id", "kind", "event_type", "person", "user_name", "computer"];
const moreColumns = ["computer_name", "local_ip", "public_ip", "source_ip", "occurred_at", "received_at", "retry"];

/**
 * The same rows by the same driver with no HTTP and no JSON: 64 writers that each wait for their event, grouped as they
 * come (write when idle, gather while a write is in flight). What a request costs above this is ours.
 */
async function groupedControl(db: Database): Promise<{ perSecond: number; p99Ms: number }> {
  const company = await seedCompany(db, { name: "Grouped" });
  const [site] = company.sites;
  if (!site) throw new Error("The company has no site");
  const { companyId } = company;
  const key = {
    apiKeyId: site.apiKeyId,
    siteId: site.siteId,
    companyId,
    companyTimeZone: "UTC",
    state: "active" as const,
  };
  const log = { error: (fault: unknown) => console.error(fault) };
  const queue = createWriteQueue({ db, log: log as Log, limit: 10_000 });
  const firstAt = Date.now() - 20 * 86_400_000;
  const waits: number[] = [];
  const end = performance.now() + seconds * 1_000;
  let count = 0;
  const writer = async (): Promise<void> => {
    while (performance.now() < end) {
      const n = count++;
      const now = new Date();
      const body = {
        EventType: "Logon",
        UserName: `p${n % 2000}`,
        ComputerName: `PC-${n % 500}`,
        LocalIP: "10.0.0.1",
        PublicIP: "203.0.113.7",
        Timestamp: new Date(firstAt + n).toISOString(),
      };
      const read = normalise(body, now);
      if (!read.ok) throw new Error(read.message);
      const started = performance.now();
      const items = [writeItemOf(companyId, read.event)];
      await queue.submit({ key, receivedAt: now, sourceIp: "127.0.0.1", items });
      waits.push(performance.now() - started);
    }
  };
  await Promise.all(Array.from({ length: writers }, writer));
  return { perSecond: waits.length / seconds, p99Ms: percentile(waits, 0.99) };
}

/** Rows a second of plain multi-row inserts of 500 by the same driver, one transaction each. */
async function bulkControl(db: Database): Promise<number> {
  const company = await seedCompany(db, { name: "Control" });
  const to = new Date();
  const from = new Date(to.getTime() - 86_400_000);
  const events = [...generateEvents(company, { count: 40_000, from, to })];
  const names = [...columns, ...moreColumns];
  const rows = events.map((event, index) => {
    const texts = [event.kind, event.kind, event.user, event.user, event.computer, event.computer];
    const id = `B${String(index).padStart(25, "0")}`;
    return [company.companyId, id, 1, 1, ...texts, "10.0.0.1", "203.0.113.7", "127.0.0.1", event.at, event.at, 0];
  });
  const started = performance.now();
  for (let start = 0; start < rows.length; start += 500) {
    const part = rows.slice(start, start + 500);
    await db.writeGroup((sql) =>
      insertNew(sql, { table: "api_logs", columns: names, key: ["company_id", "id"], rows: part, mark: "flush" }),
    );
  }
  return rows.length / ((performance.now() - started) / 1_000);
}

/** Ingest of single events and of batches beside the driver's own pace, in the same minute. */
export async function benchIngest(engine: Engine): Promise<BenchRow[]> {
  const control = await freshDatabase(engine);
  try {
    return await withPortal(engine, async (portal) => {
      const url = `${portal.httpUrl.replace("localhost", "127.0.0.1")}/api/log_event`;
      await loadWithWrk({ url, key: "be".repeat(32), seconds: 3 });
      const grouped = await groupedControl(control.db);
      const single = await loadWithWrk({ url, key: "be".repeat(32), seconds });
      const bulk = await bulkControl(control.db);
      const batch = await loadWithWrk({ url, key: "be".repeat(32), seconds, batch: 500, connections: 4 });
      if (single.wrong + batch.wrong > 0) throw new Error(`${single.wrong + batch.wrong} requests were refused`);
      return [
        {
          what: `ingest, one event a request, ${engine}`,
          figure: perSecond(single.perSecond),
          control: `${perSecond(grouped.perSecond)} the same rows, no HTTP`,
          ratio: percent(single.perSecond, grouped.perSecond),
          bar: "≥ 40 %",
        },
        {
          what: `its p99, ${engine}`,
          figure: milliseconds(single.p99Ms),
          control: milliseconds(grouped.p99Ms),
          ratio: times(single.p99Ms, grouped.p99Ms),
          bar: "≤ 3 ×",
        },
        {
          what: `ingest, batches of 500, ${engine}`,
          figure: perSecond(batch.perSecond * 500),
          control: `${perSecond(bulk)} rows, multi-row insert`,
          ratio: percent(batch.perSecond * 500, bulk),
          bar: "≥ 50 %",
        },
      ];
    });
  } finally {
    await control.db.close();
    await control.drop();
  }
}
