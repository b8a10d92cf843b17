import { spawn } from "node:child_process";
import { freePort } from "../running-portal";
import { benchKey, withPortal } from "./bench-portal";
import { loadWithWrk } from "./load";
import { type BenchRow, percent, perSecond } from "./table";

const seconds = 6;

/**
 * The agents' endpoint through Next's own server, as another Next host would serve it, beside a handler of the same
 * application that does nothing (an unknown API path). The portal before it has made the database and the key.
 */
export async function benchNextDoor(): Promise<BenchRow[]> {
  return withPortal("sqlite", async (portal) => {
    await portal.pause();
    const port = await freePort();
    const url = portal.target.engine === "sqlite" ? `sqlite:////${portal.target.file.slice(1)}` : portal.target.url;
    const child = spawn(
      process.execPath,
      ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"],
      {
        env: {
          ...process.env,
          NODE_ENV: "production",
          DATABASE_URL: url,
          INSTANCE_DIR: portal.instanceDir,
          ENABLE_RATE_LIMITING: "false",
          LOG_LEVEL: "warn",
        },
        stdio: "ignore",
      },
    );
    const base = `http://127.0.0.1:${port}`;
    try {
      for (let tries = 0; tries < 200; tries++) {
        if (
          await fetch(`${base}/api/health`).then(
            (answer) => answer.ok,
            () => false,
          )
        )
          break;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      const load = (path: string, script: boolean) =>
        loadWithWrk({ url: base + path, key: benchKey, seconds, connections: 16, script });
      await load("/api/log_event", true);
      const empty = await load("/api/unknown", false);
      const door = await load("/api/log_event", true);
      return [
        {
          what: "ingest through Next's route handler",
          figure: perSecond(door.perSecond),
          control: `${perSecond(empty.perSecond)} of a handler that does nothing`,
          ratio: percent(door.perSecond, empty.perSecond),
          bar: "≥ 90 %",
        },
      ];
    } finally {
      child.kill("SIGTERM");
    }
  });
}
