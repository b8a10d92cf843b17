import * as fc from "fast-check";
import { scopeOfAgentKey, scopeOfViewer } from "@/lib/access/scope";
import type { Database } from "@/lib/db/database";
import { eventKinds } from "@/lib/events/event";
import { eventStore } from "@/lib/events/store";
import { type PlainEvent, type SeededCompany, seedCompany, storeEvents } from "../fixtures/bulk";
import { tangledEvents } from "../fixtures/naive-events";
import { describeOnEachEngine } from "./engines";

const start = new Date("2026-03-01T10:00:00.000Z");
const hourMs = 3_600_000;
const at = (ms: number): Date => new Date(start.getTime() + ms);

async function storeHeartbeats(
  db: Database,
  company: SeededCompany,
  beats: readonly { computer: string; from: Date; to: Date }[],
): Promise<void> {
  await db.unitOfWork(async ({ prisma }) => {
    for (const { computer, from, to } of beats) {
      const key = { companyId: company.companyId, computer };
      await prisma.heartbeat.create({ data: { ...key, fromAt: from, toAt: to } });
      await prisma.computer.upsert({
        where: { companyId_computer: key },
        create: { ...key, computerName: computer, siteId: company.sites[0]?.siteId ?? 0, lastHeartbeatAt: to },
        update: { lastHeartbeatAt: to },
      });
    }
  });
}

describeOnEachEngine("figures and series", (open) => {
  let db: Database;
  let acme: SeededCompany;
  let zeta: SeededCompany;
  let events: PlainEvent[];

  beforeAll(async () => {
    db = open();
    acme = await seedCompany(db, { name: "Acme", sites: ["HO", "North"] });
    zeta = await seedCompany(db, { name: "Zeta" });
    const hours = [start, at(hourMs), at(2 * hourMs)];
    events = hours.flatMap((hour, place) =>
      tangledEvents(acme, 100, place + 1, hour).map((event, index) => ({
        ...event,
        recordId: `${place}-${index}`,
        at: new Date(event.at.getTime() + ((index * 7919) % 60_000)),
      })),
    );
    await storeEvents(db, acme, events);
    await storeEvents(db, zeta, tangledEvents(zeta, 50, 9, start));
  });

  const instant = fc.integer({ min: -hourMs / 2, max: 3.5 * hourMs }).map(at);

  test("a series is what counting the events one by one gives, to the millisecond", async () => {
    const store = eventStore(db, scopeOfAgentKey(acme));
    await fc.assert(
      fc.asyncProperty(instant, instant, fc.array(instant, { minLength: 1, maxLength: 5 }), async (a, b, more) => {
        const range = a < b ? { from: a, to: b } : { from: b, to: a };
        const inside = more.filter((place) => place > range.from && place < range.to);
        const starts = [range.from, ...inside].sort((x, y) => x.getTime() - y.getTime());
        const series = await store.series(range, { starts });
        const naive = eventKinds
          .map((kind) => ({
            kind,
            counts: starts.map((from, place) => {
              const to = starts[place + 1] ?? range.to;
              return events.filter((event) => event.kind === kind && event.at >= from && event.at < to).length;
            }),
          }))
          .filter((entry) => entry.counts.some((count) => count > 0));
        expect(series).toEqual(naive);
      }),
      { numRuns: 40 },
    );
  });

  test("a first bucket that begins before the range is cut at it", async () => {
    const store = eventStore(db, scopeOfAgentKey(acme));
    const range = { from: at(hourMs / 2), to: at(hourMs) };
    const [cut, exact] = await Promise.all([
      store.series(range, { starts: [start] }),
      store.series(range, { starts: [range.from] }),
    ]);
    expect(cut).toEqual(exact);
  });

  test("sign-ins and failures are those of the range and of the equally long range before", async () => {
    const store = eventStore(db, scopeOfAgentKey(acme));
    const range = { from: at(hourMs + 123), to: at(2 * hourMs + 456) };
    const length = range.to.getTime() - range.from.getTime();
    const count = (kind: string, from: Date, to: Date): number =>
      events.filter((event) => event.kind === kind && event.at >= from && event.at < to).length;
    const before = new Date(range.from.getTime() - length);
    const figures = await store.figures(at(3 * hourMs), range);
    expect(figures.signIns).toEqual({
      value: count("sign_in", range.from, range.to),
      before: count("sign_in", before, range.from),
    });
    expect(figures.failures).toEqual({
      value: count("failed", range.from, range.to),
      before: count("failed", before, range.from),
    });
    expect(figures.signIns.value).toBeGreaterThan(0);
  });

  test("nothing recorded before the range leaves nothing to compare with", async () => {
    const figures = await eventStore(db, scopeOfAgentKey(acme)).figures(at(3 * hourMs), {
      from: start,
      to: at(hourMs),
    });
    expect(figures.signIns.before).toBeNull();
    expect(figures.signedInNow.before).toBeNull();
    const nobody = eventStore(db, scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, []));
    expect((await nobody.figures(start, { from: start, to: at(hourMs) })).signIns).toEqual({ value: 0, before: null });
  });

  test("signed in now: the last word about presence, not a sign-out, not too old, not a service", async () => {
    const company = await seedCompany(db, { name: "Presence", maxOpenSeconds: 3600 });
    const now = at(10 * hourMs);
    const ago = (ms: number): Date => new Date(now.getTime() - ms);
    const one = (kind: PlainEvent["kind"], user: string, when: Date): PlainEvent => ({
      kind,
      user,
      computer: "PC-1",
      at: when,
    });
    await storeEvents(db, company, [
      one("sign_in", "in", ago(60_000)),
      one("sign_in", "at-the-edge", ago(3_600_000)),
      one("sign_in", "this-very-moment", now),
      one("lock", "locked", ago(1000)),
      one("sign_in", "failed-since", ago(2000)),
      one("failed", "failed-since", ago(1000)),
      one("sign_in", "out", ago(2000)),
      one("sign_out", "out", ago(1000)),
      one("sign_in", "too-old", ago(3_600_001)),
      one("sign_in", "later", ago(-1)),
      one("failed", "only-failed", ago(1000)),
      one("sign_in", "PC-1$", ago(1000)),
      one("sign_in", "SYSTEM", ago(1000)),
      one("sign_in", "DWM-2", ago(1000)),
      one("sign_out", "back", ago(2000)),
      one("reconnect", "back", ago(1000)),
      one("sign_in", "earlier", ago(5 * hourMs + 1000)),
    ]);
    const range = { from: ago(5 * hourMs), to: now };
    const figures = await eventStore(db, scopeOfAgentKey(company)).figures(now, range);
    expect(figures.signedInNow).toEqual({ value: 6, before: 1 });
  });

  test("silent computers: those that once sent heartbeats and have stopped", async () => {
    const company = await seedCompany(db, { name: "Beats" });
    const now = at(10 * hourMs);
    const ago = (ms: number): Date => new Date(now.getTime() - ms);
    await storeEvents(db, company, [{ kind: "sign_in", user: "a", computer: "never-beat", at: ago(9 * hourMs) }]);
    const stale = 900_000;
    await storeHeartbeats(db, company, [
      { computer: "alive", from: ago(6 * hourMs), to: ago(1000) },
      { computer: "at-the-edge", from: ago(6 * hourMs), to: ago(stale) },
      { computer: "silent", from: ago(6 * hourMs), to: ago(stale + 1) },
      { computer: "silent-then", from: ago(8 * hourMs), to: ago(7 * hourMs) },
      { computer: "silent-then", from: ago(2 * hourMs), to: ago(1000) },
      { computer: "new", from: ago(1000), to: ago(1000) },
    ]);
    const figures = await eventStore(db, scopeOfAgentKey(company)).figures(now, { from: ago(5 * hourMs), to: now });
    expect(figures.silentComputers).toEqual({ value: 1, before: 1 });
  });

  test("names are suggested with the spelling last sent, beginnings first", async () => {
    const company = await seedCompany(db, { name: "Names" });
    const one = (user: string, ms: number): PlainEvent => ({ kind: "lock", user, computer: `PC ${user}`, at: at(ms) });
    await storeEvents(db, company, [one("ANNA", 1), one("Anna", 2), one("Joanna", 3), one("Bo_b", 4), one("Boxb", 5)]);
    const store = eventStore(db, scopeOfAgentKey(company));
    expect(await store.names("person", "ANN", 10)).toEqual([
      { value: "anna", label: "Anna" },
      { value: "joanna", label: "Joanna" },
    ]);
    expect(await store.names("person", "o_b", 10)).toEqual([{ value: "bo_b", label: "Bo_b" }]);
    expect(await store.names("computer", "", 2)).toHaveLength(2);
    expect(await store.names("person", "ada", 10)).toEqual([]);
  });

  test("since and last follow the order of receipt", async () => {
    const company = await seedCompany(db, { name: "Receipt" });
    const one = (place: number, receivedAt: Date): PlainEvent => ({
      kind: "lock",
      user: `u${place}`,
      computer: "c",
      at: at(-place * 1000),
      receivedAt,
    });
    const ids = await storeEvents(db, company, [one(1, at(10)), one(2, at(20)), one(3, at(20)), one(4, at(30))]);
    const store = eventStore(db, scopeOfAgentKey(company));
    expect(await store.last()).toEqual(at(30));
    const [second = "", third = ""] = ids.slice(1, 3).sort();
    const rows = await store.since({ receivedAt: at(20), id: second }, 10);
    expect(rows.map((row) => row.id)).toEqual([third, ids[3]]);
    expect(await store.since({ receivedAt: at(9), id: "" }, 2)).toHaveLength(2);
  });
});
