import type { Db } from "@/lib/db/database";
import type { Portal } from "@/lib/portal/portal";
import { canaryIds } from "@/tests/seed/two-companies";
import { type FreshDatabase, freshDatabase } from "@/tests/store/engines";
import type { PortalOf } from "./observe";
import { portalIn, type Stage, setStage } from "./stage";

describe("the inspection itself fails for a planted portal", () => {
  let fresh: FreshDatabase;
  let stage: Stage;

  beforeAll(async () => {
    fresh = await freshDatabase("sqlite");
    stage = await setStage(fresh.db, ["companyAdmin"]);
  }, 120_000);
  afterAll(async () => {
    await fresh.db.close();
    await fresh.drop();
  });

  test("and for nothing else", async () => {
    expect(await stage.inspect("companyAdmin")).toEqual([]);
  });

  /** A's portal with some methods replaced. */
  const planted =
    (change: (portal: Portal, tx: Db) => Partial<Portal>): PortalOf =>
    async (tx) => {
      const portal = await portalIn(tx, stage.a.viewers.companyAdmin);
      return { ...portal, ...change(portal, tx) };
    };

  test.each<[string, (portal: Portal, tx: Db) => Partial<Portal>, RegExp]>([
    [
      "a list without its where",
      ({ agents }, tx) => ({ agents: { ...agents, sites: () => tx.prisma.site.findMany({}) } }),
      /agents\.sites #0: shows the canary/,
    ],
    [
      "a find that believes the id",
      ({ people }, tx) => ({
        people: { ...people, find: (id) => tx.prisma.company.findFirst({ where: { id, deletedAt: null } }) },
      }),
      /people\.find #0 of a foreign company: shows the canary/,
    ],
    [
      "a deleted company's members",
      ({ people }, tx) => ({
        people: {
          ...people,
          members: async (companyId) => {
            const known = await tx.prisma.membership.count({ where: { companyId } });
            return known > 0 && companyId === canaryIds.c ? people.members(stage.a.id) : people.members(companyId);
          },
        },
      }),
      /people\.members #0 of a foreign company: answers otherwise than an absent one/,
    ],
    [
      "a count over everybody",
      ({ events }, tx) => ({
        events: { ...events, count: async () => ({ count: await tx.prisma.eventLog.count(), capped: false }) },
      }),
      /events\.count #0: foreign rows change the answer/,
    ],
    [
      "a generator that leaks in its second part",
      ({ events }) => ({
        events: {
          ...events,
          async *each() {
            yield [];
            yield await (await portalIn(fresh.db, stage.a.viewers.globalAdmin)).events.since(
              { receivedAt: new Date(0), id: "" },
              99,
            );
          },
        },
      }),
      /events\.each #0: shows the canary/,
    ],
    [
      "a write to any site",
      ({ agents }, tx) => ({
        agents: {
          ...agents,
          createSite: async (site) => {
            await tx.prisma.site.updateMany({ data: { name: site.name } });
            return agents.createSite(site);
          },
        },
      }),
      /agents\.createSite #0: changes a foreign row/,
    ],
    [
      "an error that names what is there",
      ({ agents }, tx) => ({
        agents: {
          ...agents,
          createKey: async ({ siteId }) =>
            tx.prisma.site.findFirstOrThrow({ where: { id: siteId, companyId: stage.a.id } }),
        },
      }),
      /agents\.createKey #0 of a foreign company: breaks/,
    ],
    [
      "a new method that nobody wrote a sample for",
      ({ agents }) => ({ agents: { ...agents, everything: async () => [] } as Portal["agents"] }),
      /agents\.everything: no sample call/,
    ],
    [
      "a method that is gone",
      ({ settings }) => ({ settings: { read: settings.read } as Portal["settings"] }),
      /settings\.allowedDomains: no such method/,
    ],
    [
      "a company in the switch",
      ({ companies }) => ({
        companies: [...companies, { id: canaryIds.b, name: "B", timeZone: "UTC", rank: "User" }],
      }),
      /the portal itself shows the canary/,
    ],
  ])(
    "%s",
    async (_, change, fault) => {
      const faults = await stage.inspect("companyAdmin", planted(change));
      expect(faults.join("\n")).toMatch(fault);
    },
    120_000,
  );
});
