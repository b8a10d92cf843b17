import { readFileSync } from "node:fs";
import http from "node:http";
import { openDatabase } from "@/lib/db/open";
import { createSender } from "@/scripts/simulate/send";
import { insertBulk, seedCompany } from "../fixtures/bulk";
import { benchKey, withPortal } from "./bench-portal";
import { signedInCookies } from "./signed-in";
import { type BenchRow, milliseconds, percentile, perSecond } from "./table";

const rows = 200_000;

function residentMb(pid: number | undefined): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1_024;
}

type Download = { firstByteMs: number; totalMs: number; lines: number };

function download(url: string, cookie: string): Promise<Download> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: { cookie } }, (response) => {
        if (response.statusCode !== 200) return reject(new Error(`the export answered ${response.statusCode}`));
        let firstByteMs = 0;
        let lines = 0;
        response.on("data", (chunk: Buffer) => {
          if (firstByteMs === 0) firstByteMs = performance.now() - started;
          for (const byte of chunk) if (byte === 10) lines++;
        });
        response.on("end", () => resolve({ firstByteMs, totalMs: performance.now() - started, lines }));
        response.on("error", reject);
      })
      .on("error", reject);
  });
}

/** A CSV of 200,000 rows while agents go on posting. */
export async function benchExport(): Promise<BenchRow[]> {
  return withPortal("sqlite", async (portal) => {
    const db = await openDatabase(portal.target);
    const to = new Date();
    const company = await seedCompany(db, { name: "Bench" });
    await insertBulk(db, company, { count: rows, from: new Date(to.getTime() - 20 * 86_400_000), to });
    await db.close();
    const [cookie = ""] = await signedInCookies(portal.target, 1);
    const url = portal.httpUrl.replace("localhost", "127.0.0.1");
    const sender = createSender({ url, key: benchKey, insecure: true });
    const waits: number[] = [];
    let over = false;
    const posting = (async () => {
      for (let n = 0; !over; n++) {
        const started = performance.now();
        await sender.post("/api/log_event", {
          EventType: "Logon",
          UserName: `during-${n}`,
          ComputerName: "PC-1",
          Timestamp: new Date().toISOString(),
        });
        waits.push(performance.now() - started);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const address = `${url}/c/${company.companyId}/dashboard/export?format=csv&range=last-30-days`;
    await download(`${address}&q=person+00001`, cookie);
    const before = residentMb(portal.process.pid);
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentMb(portal.process.pid));
    }, 50);
    const result = await download(address, cookie);
    clearInterval(watch);
    over = true;
    await posting;
    sender.close();
    if (result.lines < rows) throw new Error(`the export has ${result.lines} lines of ${rows}`);
    const none = { control: "–", ratio: "–" };
    return [
      {
        what: "CSV export of 200,000 rows, first byte",
        figure: milliseconds(result.firstByteMs),
        ...none,
        bar: "≤ 1 s",
      },
      { what: "its pace", figure: perSecond(rows / (result.totalMs / 1_000)), ...none, bar: "–" },
      { what: "memory it adds", figure: `${Math.round(peak - before)} MB`, ...none, bar: "≤ 150 MB" },
      { what: "ingest p99 during it", figure: milliseconds(percentile(waits, 0.99)), ...none, bar: "≤ 250 ms" },
    ];
  });
}
