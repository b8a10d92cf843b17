import type { Database } from "@/lib/db/database";
import { event, post, startIngest } from "../../fixtures/agent-calls";
import { type AgentSeed, agentKeys, seedAgents } from "../../fixtures/agents";
import { describeOnEachEngine } from "../engines";

describeOnEachEngine("keys and limits of agents", (open) => {
  let db: Database;
  let seed: AgentSeed;
  let now = new Date("2025-06-01T12:00:00Z");
  const clock = () => now;
  const pass = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds);
  };

  beforeAll(async () => {
    db = open();
    seed = await seedAgents(db);
  });

  test.each([
    [null, "No API key provided"],
    ["   ", "No API key provided"],
    ["0".repeat(64), "Invalid API key"],
    [agentKeys.KEY.toUpperCase(), "Invalid API key"],
    ["k".repeat(5000), "Invalid API key"],
    [agentKeys.DISABLED_KEY, "API key has been disabled"],
    [agentKeys.EXPIRED_KEY, "API key has been disabled"],
    [agentKeys.DELETED_KEY, "API key has been disabled"],
    [agentKeys.ORPHANED_KEY, "API key has been disabled"],
  ])("the key %p is refused", async (key, message) => {
    const { ingest } = startIngest(db, { clock });
    for (const path of ["/api/log_event", "/api/health"]) {
      const answer = await post(ingest, event(), { key, path });
      expect([answer.status, answer.body]).toEqual([401, `${JSON.stringify({ message })}\n`]);
    }
  });

  test("a revoked key works no longer within a second, and a restored one again", async () => {
    const { ingest } = startIngest(db, { clock });
    const set = (isActive: boolean) =>
      db.unitOfWork((tx) => tx.prisma.apiKey.updateMany({ where: { id: seed.keyIds.KEY_B }, data: { isActive } }));
    const send = async () => (await post(ingest, event(), { key: agentKeys.KEY_B })).status;
    await send();
    await set(false);
    pass(1000);
    expect(await send()).toBe(401);
    await set(true);
    pass(1000);
    expect(await send()).toBe(200);
  });

  test("the limit of a key counts items, and refuses a batch whole", async () => {
    const { ingest } = startIngest(db, { clock, limits: { apiLimit: 5, apiPeriodSeconds: 60 } });
    const batch = (count: number, UserName: string) =>
      Array.from({ length: count }, (_, n) => event({ UserName, ComputerName: `L-${n}` }));
    expect((await post(ingest, batch(3, "limit-a"))).status).toBe(200);
    pass(1000);
    const refused = await post(ingest, batch(4, "limit-b"));
    expect(refused.status).toBe(429);
    expect(JSON.parse(refused.body).error).toBe("Too many requests");
    expect(refused.headers).toMatchObject({
      "retry-after": "59",
      "x-ratelimit-limit": "5",
      "x-ratelimit-remaining": "1",
      "x-ratelimit-reset": String(Date.parse("2025-06-01T12:01:00Z") / 1000 + seconds()),
    });
    expect(await db.prisma.eventLog.count({ where: { userName: "limit-b" } })).toBe(0);
    expect((await post(ingest, event({ UserName: "limit-c" }))).status).toBe(201);
    expect((await post(ingest, "", { path: "/api/health" })).status).toBe(429);
    expect((await post(ingest, event(), { key: agentKeys.KEY_NOCOMPANY })).status).not.toBe(429);
    pass(60_000);
    expect((await post(ingest, batch(5, "limit-d"))).status).toBe(200);
  });

  /** How far the clock has moved since the beginning of these tests, when the window above opened. */
  function seconds(): number {
    return Math.round((now.getTime() - 1000 - Date.parse("2025-06-01T12:00:00Z")) / 1000);
  }

  test("wrong keys are limited per address, right ones behind the same address are not", async () => {
    const { ingest } = startIngest(db, { clock });
    const wrong = (peer: string | null) => post(ingest, event(), { key: "f".repeat(64), peer });
    const statuses = await Promise.all(Array.from({ length: 61 }, async () => (await wrong("203.0.113.9")).status));
    expect(statuses.filter((status) => status === 401)).toHaveLength(60);
    expect(statuses.filter((status) => status === 429)).toHaveLength(1);
    expect((await wrong("203.0.113.10")).status).toBe(401);
    expect((await wrong(null)).status).toBe(401);
    expect((await post(ingest, event(), { peer: "203.0.113.9" })).status).toBeLessThan(300);
  });

  test("without rate limiting nobody is counted", async () => {
    const { ingest } = startIngest(db, { clock, limits: { enabled: false, apiLimit: 1 } });
    for (let n = 0; n < 3; n++) expect((await post(ingest, event())).status).toBeLessThan(300);
  });
});
