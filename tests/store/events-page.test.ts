import * as fc from "fast-check";
import { type CompanyScope, scopeOfAgentKey, scopeOfViewer } from "@/lib/access/scope";
import type { Database, SqlValue } from "@/lib/db/database";
import { type EventFilter, type EventPage, type EventSort, eventKinds, eventSortColumns } from "@/lib/events/event";
import { eventStore } from "@/lib/events/store";
import { seedCompany, storeEvents } from "../fixtures/bulk";
import { type Expected, expectedOf, keyOf, matches, sorted, tangledEvents } from "../fixtures/naive-events";
import { describeOnEachEngine } from "./engines";

const start = new Date("2026-03-01T10:00:00.000Z");
const end = new Date(start.getTime() + 3_600_000);
const whole = { from: start, to: end };
const newest: EventSort = { by: "time", direction: "desc" };

const scopeOver = (companyIds: readonly number[]): CompanyScope =>
  scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, companyIds);

describeOnEachEngine("pages of events", (open) => {
  let db: Database;
  let own: number[] = [];
  let foreign: number;
  let sites: number[] = [];
  let known: Expected[] = [];

  beforeAll(async () => {
    db = open();
    const all: Expected[] = [];
    for (const [place, name] of ["Acme", "Zeta", "Foreign"].entries()) {
      const seeded = { ...(await seedCompany(db, { name, sites: ["HO", "North Hall"] })), name };
      // One company without events of unknown kinds: there a search comes down to names alone.
      const events = tangledEvents(seeded, 130, place + 1, start).filter(
        (event) => name !== "Zeta" || event.kind !== "other",
      );
      const ids = await storeEvents(db, seeded, events);
      all.push(...events.map((event, index) => expectedOf(seeded, event, ids[index] ?? "")));
      if (name === "Foreign") foreign = seeded.companyId;
      else own.push(seeded.companyId);
      sites.push(...seeded.sites.map((site) => site.siteId));
    }
    known = all.filter((event) => event.companyId !== foreign);
  });
  afterAll(() => {
    own = [];
    sites = [];
  });

  const texts = [
    "ada",
    "PC-",
    "hall",
    "lock",
    "sign",
    "Failed",
    "custom",
    "[in]",
    "10.0.",
    "9",
    "%_",
    "đorđ",
    "nothing there",
    "fe80::",
    "logon",
  ];
  const filters: fc.Arbitrary<EventFilter> = fc.record(
    {
      from: fc.constantFrom(start, new Date(start.getTime() + 600_000)),
      to: fc.constantFrom(end, new Date(start.getTime() + 2_400_000), start),
      kinds: fc.subarray([...eventKinds]),
      person: fc.constantFrom("ada", "bob", "nobody", "đorđe"),
      computer: fc.constantFrom("pc-7", "laptop ada"),
      siteId: fc.nat(7).map((place) => sites[place] ?? 999_999),
      ip: fc.constantFrom("10.0.0.1", "203.0.113.9", "8.8.8.8"),
      search: fc.constantFrom(...texts),
    },
    { requiredKeys: ["from", "to"] },
  );
  const sorts: fc.Arbitrary<EventSort> = fc.record({
    by: fc.constantFrom(...eventSortColumns),
    direction: fc.constantFrom("asc", "desc"),
  });
  const scopes = fc.constantFrom("one", "both").map((which) => (which === "one" ? own.slice(1) : own));

  const expectedFor = (filter: EventFilter, sort: EventSort, companyIds: readonly number[]): string[] =>
    sorted(
      known.filter((event) => companyIds.includes(event.companyId) && matches(event, filter)),
      sort,
    ).map(keyOf);

  test("all pages forward are the whole sorted set, and all pages back are the same", async () => {
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.integer({ min: 1, max: 70 }), scopes, async (filter, sort, size, ids) => {
        const store = eventStore(db, scopeOver(ids));
        const expected = expectedFor(filter, sort, ids);
        const forward: string[] = [];
        let page: EventPage = await store.page(filter, { size, sort });
        expect(page.previous).toBeNull();
        forward.push(...page.rows.map(keyOf));
        while (page.next) {
          page = await store.page(filter, { size, sort, cursor: page.next });
          forward.push(...page.rows.map(keyOf));
        }
        expect(forward).toEqual(expected);
        let back = page.rows.map(keyOf);
        while (page.previous) {
          page = await store.page(filter, { size, sort, cursor: page.previous });
          back = [...page.rows.map(keyOf), ...back];
        }
        expect(back).toEqual(expected);
        expect(await store.count(filter)).toEqual({ count: expected.length, capped: false });
      }),
      { numRuns: 60 },
    );
  });

  test("every search finds and counts each event once, also one that fits by name and by computer", async () => {
    for (const companyIds of [own.slice(1), own]) {
      const store = eventStore(db, scopeOver(companyIds));
      for (const search of texts) {
        const filter = { ...whole, search };
        const found: string[] = [];
        for await (const rows of store.each(filter, newest, 9)) found.push(...rows.map(keyOf));
        expect(found).toEqual(expectedFor(filter, newest, companyIds));
        expect((await store.count(filter)).count).toBe(found.length);
      }
    }
  });

  test("an export gives the same rows in the same order, in chunks", async () => {
    await fc.assert(
      fc.asyncProperty(filters, sorts, scopes, async (filter, sort, ids) => {
        const found: string[] = [];
        for await (const rows of eventStore(db, scopeOver(ids)).each(filter, sort, 17)) {
          expect(rows.length).toBeLessThanOrEqual(17);
          found.push(...rows.map(keyOf));
        }
        expect(found).toEqual(expectedFor(filter, sort, ids));
      }),
      { numRuns: 20 },
    );
  });

  test("nothing of a foreign company is ever found, whatever the cursor or the key says", async () => {
    const outside = eventStore(db, scopeOfAgentKey({ companyId: foreign }));
    const inside = eventStore(db, scopeOver(own));
    const theirs = await outside.page(whole, { size: 20, sort: newest });
    expect(theirs.rows).toHaveLength(20);
    const page = await inside.page(whole, { size: 1000, sort: newest, cursor: theirs.next });
    expect(page.rows.length).toBeGreaterThan(0);
    expect(page.rows.every((row) => own.includes(row.companyId))).toBe(true);
    const [row] = theirs.rows;
    expect(await inside.find(foreign, row?.id ?? "")).toBeNull();
    expect((await outside.find(foreign, row?.id ?? ""))?.id).toBe(row?.id);
    expect(await inside.find(own[0] ?? 0, row?.id ?? "")).toBeNull();
    const nobody = eventStore(db, scopeOver([]));
    expect((await nobody.page(whole, { size: 10, sort: newest })).rows).toEqual([]);
    expect(await nobody.count({ ...whole, search: "ada" })).toEqual({ count: 0, capped: false });
    expect(await nobody.last()).toBeNull();
    expect(await nobody.names("person", "", 10)).toEqual([]);
  });

  test("a row comes back as it was stored", async () => {
    const store = eventStore(db, scopeOver(own));
    const expected = known.find((event) => event.person === "100%_real" && event.kind === "other");
    const row = await store.find(expected?.companyId ?? 0, expected?.id ?? "");
    expect(row).toMatchObject({
      companyId: expected?.companyId,
      id: expected?.id,
      userName: "100%_real",
      person: "100%_real",
      eventType: expected?.eventType,
      occurredAt: new Date(expected?.at ?? 0),
      receivedAt: new Date(expected?.at ?? 0),
      siteId: expected?.siteId,
      localIp: expected?.localIp || null,
      domain: null,
      sequence: null,
    });
    expect(await store.find(expected?.companyId ?? 0, "not an id")).toBeNull();
  });

  test("a cursor that is not ours means the first page, whatever it holds", async () => {
    const store = eventStore(db, scopeOver(own));
    const first = await store.page(whole, { size: 5, sort: newest });
    const forged = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString("base64url");
    const id = first.rows[0]?.id;
    const cursors = [
      "",
      "x",
      "%%%",
      "a".repeat(5000),
      forged(null),
      forged({}),
      forged(["a", "time", "desc", "'; DROP TABLE api_logs; --", 1, null]),
      forged(["a", "time", "desc", id, 1.5, null]),
      forged(["a", "time", "desc", id, "1", null]),
      forged(["a", "time", "asc", id, 1, null]),
      forged(["a", "user", "desc", id, 1, "\u0000"]),
      forged(["a", "time", "desc", id, 1, "value"]),
    ];
    for (const cursor of cursors) {
      expect((await store.page(whole, { size: 5, sort: newest, cursor })).rows).toEqual(first.rows);
    }
    const byUser: EventSort = { by: "user", direction: "desc" };
    for (const value of ["\u0000", "\ud800", null, 7, "x".repeat(600)]) {
      const page = await store.page(whole, {
        size: 5,
        sort: byUser,
        cursor: forged(["a", "user", "desc", id, 1, value]),
      });
      expect(page.rows).toHaveLength(5);
    }
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 80 }), async (search) => {
        await store.page({ ...whole, search }, { size: 1, sort: newest });
        await store.names("person", search, 3);
      }),
      { numRuns: 40 },
    );
  });

  test("a page is one stretch of the key: two bounds, however deep it lies", async () => {
    const texts: string[] = [];
    const sql = {
      engine: db.engine,
      query: (text: string, values?: readonly SqlValue[]) => {
        texts.push(text);
        return db.sql.query(text, values);
      },
    };
    const store = eventStore({ ...db, sql }, scopeOver(own.slice(0, 1)));
    for (const direction of ["asc", "desc"] as const) {
      const sort: EventSort = { by: "time", direction };
      const first = await store.page(whole, { size: 10, sort });
      texts.length = 0;
      const second = await store.page(whole, { size: 10, sort, cursor: first.next });
      await store.page(whole, { size: 10, sort, cursor: second.previous });
      expect(texts).toHaveLength(2);
      for (const text of texts) expect(text.match(/l\.id [<>]/g)).toHaveLength(2);
    }
  });

  test("many companies and many names are merged across statements", async () => {
    const added: number[] = [];
    const events: Expected[] = [];
    for (let place = 0; place < 95; place++) {
      const name = `Many ${place}`;
      const seeded = { ...(await seedCompany(db, { name })), name };
      added.push(seeded.companyId);
      const few = tangledEvents(seeded, 3, 100 + place, start);
      const ids = await storeEvents(db, seeded, few);
      events.push(...few.map((event, index) => expectedOf(seeded, event, ids[index] ?? "")));
    }
    const store = eventStore(db, scopeOver(added));
    for (const filter of [whole, { ...whole, search: "pc-7" }]) {
      const expected = sorted(
        events.filter((event) => matches(event, filter)),
        newest,
      ).map(keyOf);
      const found: string[] = [];
      for await (const rows of store.each(filter, newest, 40)) found.push(...rows.map(keyOf));
      expect(found).toEqual(expected);
      expect((await store.count(filter)).count).toBe(expected.length);
    }
  });
});
