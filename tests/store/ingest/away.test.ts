import BetterSqlite3 from "better-sqlite3";
import type { AgentKey } from "@/lib/agents/agent-key";
import type { Database } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open";
import { isPortalError } from "@/lib/errors";
import { normalise } from "@/lib/events/normalise";
import { type WriteItem, writeItemOf } from "@/lib/events/writing/write-job";
import { createWriteQueue } from "@/lib/events/writing/write-queue";
import { event, post, startIngest } from "../../fixtures/agent-calls";
import { type AgentSeed, seedAgents } from "../../fixtures/agents";
import { describeOnEachEngine, freshDatabase } from "../engines";

const receivedAt = new Date("2025-06-01T12:00:00Z");

function itemOf(companyId: number, more: Record<string, unknown>): WriteItem {
  const read = normalise(event(more), receivedAt);
  if (!read.ok) throw new Error(read.message);
  return writeItemOf(companyId, read.event);
}

/** An item that kept the rules as far as the queue can know, and that no engine takes. */
function poisoned(companyId: number, userName: string): WriteItem {
  const item = itemOf(companyId, { UserName: userName });
  if (item.type !== "event") throw new Error("not an event");
  return { ...item, event: { ...item.event, computerName: null as unknown as string } };
}

const keyOf = (seed: AgentSeed): AgentKey => ({
  apiKeyId: seed.keyIds.KEY ?? 0,
  siteId: seed.siteId,
  companyId: seed.companyId,
  companyTimeZone: "UTC",
  state: "active",
});

function collectLog() {
  const lines: unknown[] = [];
  return { lines, log: { error: (...values: unknown[]) => void lines.push(values) } };
}

describeOnEachEngine("a row the database refuses", (open) => {
  let db: Database;
  let seed: AgentSeed;

  beforeAll(async () => {
    db = open();
    seed = await seedAgents(db);
  });

  test("spoils neither the other requests of its group nor the other items of its batch", async () => {
    const { log, lines } = collectLog();
    const queue = createWriteQueue({ db, log, limit: 1_000 });
    const base = { key: keyOf(seed), receivedAt, sourceIp: null };
    const good = (n: number) => itemOf(seed.companyId, { UserName: `good-${n}` });
    const outcomes = await Promise.all([
      queue.submit({ ...base, items: [good(1)] }),
      queue.submit({ ...base, items: [poisoned(seed.companyId, "bad-1")] }),
      queue.submit({ ...base, items: [good(2), poisoned(seed.companyId, "bad-2"), good(3), good(1)] }),
      queue.submit({ ...base, items: [good(4)] }),
    ]);
    expect(outcomes).toEqual([["created"], ["refused"], ["created", "refused", "created", "duplicate"], ["created"]]);
    expect(lines).toHaveLength(2);
    const names = await db.prisma.eventLog.findMany({
      where: { companyId: seed.companyId },
      orderBy: { userName: "asc" },
    });
    expect(names.map((row) => row.userName)).toEqual(["good-1", "good-2", "good-3", "good-4"]);
    const counts = await db.prisma.eventCount.findMany({ where: { companyId: seed.companyId } });
    expect(counts.map(({ n }) => n)).toEqual([4]);
  });
});

test("a health check whose heartbeat the database refuses is not answered as if it were stored", async () => {
  const { db, target, drop } = await freshDatabase("sqlite");
  if (target.engine !== "sqlite") throw new Error("not SQLite");
  const owner = new BetterSqlite3(target.file);
  try {
    await seedAgents(db);
    owner.exec(`CREATE TRIGGER refuse BEFORE INSERT ON api_heartbeats WHEN NEW.computer = 'ws-bad'
      BEGIN SELECT RAISE(ABORT, 'a rule of this database alone'); END`);
    const { ingest, logged } = startIngest(db);
    const check = (ComputerName: string) => post(ingest, { ComputerName }, { path: "/api/health" });
    const [bad, good] = await Promise.all([check("WS-BAD"), check("WS-GOOD")]);
    expect([bad.status, JSON.parse(bad.body)]).toEqual([
      400,
      { message: "Event could not be stored: a value does not fit", status: "error" },
    ]);
    expect(good.status).toBe(200);
    expect(logged).toHaveLength(1);
  } finally {
    owner.close();
    await db.close();
    await drop();
  }
});

async function closedSqlite(): Promise<Database> {
  const { db, drop } = await freshDatabase("sqlite");
  await db.close();
  await drop();
  return db;
}

/** Nothing listens on port 1. */
const unreachable: [string, () => Promise<Database>][] = [
  ["sqlite", closedSqlite],
  ["postgresql", () => openDatabase({ engine: "postgresql", url: "postgresql://nobody@127.0.0.1:1/none" })],
  ["mysql", () => openDatabase({ engine: "mysql", url: "mysql://nobody@127.0.0.1:1/none" })],
];

describe.each(unreachable)("a database that is gone (%s)", (_engine, openGone) => {
  test("every request is put off with Retry-After, and says nothing of what went wrong", async () => {
    const db = await openGone();
    const { ingest } = startIngest(db);
    const answers = await Promise.all([
      post(ingest, event()),
      post(ingest, "", { path: "/api/health" }),
      post(ingest, "", { method: "GET", path: "/api/health", key: null }),
    ]);
    for (const answer of answers) expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "2"]);
    const [logged, health, plain] = answers.map((answer) => JSON.parse(answer.body));
    expect(logged).toEqual({ message: "The database is not available at the moment.", status: "error" });
    expect(health).toEqual({ ...logged, database: "disconnected" });
    expect(plain).toEqual({ status: "error" });
    await db.close();
  });
});

describe("a database that does not answer", () => {
  test("puts off who waits and who comes, and takes events again by itself", async () => {
    const { db, target, drop } = await freshDatabase("sqlite");
    if (target.engine !== "sqlite") throw new Error("not SQLite");
    const rival = new BetterSqlite3(target.file);
    try {
      const seed = await seedAgents(db);
      const { log } = collectLog();
      const queue = createWriteQueue({ db, log, limit: 1_000, patienceMs: 100 });
      const send = (UserName: string) =>
        queue.submit({ key: keyOf(seed), receivedAt, sourceIp: null, items: [itemOf(seed.companyId, { UserName })] });
      rival.exec("BEGIN IMMEDIATE");
      const waiting = send("waiting");
      await expect(waiting).rejects.toMatchObject({ code: "unavailable", retryAfterSeconds: 2 });
      await expect(send("new")).rejects.toMatchObject({ code: "unavailable" });
      rival.exec("COMMIT");
      await queue.drain();
      expect(await send("later")).toEqual(["created"]);
      // What was put off may have been written after all: the agent's retry then is a duplicate.
      expect(await send("waiting")).toEqual(["duplicate"]);
    } finally {
      rival.close();
      await db.close();
      await drop();
    }
  });

  test("more than the queue holds is put off, what was accepted is stored", async () => {
    const { db, drop } = await freshDatabase("sqlite");
    try {
      const seed = await seedAgents(db);
      const { log } = collectLog();
      const queue = createWriteQueue({ db, log, limit: 10 });
      const send = (n: number) =>
        queue.submit({
          key: keyOf(seed),
          receivedAt,
          sourceIp: null,
          items: [itemOf(seed.companyId, { UserName: `full-${n}` })],
        });
      const results = await Promise.allSettled(Array.from({ length: 25 }, (_, n) => send(n)));
      const refused = results.filter((result) => result.status === "rejected");
      expect(refused).toHaveLength(15);
      expect(refused.every((result) => isPortalError(result.reason))).toBe(true);
      expect(await db.prisma.eventLog.count({ where: { companyId: seed.companyId } })).toBe(10);
      expect(await send(99)).toEqual(["created"]);
    } finally {
      await db.close();
      await drop();
    }
  });
});
