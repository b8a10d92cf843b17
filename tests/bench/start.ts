import { readFileSync } from "node:fs";
import { startPortal } from "../running-portal";
import { type BenchRow, median, milliseconds } from "./table";

/** From the command to the first answered request, and what the process then holds. */
export async function benchStart(): Promise<BenchRow[]> {
  const taken: number[] = [];
  let residentMb = 0;
  for (let run = 0; run < 3; run++) {
    const started = performance.now();
    const portal = await startPortal({ INITIAL_ADMIN_PASSWORD: "correct-horse-battery-9", LOG_LEVEL: "warn" });
    taken.push(performance.now() - started);
    // Idle: what loading left behind has been collected.
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const status = readFileSync(`/proc/${portal.process.pid}/status`, "utf8");
    residentMb = Math.max(residentMb, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024);
    await portal.stop();
  }
  return [
    {
      what: "start, warm, to the first answer",
      figure: milliseconds(median(taken)),
      control: "–",
      ratio: "–",
      bar: "≤ 5 s",
    },
    {
      what: "memory when idle",
      figure: `${Math.round(residentMb)} MB`,
      control: "–",
      ratio: "–",
      bar: "≤ 250 MB",
    },
  ];
}
