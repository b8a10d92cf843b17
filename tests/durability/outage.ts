// `npm run durability -- --outage`: stops the database in the middle of the load and starts it again, over and over.
// While it is away every answer must be 503 with Retry-After; when it is back the portal must heal by itself.
import { spawnSync } from "node:child_process";
import pg from "pg";
import { createSender } from "@/scripts/simulate/send";
import { startPortal } from "../running-portal";
import { freshTarget } from "../store/engines";

export type OutageCommands = { stop: string; start: string };

const apiKey = "d1".repeat(32);
const connections = 16;

function shell(command: string): void {
  const done = spawnSync("sh", ["-c", command], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(`"${command}" failed: ${done.stderr || done.stdout}`);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs `cycles` outages of PostgreSQL under load and prints what was lost, answered wrongly, and how long healing took. */
export async function runOutages(commands: OutageCommands, cycles: number): Promise<boolean> {
  const { target, drop } = await freshTarget("postgresql");
  if (target.engine === "sqlite") throw new Error("PostgreSQL is needed");
  const portal = await startPortal({
    DATABASE_URL: target.url,
    INITIAL_API_KEY: apiKey,
    INITIAL_ADMIN_PASSWORD: "correct-horse-battery-9",
    ENABLE_RATE_LIMITING: "false",
    LOG_LEVEL: "error",
  });
  const sender = createSender({ url: portal.httpUrl, key: apiKey, insecure: true });
  const acknowledged = new Set<string>();
  const statuses = new Map<number, number>();
  let next = 0;
  let over = false;
  let lastOkAt = 0;
  let withoutRetryAfter = 0;
  const post = async (): Promise<void> => {
    while (!over) {
      const person = `outage-${next++}`;
      const answer = await sender.post("/api/log_event", {
        EventType: "Logon",
        UserName: person,
        ComputerName: "PC-1",
        Timestamp: new Date().toISOString(),
      });
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      if (answer.status === 201 || answer.status === 200) {
        acknowledged.add(person);
        lastOkAt = Date.now();
      } else if (!(answer.retryAfterSeconds > 0)) withoutRetryAfter++;
      if (answer.status !== 201) await pause(50);
    }
  };
  const load = Array.from({ length: connections }, post);
  const healing: number[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    await pause(1_000);
    shell(commands.stop);
    await pause(1_500);
    shell(commands.start);
    const started = Date.now();
    while (lastOkAt < started && Date.now() - started < 30_000) await pause(20);
    healing.push(Date.now() - started);
  }
  over = true;
  await Promise.all(load);
  sender.close();
  await portal.stop();

  const client = new pg.Client({ connectionString: target.url });
  await client.connect();
  const stored = await client.query("SELECT person, COUNT(*)::int AS n FROM api_logs GROUP BY person");
  await client.end();
  await drop();
  const counts = new Map(stored.rows.map((row: { person: string; n: number }) => [row.person, row.n]));
  const lost = [...acknowledged].filter((person) => !counts.has(person)).length;
  const doubled = [...counts.values()].filter((n) => n !== 1).length;
  const answers = [...statuses].map(([status, n]) => `${status}: ${n}`).join(", ");
  console.log(`outages ${cycles}, answers ${answers}, without Retry-After ${withoutRetryAfter}`);
  console.log(
    `acknowledged ${acknowledged.size}, lost ${lost}, doubled ${doubled}, slowest healing ${Math.max(...healing)} ms`,
  );
  const onlyExpected = [...statuses.keys()].every((status) => [200, 201, 503].includes(status));
  return lost === 0 && doubled === 0 && onlyExpected && withoutRetryAfter === 0 && Math.max(...healing) <= 10_000;
}
