import { gzipSync } from "node:zlib";
import type { Database } from "@/lib/db/database";
import { event, peer, post, startIngest } from "../../fixtures/agent-calls";
import { type AgentSeed, agentKeys, seedAgents } from "../../fixtures/agents";
import { describeOnEachEngine } from "../engines";

const at = (text: string) => new Date(text);

describeOnEachEngine("ingest", (open) => {
  let db: Database;
  let seed: AgentSeed;

  beforeAll(async () => {
    db = open();
    seed = await seedAgents(db);
  });

  const stored = (userName: string) =>
    db.prisma.eventLog.findMany({ where: { userName }, orderBy: { companyId: "asc" } });

  test("a single event is on disk with every field when 201 is answered", async () => {
    const { ingest } = startIngest(db);
    const sent = event({
      UserName: "CORP\\Žluť",
      ComputerName: "  WS-Full ",
      LocalIP: "10.0.0.1",
      PublicIP: "2001:DB8::1",
      Timestamp: "2025-05-25T14:30:00.123456+01:00",
      retry: 2,
      BootId: "boot-7",
      WindowsSession: 3,
      LogonType: 10,
      SubStatus: "0xC000006A",
      RecordId: "18446744073709551615",
      Sequence: 9_007_199_254_740_991,
      SentAt: "2025-05-25T14:31:00Z",
    });
    const answer = await post(ingest, sent);
    expect([answer.status, answer.body]).toEqual([201, '{"message":"Event logged successfully","status":"success"}\n']);
    const [row] = await stored("CORP\\Žluť");
    expect(row).toMatchObject({
      companyId: seed.companyId,
      siteId: seed.siteId,
      apiKeyId: seed.keyIds.KEY,
      kind: "sign_in",
      eventType: "Logon",
      person: "žluť",
      domain: "CORP",
      computer: "ws-full",
      computerName: "WS-Full",
      localIp: "10.0.0.1",
      publicIp: "2001:db8::1",
      sourceIp: peer,
      occurredAt: at("2025-05-25T13:30:00.123Z"),
      retry: 2,
      logonType: 10,
      subStatus: "0xC000006A",
      bootId: "boot-7",
      windowsSession: 3,
      recordId: "18446744073709551615",
      sentAt: at("2025-05-25T14:31:00Z"),
    });
    expect(Number(row?.sequence)).toBe(9_007_199_254_740_991);
  });

  test("fifty posts of one event at once: one row, one 201", async () => {
    const { ingest } = startIngest(db);
    const sent = event({ UserName: "fifty" });
    const answers = await Promise.all(Array.from({ length: 50 }, () => post(ingest, sent)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([...Array(49).fill(200), 201]);
    expect(await stored("fifty")).toHaveLength(1);
  });

  test("two ingests on one database, as two processes have: one row, one 201", async () => {
    const [one, other] = [startIngest(db), startIngest(db)];
    const sends = Array.from({ length: 40 }, (_, n) =>
      event({ UserName: `rival-${n % 10}`, ComputerName: `R-${n % 10}` }),
    );
    const both = sends.flatMap((sent) => [post(one.ingest, sent), post(other.ingest, sent)]);
    const answers = await Promise.all(both);
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(10);
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(70);
  });

  test("the same event of two companies is two rows", async () => {
    const { ingest } = startIngest(db);
    const sent = event({ UserName: "both" });
    const answers = await Promise.all([post(ingest, sent), post(ingest, sent, { key: agentKeys.KEY_B })]);
    expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
    expect((await stored("both")).map((row) => row.companyId)).toEqual([seed.companyId, seed.otherCompanyId]);
  });

  test("a batch says for each item what became of it, and good ones are stored", async () => {
    const { ingest } = startIngest(db);
    const items = [event({ UserName: "batch" }), event({ UserName: "BATCH" }), event({ UserName: "" }), 7];
    const answer = await post(ingest, { events: items });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toEqual({
      status: "success",
      created: 1,
      duplicates: 1,
      rejected: 2,
      results: [
        { index: 0, status: "created" },
        { index: 1, status: "duplicate" },
        { index: 2, status: "error", message: "UserName must not be empty" },
        { index: 3, status: "error", message: "Event must be a JSON object" },
      ],
    });
  });

  test("a thousand events in one gzip body", async () => {
    const { ingest } = startIngest(db);
    const events = Array.from({ length: 1000 }, (_, n) => event({ UserName: "many", ComputerName: `PC-${n}` }));
    const body = gzipSync(JSON.stringify(events));
    const answer = await post(ingest, body, { headers: { "content-encoding": "gzip" } });
    expect(JSON.parse(answer.body)).toMatchObject({ created: 1000, duplicates: 0, rejected: 0 });
    expect(await stored("many")).toHaveLength(1000);
  });

  test("only new events are counted, by quarter of an hour, key and kind", async () => {
    const { ingest } = startIngest(db);
    const when = { Timestamp: "2024-02-01T10:14:59.999Z" };
    const later = { Timestamp: "2024-02-01T10:15:00Z" };
    await post(ingest, [
      event({ UserName: "c1", ...when }),
      event({ UserName: "c2", ...when }),
      event({ UserName: "c2", ...later }),
    ]);
    await post(ingest, [event({ UserName: "c1", ...when }), event({ UserName: "c3", ...when, EventType: "Failed" })]);
    const range = { gte: at("2024-02-01T00:00:00Z"), lt: at("2024-02-02T00:00:00Z") };
    const counts = await db.prisma.eventCount.findMany({
      where: { quarter: range },
      orderBy: [{ quarter: "asc" }, { kind: "asc" }],
    });
    expect(counts.map(({ quarter, kind, n, apiKeyId }) => [quarter.toISOString(), kind, n, apiKeyId])).toEqual([
      ["2024-02-01T10:00:00.000Z", "failed", 1, seed.keyIds.KEY],
      ["2024-02-01T10:00:00.000Z", "sign_in", 2, seed.keyIds.KEY],
      ["2024-02-01T10:15:00.000Z", "sign_in", 1, seed.keyIds.KEY],
    ]);
  });

  test("the computer is known by its latest event, and dirty from its earliest new one", async () => {
    const { ingest } = startIngest(db);
    const sent = (Timestamp: string, more = {}) => event({ ComputerName: "Desk-1", Timestamp, ...more });
    await post(ingest, sent("2025-01-02T10:00:00Z", { BootId: "b2" }));
    await post(ingest, sent("2025-01-03T10:00:00Z"));
    await post(ingest, sent("2025-01-01T10:00:00Z"));
    const key = { companyId: seed.companyId, computer: "desk-1" };
    const computer = await db.prisma.computer.findFirst({ where: key });
    expect(computer).toMatchObject({
      computerName: "Desk-1",
      siteId: seed.siteId,
      bootId: "b2",
      lastHeartbeatAt: null,
    });
    expect(computer?.lastEventAt).toEqual(at("2025-01-03T10:00:00Z"));
    expect((await db.prisma.dirty.findFirst({ where: key }))?.since).toEqual(at("2025-01-01T10:00:00Z"));
    await post(
      ingest,
      ["2024-12-03", "2024-12-01", "2024-12-02"].map((day) => sent(`${day}T10:00:00Z`)),
    );
    expect((await db.prisma.dirty.findFirst({ where: key }))?.since).toEqual(at("2024-12-01T10:00:00Z"));
    await db.unitOfWork(async (tx) => tx.prisma.dirty.deleteMany({ where: key }));
    await post(ingest, sent("2025-01-02T10:00:00Z"));
    expect(await db.prisma.dirty.findFirst({ where: key })).toBeNull();
  });

  test("the last use of a key is written at most once a minute", async () => {
    let now = at("2025-06-01T12:00:00Z");
    const { ingest } = startIngest(db, { clock: () => now });
    const lastUse = async () =>
      (await db.prisma.apiKey.findFirst({ where: { id: seed.keyIds.KEY_NOCOMPANY } }))?.lastUsedAt;
    const send = (UserName: string) => post(ingest, event({ UserName }), { key: agentKeys.KEY_NOCOMPANY });
    await send("use-1");
    expect(await lastUse()).toEqual(now);
    now = at("2025-06-01T12:00:59Z");
    await send("use-2");
    expect(await lastUse()).toEqual(at("2025-06-01T12:00:00Z"));
    now = at("2025-06-01T12:01:00Z");
    await send("use-3");
    expect(await lastUse()).toEqual(now);
    now = at("2025-06-01T12:02:30Z");
    await post(ingest, "", { key: agentKeys.KEY_NOCOMPANY, path: "/api/health" });
    expect(await lastUse()).toEqual(now);
  });

  test("whoever listens is told which companies have new events, after they are there", async () => {
    const told: number[][] = [];
    const { ingest } = startIngest(db, { onCommitted: (companyIds) => void told.push(companyIds) });
    await post(ingest, event({ UserName: "told" }), { key: agentKeys.KEY_B });
    await post(ingest, event({ UserName: "told" }), { key: agentKeys.KEY_B });
    expect(told).toEqual([[seed.otherCompanyId]]);
  });
});
