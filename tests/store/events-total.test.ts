import { scopeOfAgentKey, scopeOfViewer } from "@/lib/access/scope";
import { isPortalError } from "@/lib/errors";
import { countCap, type EventSort } from "@/lib/events/event";
import { eventStore } from "@/lib/events/store";
import { insertBulk, seedCompany } from "../fixtures/bulk";
import { describeOnEachEngine } from "./engines";

const start = new Date("2026-03-01T10:00:00.000Z");
const end = new Date(start.getTime() + 3_600_000);
const whole = { from: start, to: end };
const newest: EventSort = { by: "time", direction: "desc" };

describeOnEachEngine("ties", (open) => {
  test("rows of one id in two companies are two rows, whatever the order and the page", async () => {
    const db = open();
    const twins = await Promise.all(["Twin A", "Twin B", "Twin C"].map((name) => seedCompany(db, { name })));
    const id = "01KJMR3J3R5SJ2VWFJ7XT7299T";
    await db.writeGroup(async (sql) => {
      for (const { companyId, sites: own } of twins) {
        const at = new Date("2026-03-01T00:00:00.000Z");
        await sql.query(
          `INSERT INTO api_logs (company_id, id, site_id, api_key_id, kind, event_type, person, user_name, computer,
            computer_name, occurred_at, received_at, retry) VALUES (?, ?, ?, 1, 'lock', 'lock', 'p', 'p', 'c', 'c', ?, ?, 0)`,
          [companyId, id, own[0]?.siteId ?? 0, at, at],
        );
      }
    });
    const companyIds = twins.map((twin) => twin.companyId).sort((a, b) => a - b);
    const store = eventStore(db, scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, companyIds));
    const range = { from: new Date(0), to: new Date("2027-01-01T00:00:00.000Z") };
    for (const by of ["time", "user"] as const) {
      for (const direction of ["asc", "desc"] as const) {
        const sort: EventSort = { by, direction };
        const forward: number[] = [];
        let page = await store.page(range, { size: 1, sort });
        forward.push(...page.rows.map((row) => row.companyId));
        while (page.next) {
          page = await store.page(range, { size: 1, sort, cursor: page.next });
          forward.push(...page.rows.map((row) => row.companyId));
        }
        expect(forward).toEqual(by === "time" && direction === "asc" ? companyIds : [...companyIds].reverse());
        const back: number[] = page.rows.map((row) => row.companyId);
        while (page.previous) {
          page = await store.page(range, { size: 1, sort, cursor: page.previous });
          back.unshift(...page.rows.map((row) => row.companyId));
        }
        expect(back).toEqual(forward);
      }
    }
  });
});

describeOnEachEngine("totals", (open) => {
  test("stop at the cap, and then only time sorts", async () => {
    const db = open();
    const company = await seedCompany(db, { name: "Bulk", sites: ["HO", "North"] });
    await insertBulk(db, company, { count: countCap + 1, from: start, to: end, persons: 300, computers: 90 });
    const store = eventStore(db, scopeOfAgentKey(company));
    expect(await store.count(whole)).toEqual({ count: countCap, capped: true });
    expect(await store.count({ ...whole, search: "person" })).toEqual({ count: countCap, capped: true });
    const kinds = await store.count({ ...whole, kinds: ["failed", "lock"] });
    let counted = 0;
    for await (const rows of store.each({ ...whole, kinds: ["failed", "lock"] })) counted += rows.length;
    expect(kinds).toEqual({ count: counted, capped: false });
    const byUser: EventSort = { by: "user", direction: "asc" };
    const refusal = await store.page(whole, { size: 50, sort: byUser }).catch((error: unknown) => error);
    expect(isPortalError(refusal) && refusal.code).toBe("invalid");
    expect((await store.page({ ...whole, kinds: ["failed"] }, { size: 50, sort: byUser })).rows).toHaveLength(50);
    const oneLess = { from: start, to: new Date(end.getTime() - 1000) };
    expect((await store.count(oneLess)).count).toBeLessThanOrEqual(countCap);
    const rare = await store.page({ ...whole, search: "person 00007" }, { size: 1000, sort: newest });
    expect(rare.rows.length).toBeGreaterThan(10);
    expect(rare.rows.every((row) => row.person === "person 00007")).toBe(true);
  });

  test("an export lets others have their turn between its chunks, however fast its reader", async () => {
    const db = open();
    const company = await seedCompany(db, { name: "Exported" });
    await insertBulk(db, company, { count: 600, from: start, to: end });
    let turns = 0;
    let isOver = false;
    const takeTurns = (): void => {
      turns++;
      if (!isOver) setImmediate(takeTurns);
    };
    setImmediate(takeTurns);
    let chunks = 0;
    for await (const rows of eventStore(db, scopeOfAgentKey(company)).each(whole, newest, 50))
      chunks += rows.length / 50;
    isOver = true;
    expect(chunks).toBe(12);
    expect(turns).toBeGreaterThanOrEqual(chunks);
  });
});
