import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { createRandom } from "@/scripts/simulate/random";
import { createSender, type Sender } from "@/scripts/simulate/send";
import { freePort, startPortal } from "../running-portal";

const connections = 32;
const apiKey = "d0".repeat(32);

/**
 * Kills the portal at random moments under load and counts what is missing. Every event that was answered 200 or 201
 * must be in the database exactly once, whenever the process died.
 */
export async function runKills(kills: number, seed: number): Promise<boolean> {
  const random = createRandom(seed);
  const instanceDir = mkdtempSync(path.join(os.tmpdir(), "winauthmon-durability-"));
  const port = await freePort();
  const acknowledged = new Set<string>();
  let unanswered = 0;
  let slowestStartMs = 0;
  let nextPerson = 0;

  const eventOf = (person: string): Record<string, string> => ({
    EventType: "Logon",
    UserName: person,
    ComputerName: `PC-${person.slice(-2)}`,
    Timestamp: new Date().toISOString(),
  });

  /** One connection that posts until the portal dies: single events and batches by turns, each person once. */
  async function postUntilDeath(sender: Sender, isDying: () => boolean): Promise<void> {
    while (!isDying()) {
      const size = random.chance(0.2) ? random.whole(2, 50) : 1;
      const people = Array.from({ length: size }, () => `person-${nextPerson++}`);
      const events = people.map(eventOf);
      try {
        const answer = await sender.post("/api/log_event", size === 1 ? events[0] : { events });
        if (answer.status === 200 || answer.status === 201) for (const person of people) acknowledged.add(person);
        else if (answer.status !== 503) throw new Error(`unexpected answer ${answer.status}: ${answer.body}`);
      } catch (error) {
        if (error instanceof Error && error.message.startsWith("unexpected")) throw error;
        unanswered += size;
        return;
      }
    }
  }

  for (let round = 1; round <= kills; round++) {
    const started = Date.now();
    const portal = await startPortal(
      { INITIAL_API_KEY: apiKey, INITIAL_ADMIN_PASSWORD: "correct-horse-battery-9", ENABLE_RATE_LIMITING: "false" },
      { port, instanceDir },
    );
    slowestStartMs = Math.max(slowestStartMs, Date.now() - started);
    const sender = createSender({ url: portal.httpUrl, key: apiKey, insecure: true });
    let dying = false;
    const load = Array.from({ length: connections }, () => postUntilDeath(sender, () => dying));
    await new Promise((resolve) => setTimeout(resolve, random.whole(300, 2_500)));
    await portal.kill();
    dying = true;
    await Promise.all(load);
    sender.close();
    console.log(`kill ${round}/${kills}: ${acknowledged.size} acknowledged so far`);
  }

  const database = new Database(path.join(instanceDir, "winauthmon.db"));
  const integrity = database.pragma("integrity_check", { simple: true });
  const stored = new Map<string, number>();
  for (const row of database.prepare("SELECT person, COUNT(*) AS n FROM api_logs GROUP BY person").iterate()) {
    const { person, n } = row as { person: string; n: number };
    stored.set(person, n);
  }
  const counted = database.prepare("SELECT SUM(n) AS n FROM api_event_counts").get() as { n: number | null };
  database.close();

  const lost = [...acknowledged].filter((person) => !stored.has(person)).length;
  const doubled = [...stored.values()].filter((n) => n !== 1).length;
  const rows = [...stored.values()].reduce((sum, n) => sum + n, 0);
  console.log(
    `kills ${kills}, acknowledged ${acknowledged.size}, unanswered when killed ${unanswered}, stored ${rows}`,
  );
  console.log(`lost ${lost}, doubled ${doubled}, counts differ by ${Math.abs((counted.n ?? 0) - rows)}`);
  console.log(`integrity ${integrity}, slowest start ${slowestStartMs} ms`);
  rmSync(instanceDir, { recursive: true, force: true });
  return lost === 0 && doubled === 0 && (counted.n ?? 0) === rows && integrity === "ok";
}
