import net from "node:net";
import type { Database } from "@/lib/db/database";
import type { RunningPortal } from "../running-portal";
import { builtActions } from "./call";
import { type Stage, startStage } from "./stage";
import { makeCompany, signedInAs } from "./world";

let portal: RunningPortal;
let db: Database;
let stage: Stage;

beforeAll(async () => {
  stage = await startStage({ ENABLE_RATE_LIMITING: "false" });
  ({ portal, db } = stage);
}, 90_000);

afterAll(async () => {
  await stage?.end();
});

/** Sends the head of a request and half of its body, and cuts the connection. */
function leave(page: string, headers: Record<string, string>): Promise<void> {
  return new Promise((resolve) => {
    const socket = net.connect(portal.port, "127.0.0.1", () => {
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const head = `POST ${page} HTTP/1.1\r\nhost: localhost:${portal.port}\r\n${lines.join("")}\r\n`;
      socket.write(`${head}--cut\r\nContent-Disposition: form-data; name="0"\r\n\r\n[null,`, () => {
        setImmediate(() => socket.resetAndDestroy());
      });
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve());
  });
}

test("clients that leave in the middle of a form or an event do not end the portal", async () => {
  const { cookie } = await signedInAs(db, "GlobalAdmin", await makeCompany(db, "Own"));
  const common = {
    "content-length": "5000",
    "content-type": "multipart/form-data; boundary=cut",
    origin: portal.httpUrl,
    cookie: cookie ?? "",
  };
  for (const [name, id] of builtActions()) {
    const page = name.includes("(signed-out)") ? "/login" : "/account";
    await Promise.all([leave(page, { ...common, "next-action": id }), leave(page, common)]);
  }
  await Promise.all(
    Array.from({ length: 20 }, () => leave("/api/log_event", { ...common, "x-api-key": "ab".repeat(32) })),
  );
  const alive = await fetch(`${portal.httpUrl}/api/health`);
  expect(alive.status).toBe(200);
  expect(portal.process.exitCode).toBeNull();
});
