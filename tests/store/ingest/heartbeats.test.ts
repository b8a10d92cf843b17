import type { Database } from "@/lib/db/database";
import { event, post, startIngest } from "../../fixtures/agent-calls";
import { type AgentSeed, seedAgents } from "../../fixtures/agents";
import { describeOnEachEngine } from "../engines";

describeOnEachEngine("heartbeats", (open) => {
  let db: Database;
  let seed: AgentSeed;
  const now = new Date("2025-06-01T12:00:00Z");

  beforeAll(async () => {
    db = open();
    seed = await seedAgents(db);
  });

  const minute = (n: number) => new Date(Date.parse("2025-06-01T10:00:00Z") + n * 60_000).toISOString();
  const start = () => startIngest(db, { clock: () => now }).ingest;

  async function intervals(computer: string): Promise<string[]> {
    const rows = await db.prisma.heartbeat.findMany({
      where: { companyId: seed.companyId, computer },
      orderBy: [{ fromAt: "asc" }, { bootId: "asc" }],
    });
    return rows.map((row) => `${row.fromAt.toISOString()}/${row.toAt.toISOString()}/${row.bootId}`);
  }

  const beat = (ComputerName: string, n: number, more = {}) =>
    event({ EventType: "Heartbeat", UserName: null, ComputerName, Timestamp: minute(n), ...more });

  test("beats at most 120 s apart are one interval, a gap or another boot begins a new one", async () => {
    const ingest = start();
    const statuses: number[] = [];
    for (const n of [0, 2, 4, 7, 3]) statuses.push((await post(ingest, beat("H-1", n, { BootId: "x" }))).status);
    statuses.push((await post(ingest, beat("H-1", 7, { BootId: "y" }))).status);
    expect(statuses).toEqual([201, 201, 201, 201, 200, 201]);
    expect(await intervals("h-1")).toEqual([
      `${minute(0)}/${minute(4)}/x`,
      `${minute(7)}/${minute(7)}/x`,
      `${minute(7)}/${minute(7)}/y`,
    ]);
    expect(await db.prisma.eventLog.count({ where: { computer: "h-1" } })).toBe(0);
    const computer = await db.prisma.computer.findFirst({ where: { companyId: seed.companyId, computer: "h-1" } });
    expect(computer?.lastHeartbeatAt).toEqual(new Date(minute(7)));
  });

  test("a beat that fills a gap joins what lies on both sides", async () => {
    const ingest = start();
    for (const n of [6, 0, 3]) await post(ingest, beat("H-2", n));
    expect(await intervals("h-2")).toHaveLength(3);
    const both = await post(ingest, [beat("H-2", 1.5), beat("H-2", 4.5)]);
    expect(JSON.parse(both.body)).toMatchObject({ created: 2 });
    expect(await intervals("h-2")).toEqual([`${minute(0)}/${minute(6)}/`]);
  });

  test("a health check reports being alive now and before, in any order and however often", async () => {
    const report = (Alive: unknown[]) => ({
      ComputerName: "H-3",
      AgentVersion: "2.1",
      BootId: "b",
      SentAt: minute(90),
      Alive,
    });
    const stretches = [
      { From: minute(10), To: minute(20) },
      { From: minute(19), To: minute(40) },
      { From: minute(0), To: minute(5), BootId: "a" },
      { From: minute(41.5), To: minute(50) },
    ];
    const ingest = start();
    for (const Alive of [stretches, [...stretches].reverse(), []]) {
      const answer = await post(ingest, report(Alive), { path: "/api/health" });
      expect(answer.status).toBe(200);
      expect(await intervals("h-3")).toEqual([
        `${minute(0)}/${minute(5)}/a`,
        `${minute(10)}/${minute(50)}/b`,
        `${minute(90)}/${minute(90)}/b`,
      ]);
    }
    const computer = await db.prisma.computer.findFirst({ where: { companyId: seed.companyId, computer: "h-3" } });
    expect(computer).toMatchObject({ agentVersion: "2.1", computerName: "H-3", lastHeartbeatAt: new Date(minute(90)) });
  });

  test("what changes the past marks the computer for rebuilding, what confirms the present does not", async () => {
    const ingest = start();
    const key = { companyId: seed.companyId, computer: "h-4" };
    const since = async () => (await db.prisma.dirty.findFirst({ where: key }))?.since.toISOString() ?? null;
    const clear = () => db.unitOfWork((tx) => tx.prisma.dirty.deleteMany({ where: key }));
    await post(ingest, beat("H-4", 118));
    expect(await since()).toBe(minute(118));
    await clear();
    await post(ingest, beat("H-4", 120));
    expect(await since()).toBeNull();
    await post(ingest, beat("H-4", 60));
    expect(await since()).toBe(minute(60));
  });

  test.each([
    [{ ComputerName: 7 }, "ComputerName must be text"],
    [{ ComputerName: "x", Alive: {} }, "Alive must be an array"],
    [{ ComputerName: "x", Alive: [1] }, "Alive[0] must be a JSON object"],
    [{ ComputerName: "x", Alive: [{ From: minute(0) }] }, "Alive[0].To is required"],
    [{ ComputerName: "x", Alive: [{ From: minute(1), To: minute(0) }] }, "Alive[0].To must not be before From"],
    [
      { ComputerName: "x", Alive: [{ From: "2025-01-01T00:00:00Z", To: "2025-02-02T00:00:00Z" }] },
      "Alive[0] must not be longer than 31 days",
    ],
    [
      { ComputerName: "x", Alive: [{ From: minute(0), To: "2025-06-03T00:00:00Z" }] },
      "Alive[0].To must not be more than 24 hours in the future",
    ],
    [{ ComputerName: "x", Alive: Array(1001).fill({}) }, "Alive must not have more than 1000 intervals"],
  ])("a wrong report is refused with its field: %#", async (body, message) => {
    const answer = await post(start(), body, { path: "/api/health" });
    expect([answer.status, JSON.parse(answer.body).message]).toEqual([400, message]);
  });

  test.each(["", "{}", "{bad", "[]", '{"QueueLength":3}'])(
    "a body that names no computer reports nothing: %p",
    async (body) => {
      const answer = await post(start(), body, { path: "/api/health" });
      expect(answer.status).toBe(200);
      expect(JSON.parse(answer.body)).toMatchObject({
        timestamp: "2025-06-01T13:00:00+01:00",
        company_id: seed.companyId,
      });
    },
  );
});
