import type { Database } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open";
import { event, post, startIngest } from "../../fixtures/agent-calls";
import { seedAgents } from "../../fixtures/agents";
import { type CutLine, openLineTo } from "../db/cut-line";
import { describeReachable, type FreshDatabase, freshDatabase } from "../engines";

describeReachable("a database that is frozen", ["postgresql", "mysql"], (engine) => {
  let fresh: FreshDatabase;
  let line: CutLine;
  let db: Database;

  beforeAll(async () => {
    fresh = await freshDatabase(engine);
    await seedAgents(fresh.db);
    const opened = await openLineTo(fresh.target);
    line = opened.line;
    db = await openDatabase(opened.target, { poolSize: 4 });
  });
  afterAll(async () => {
    await db.close();
    await line.close();
    await fresh.db.close();
    await fresh.drop();
  });

  test("keeps no agent waiting for its key, and the key is known again when it answers", async () => {
    let now = Date.parse("2025-06-01T12:00:00Z");
    const { ingest, logged } = startIngest(db, { clock: () => new Date(now), keyPatienceMs: 150 });
    const send = (UserName: string) => post(ingest, event({ UserName }));
    expect((await send("before")).status).toBe(201);
    // Longer than a key is remembered.
    now += 1_000;
    line.freeze();
    const started = performance.now();
    const answers = await Promise.all([send("meanwhile"), post(ingest, "", { path: "/api/health" }), send("too")]);
    for (const answer of answers) expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "2"]);
    expect(performance.now() - started).toBeLessThan(1_500);
    await line.mend();
    // Who asks first may get a connection that has not heard of its end yet.
    await db.ping(5_000);
    expect(await db.ping(5_000)).toBe(true);
    expect((await send("after")).status).toBe(201);
    expect(logged).toEqual([]);
  }, 60_000);
});
