import { scopeOfAgentKey } from "@/lib/access/scope";
import type { Database } from "@/lib/db/database";
import { createLive, type Live } from "@/lib/events/live";
import type { LiveMessage } from "@/lib/events/live/message";
import { eventStore } from "@/lib/events/store";
import { type PlainEvent, type SeededCompany, seedCompany, storeEvents } from "../fixtures/bulk";
import { describeOnEachEngine } from "./engines";

const silent = { warn: () => undefined };

describeOnEachEngine("live updates", (open) => {
  let db: Database;
  let company: SeededCompany;
  let live: Live;
  let nowMs = Date.parse("2026-03-01T10:00:00.000Z");
  let serial = 0;
  let reads = 0;
  const opened: AsyncIterableIterator<LiveMessage>[] = [];

  const ago = (ms: number): Date => new Date(nowMs - ms);

  /** The database with its readings counted. */
  const counting = () => ({
    engine: db.engine,
    sql: {
      engine: db.engine,
      query: (...given: Parameters<Database["sql"]["query"]>) => {
        reads += 1;
        return db.sql.query(...given);
      },
    },
  });

  const eventAt = (receivedAt: Date): PlainEvent => {
    serial += 1;
    // The event's own time says nothing about when it arrives.
    const at = new Date(receivedAt.getTime() - ((serial * 7_919_000) % 86_400_000));
    return { kind: "sign_in", user: "ada", computer: "PC", at, receivedAt, recordId: String(serial) };
  };
  const commit = async (of: SeededCompany, ...received: Date[]): Promise<string[]> => {
    const ids = await storeEvents(db, of, received.map(eventAt));
    live.notify([of.companyId]);
    return ids;
  };
  const subscribe = (cursor: string | null, of: readonly SeededCompany[] = [company], owner = "1") => {
    const stream = live.subscribe({ companyIds: of.map((entry) => entry.companyId), cursor, owner });
    opened.push(stream);
    return stream;
  };
  type Got = { ids: string[]; cursor: string };
  const take = async (stream: AsyncIterator<LiveMessage>, count: number): Promise<Got> => {
    const got: Got = { ids: [], cursor: "" };
    while (got.ids.length < count) {
      const { value, done } = await stream.next();
      if (done) throw new Error("The stream ended");
      got.ids.push(...value.rows.map((row: { id: string }) => row.id));
      got.cursor = value.cursor;
    }
    return got;
  };
  /** A stream that is let in: it has got one event. */
  const joined = async (): Promise<{ stream: AsyncIterableIterator<LiveMessage>; cursor: string }> => {
    const store = eventStore(db, scopeOfAgentKey(company));
    const stream = subscribe(await store.liveCursor(ago(0)));
    const [id] = await commit(company, ago(0));
    const got = await take(stream, 1);
    expect(got.ids).toEqual([id]);
    return { stream, cursor: got.cursor };
  };

  beforeAll(() => {
    db = open();
  });
  beforeEach(async () => {
    nowMs += 3_600_000;
    reads = 0;
    serial += 1;
    company = await seedCompany(db, { name: `Live ${serial}` });
    live = createLive({ db: counting(), clock: () => new Date(nowMs), log: silent });
  });
  afterEach(async () => {
    for (const stream of opened.splice(0)) await stream.return?.();
    live.stop();
  });

  test("what is committed arrives, and only once", async () => {
    const { stream } = await joined();
    const first = await commit(company, ago(0), ago(0));
    expect((await take(stream, 2)).ids.sort()).toEqual(first.sort());
    const second = await commit(company, ago(0));
    expect((await take(stream, 1)).ids).toEqual(second);
  });

  test("commits out of the order of receipt are all brought, late ones of the last ten seconds included", async () => {
    const { stream } = await joined();
    const newer = await commit(company, ago(0));
    expect((await take(stream, 1)).ids).toEqual(newer);
    const late = await commit(company, ago(9000), ago(100));
    const last = await commit(company, ago(0));
    expect((await take(stream, 3)).ids.sort()).toEqual([...late, ...last].sort());
  });

  test("a clock that is set back silences nobody", async () => {
    const { stream } = await joined();
    nowMs -= 60_000;
    const ids = await commit(company, ago(0));
    expect((await take(stream, 1)).ids).toEqual(ids);
  });

  test("other processes' commits arrive without being told", async () => {
    const { stream } = await joined();
    const ids = await storeEvents(db, company, [eventAt(ago(0))]);
    const started = process.hrtime.bigint();
    expect((await take(stream, 1)).ids).toEqual(ids);
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(2000);
  });

  test("who comes back with the last cursor misses nothing and gets nothing twice", async () => {
    const { stream } = await joined();
    const before = await commit(company, ago(500), ago(0));
    const { cursor, ids } = await take(stream, 2);
    expect(ids.sort()).toEqual(before.sort());
    await stream.return?.();
    const missed = await commit(company, ago(8000), ago(400), ago(0));
    nowMs += 2000;
    const again = await commit(company, ago(1500), ago(0));
    const back = subscribe(cursor);
    const got = await take(back, 5);
    expect(got.ids.sort()).toEqual([...missed, ...again].sort());
    const after = await commit(company, ago(0));
    expect((await take(back, 1)).ids).toEqual(after);
  });

  test("another process takes the cursor up just as well", async () => {
    const { cursor } = await joined();
    live.stop();
    const missed = await storeEvents(db, company, [eventAt(ago(3000)), eventAt(ago(0))]);
    live = createLive({ db: counting(), clock: () => new Date(nowMs), log: silent });
    const back = subscribe(cursor);
    expect((await take(back, 2)).ids.sort()).toEqual(missed.sort());
  });

  test("a long absence is made good in messages of 500, then the stream is live", async () => {
    const { stream, cursor } = await joined();
    await stream.return?.();
    const missed: string[] = [];
    for (let part = 0; part < 3; part++) {
      nowMs += 600_000;
      missed.push(...(await commit(company, ...Array.from({ length: 450 }, (_, index) => ago(index)))));
    }
    const back = subscribe(cursor);
    const sizes: number[] = [];
    const ids: string[] = [];
    while (ids.length < missed.length) {
      const { value } = await back.next();
      sizes.push(value.rows.length);
      ids.push(...value.rows.map((row: { id: string }) => row.id));
    }
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    expect(ids.sort()).toEqual(missed.sort());
    const after = await commit(company, ago(0));
    expect((await take(back, 1)).ids).toEqual(after);
  });

  test("every place inside a burst of messages can be come back to", async () => {
    const { stream } = await joined();
    const burst = await commit(company, ...Array.from({ length: 600 }, (_, index) => ago(5000 + index)));
    const { value } = await stream.next();
    expect(value.rows).toHaveLength(500);
    await stream.return?.();
    const ids = new Set<string>(value.rows.map((row: { id: string }) => row.id));
    const back = subscribe(value.cursor);
    // A cursor names 400 rows of the overlap; what lies before them may come again, but nothing is missed.
    while (!burst.every((id) => ids.has(id))) for (const row of (await back.next()).value.rows) ids.add(row.id);
    expect(ids.size).toBeLessThanOrEqual(burst.length + 1);
  });

  test("a slow reader is brought up from the database and loses nothing", async () => {
    const { stream, cursor } = await joined();
    const pace = subscribe(cursor, [company], "keeps pace");
    const sent: string[] = await commit(company, ago(0));
    await take(pace, 1);
    for (let part = 0; part < 11; part++) {
      nowMs += 11_000;
      const ids = await commit(company, ...Array.from({ length: 1000 }, (_, index) => ago(index % 400)));
      sent.push(...ids);
      // What the reader that keeps pace has was handed out to the slow one too.
      await take(pace, ids.length);
    }
    const ids = new Set<string>();
    while (ids.size < sent.length) for (const row of (await stream.next()).value.rows) ids.add(row.id);
    expect(ids).toEqual(new Set(sent));
  }, 60_000);

  test("a stream brings the events of its companies and no others", async () => {
    const { stream } = await joined();
    const other = await seedCompany(db, { name: `Other ${serial}` });
    const both = subscribe(await eventStore(db, scopeOfAgentKey(other)).liveCursor(ago(0)), [company, other], "2");
    const [first] = await commit(company, ago(0));
    expect((await take(stream, 1)).ids).toEqual([first]);
    const got = new Set<string>();
    const bothGet = async (id: string | undefined): Promise<void> => {
      while (!got.has(id ?? "")) for (const row of (await both.next()).value.rows) got.add(row.id);
    };
    await bothGet(first);
    const [foreign] = await commit(other, ago(0));
    await bothGet(foreign);
    const [last] = await commit(company, ago(0));
    expect((await take(stream, 1)).ids).toEqual([last]);
    await bothGet(last);
  });

  test("what is stored while a stream joins comes once", async () => {
    const { stream, cursor } = await joined();
    const unannounced = await storeEvents(db, company, [eventAt(ago(50)), eventAt(ago(0))]);
    const joining = subscribe(cursor, [company], "joins");
    expect((await take(joining, 2)).ids.sort()).toEqual([...unannounced].sort());
    expect((await take(stream, 2)).ids.sort()).toEqual([...unannounced].sort());
    const [after] = await commit(company, ago(0));
    expect((await take(joining, 1)).ids).toEqual([after]);
    expect((await take(stream, 1)).ids).toEqual([after]);
  });

  test("the text of a message is its rows and cursor", async () => {
    const store = eventStore(db, scopeOfAgentKey(company));
    const stream = subscribe(await store.liveCursor(ago(0)));
    await commit(company, ago(0));
    const { value } = await stream.next();
    const parsed = JSON.parse(value.text);
    expect(parsed.cursor).toBe(value.cursor);
    expect(parsed.rows[0]).toMatchObject({ id: value.rows[0].id, receivedAt: ago(0).toISOString(), userName: "ada" });
  });

  test("many viewers cost one reading", async () => {
    const { cursor } = await joined();
    const streams = Array.from({ length: 100 }, (_, index) => subscribe(cursor, [company], `viewer ${index}`));
    const waiting = streams.map((stream) => stream.next());
    await Promise.all(Array.from({ length: 3 }, () => commit(company, ago(0)).then((ids) => ids)));
    await Promise.all(waiting);
    reads = 0;
    const next = streams.map((stream) => take(stream, 1));
    const [id] = await commit(company, ago(0));
    const got = await Promise.all(next);
    expect(got.some((entry) => entry.ids.includes(id ?? ""))).toBe(true);
    expect(reads).toBeLessThan(20);
  });

  test("one owner has a limited number of streams; a closed one frees its place", async () => {
    const streams = Array.from({ length: 20 }, () => subscribe(null));
    expect(() => subscribe(null)).toThrow(expect.objectContaining({ code: "too_many_requests" }));
    subscribe(null, [company], "somebody else");
    expect(live.listeners()).toBe(21);
    await streams[0]?.return?.();
    await streams[0]?.return?.();
    subscribe(null);
    expect(live.listeners()).toBe(21);
  });

  test("stopping ends every stream, waiting or not", async () => {
    const { stream } = await joined();
    const waiting = stream.next();
    live.stop();
    expect((await waiting).done).toBe(true);
    expect(live.listeners()).toBe(0);
    expect((await subscribe(null).next()).done).toBe(true);
  });

  test("a database that is away for a while loses nothing", async () => {
    const { stream } = await joined();
    const real = db.sql.query;
    let failing = true;
    const warned: string[] = [];
    await stream.return?.();
    live.stop();
    live = createLive({
      db: {
        engine: db.engine,
        sql: {
          engine: db.engine,
          query: (...given) => (failing ? Promise.reject(new Error("away")) : real.apply(db.sql, given)),
        },
      },
      clock: () => new Date(nowMs),
      log: {
        warn: (_fields, message) => {
          warned.push(message);
          failing = warned.length < 2;
        },
      },
    });
    const cursor = await eventStore(db, scopeOfAgentKey(company)).liveCursor(ago(0));
    const back = subscribe(cursor);
    const ids = await commit(company, ago(0));
    expect((await take(back, 1)).ids).toEqual(ids);
    expect(warned.length).toBeGreaterThan(0);
  });
});
