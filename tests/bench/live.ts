import http from "node:http";
import { createSender } from "@/scripts/simulate/send";
import { benchKey, withPortal } from "./bench-portal";
import { signedInCookies } from "./signed-in";
import { type BenchRow, milliseconds, percentile } from "./table";

const viewers = 500;
const events = 60;

/** Opens one event stream; `heard` gets the text as it comes. Settles when the stream is open. */
function openStream(url: string, cookie: string, heard: (text: string) => void): Promise<http.ClientRequest> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      `${url}/api/events/stream?company=all`,
      { headers: { cookie }, agent: false },
      (response) => {
        if (response.statusCode !== 200) return reject(new Error(`a stream answered ${response.statusCode}`));
        response.setEncoding("utf8");
        response.on("data", heard);
        response.on("error", () => undefined);
        resolve(request);
      },
    );
    request.on("error", reject);
  });
}

/** From the agent's answer (the event is on disk) to the row at each of 500 open dashboards. */
export async function benchLive(): Promise<BenchRow[]> {
  return withPortal("sqlite", async (portal) => {
    const url = portal.httpUrl.replace("localhost", "127.0.0.1");
    const cookies = await signedInCookies(portal.target, viewers);
    const committedAt = new Map<string, number>();
    const delays: number[] = [];
    let delivered = 0;
    const heard = (text: string): void => {
      for (const [, name] of text.matchAll(/"person":"(live-\d+)"/g)) {
        const at = committedAt.get(name ?? "");
        delivered++;
        if (at !== undefined) delays.push(Math.max(0, performance.now() - at));
        else delays.push(0);
      }
    };
    const streams: http.ClientRequest[] = [];
    for (const cookie of cookies) streams.push(await openStream(url, cookie, heard));
    const sender = createSender({ url, key: benchKey, insecure: true });
    for (let n = 0; n < events; n++) {
      await sender.post("/api/log_event", {
        EventType: "Logon",
        UserName: `live-${n}`,
        ComputerName: "PC-1",
        Timestamp: new Date().toISOString(),
      });
      committedAt.set(`live-${n}`, performance.now());
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    const deadline = performance.now() + 10_000;
    while (delivered < viewers * events && performance.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (const stream of streams) stream.destroy();
    sender.close();
    return [
      {
        what: `live: committed → row at ${viewers} open dashboards, p99`,
        figure: milliseconds(percentile(delays, 0.99)),
        control: `${delivered} of ${viewers * events} rows delivered`,
        ratio: "–",
        bar: "≤ 2 s, all",
      },
    ];
  });
}
