import { gunzipSync } from "node:zlib";
import type { Database } from "@/lib/db/database";
import { eventId } from "@/lib/events/event-id";
import { normalise } from "@/lib/events/normalise";
import { decodeEvents } from "@/lib/events/wire";
import { post, startIngest } from "../../fixtures/agent-calls";
import { type AgentSeed, seedAgents } from "../../fixtures/agents";
import { type PoisonBody, poisonBodies } from "../../fixtures/poison";
import { describeOnEachEngine } from "../engines";

const now = new Date("2025-06-01T12:00:00Z");
const bodies = poisonBodies(20_250_601, 2_400);
const together = 40;

/** What the rules alone say, before any engine is asked: so every engine must say the same. */
function verdictOf({ bytes, gzip }: PoisonBody): { accepted: unknown[]; rejected: number; batch: boolean } | null {
  let plain = bytes;
  try {
    if (gzip) plain = gunzipSync(bytes);
  } catch {
    return null;
  }
  const decoded = decodeEvents(plain);
  if (!decoded.ok) return null;
  const accepted = decoded.items.filter((item) => normalise(item, now).ok);
  return { accepted, rejected: decoded.items.length - accepted.length, batch: decoded.batch };
}

describeOnEachEngine("poison", (open) => {
  let db: Database;
  let seed: AgentSeed;

  beforeAll(async () => {
    db = open();
    seed = await seedAgents(db);
  });

  test(`${bodies.length} bodies: no fault, the verdict of the rules, and accepted text reads back as it came`, async () => {
    const { ingest, logged } = startIngest(db, { clock: () => now });
    let stored = 0;
    for (let start = 0; start < bodies.length; start += together) {
      const group = bodies.slice(start, start + together);
      const answers = await Promise.all(
        group.map(({ bytes, gzip }) => post(ingest, bytes, { headers: gzip ? { "content-encoding": "gzip" } : {} })),
      );
      for (const [index, answer] of answers.entries()) {
        const body = group[index] as PoisonBody;
        const verdict = verdictOf(body);
        const told = `${body.bytes.toString("utf8").slice(0, 300)} → ${answer.status} ${answer.body}`;
        if (!verdict || (!verdict.batch && verdict.rejected > 0)) {
          expect([told, answer.status]).toEqual([told, 400]);
          continue;
        }
        expect([told, answer.status < 300]).toEqual([told, true]);
        if (verdict.batch) expect([told, JSON.parse(answer.body).rejected]).toEqual([told, verdict.rejected]);
        stored += verdict.accepted.length;
      }
    }
    expect(logged).toEqual([]);
    expect(stored).toBeGreaterThan(500);

    const rows = await db.prisma.eventLog.findMany({ where: { companyId: seed.companyId } });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const seen = new Set<string>();
    for (const body of bodies) {
      for (const item of verdictOf(body)?.accepted ?? []) {
        const read = normalise(item, now);
        if (!read.ok || read.event.kind === "heartbeat") continue;
        const id = eventId(seed.companyId, read.event);
        const row = byId.get(id);
        // Of events that are the same the first is kept, and which came first here is open.
        const { person, computer, occurredAt, kind } = read.event;
        expect(row).toMatchObject({ person, computer, occurredAt, kind });
        if (row?.userName === read.event.userName && row.computerName === read.event.computerName) seen.add(id);
      }
    }
    expect(seen.size).toBe(rows.length);
  }, 120_000);
});
