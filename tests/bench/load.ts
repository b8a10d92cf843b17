import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export type LoadResult = { perSecond: number; p50Ms: number; p99Ms: number; wrong: number };

let runs = 0;

/**
 * Load from outside by wrk with one thread, so that the driver takes little of the machine.
 * `batch` events a request; `perSecond` counts requests. `script: false` repeats a plain request instead.
 */
export async function loadWithWrk(options: {
  url: string;
  key: string;
  seconds: number;
  connections?: number;
  batch?: number;
  script?: boolean;
}): Promise<LoadResult> {
  const script = options.script ?? true;
  const { stdout } = await run(
    "wrk",
    [
      "-t1",
      `-c${options.connections ?? 64}`,
      `-d${options.seconds}s`,
      "--latency",
      "-s",
      path.resolve("tests/bench", script ? "event.lua" : "plain.lua"),
      "-H",
      `X-API-Key: ${options.key}`,
      "-H",
      "Content-Type: application/json",
      options.url,
    ],
    {
      env: {
        ...process.env,
        BENCH_RUN: `${process.pid}-${runs++}`,
        BENCH_BATCH: String(options.batch ?? 1),
        BENCH_BASE_SECONDS: String(Math.floor(Date.now() / 1_000) - 86_400 * 20),
      },
    },
  );
  const line = /RESULT (\{.*\})/.exec(stdout)?.[1];
  if (!line) throw new Error(`wrk printed no result:\n${stdout}`);
  const result = JSON.parse(line);
  if (result.socketErrors > 0) throw new Error(`wrk met ${result.socketErrors} socket errors`);
  return {
    perSecond: result.requests / (result.microseconds / 1e6),
    p50Ms: result.p50 / 1_000,
    p99Ms: result.p99 / 1_000,
    wrong: result.wrong,
  };
}
