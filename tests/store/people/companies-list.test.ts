import { scopeOfViewer } from "@/lib/access/scope";
import type { Database } from "@/lib/db/database";
import { type CompanySort, companyStore } from "@/lib/people/company-store";
import { companyHistory, listCompanies, listCompany } from "@/lib/portal/people/companies";
import { narrowPortal, type Portal, portalFor } from "@/lib/portal/portal";
import { type SeededCompany, seedCompany, seedUser } from "../../seed/company";
import { describeOnEachEngine } from "../engines";

const now = new Date("2026-03-04T12:00:00.000Z");
const usual = { search: "", sort: { by: "name", direction: "asc" }, page: 1, size: 50 } as const;
const everything = (...ids: number[]) => scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, ids);

describeOnEachEngine("the list of companies", (open) => {
  let apple: SeededCompany;
  let portal: Portal;

  /** As a member of Apple with this role. */
  async function memberPortal(db: Database, name: string, role: "CompanyAdmin" | "User"): Promise<Portal> {
    const memberships = [{ companyId: apple.id, role }];
    const viewer = await db.unitOfWork((tx) => seedUser(tx, { name, role: "User", memberships, now }));
    return portalFor(viewer, db, now);
  }

  beforeAll(async () => {
    const db = open();
    await db.unitOfWork(async (tx) => {
      apple = await seedCompany(tx, { id: 100, mark: "Apple", now });
      await seedCompany(tx, { id: 200, mark: "berry", now: new Date(now.getTime() + 60_000) });
      await seedCompany(tx, { id: 300, mark: "Gone", now, deletedAt: now });
      const { prisma } = tx;
      await prisma.company.create({
        data: { id: 400, name: "Cherry 100%", nameFolded: "cherry 100%", timeZone: "UTC" },
      });
      await prisma.site.create({ data: { companyId: 100, name: "Second", nameFolded: "second" } });
      const [row] = await prisma.eventLog.findMany({ where: { companyId: 200, kind: "sign_in" } });
      if (!row) throw new Error("nothing is seeded");
      // Noise is nobody, and one person in several events is one.
      const persons = ["system", "dwm-1", "pc-7$", "eve", "zoe", "eve"];
      for (const [n, person] of persons.entries()) {
        await prisma.eventLog.create({
          data: { ...row, id: row.id.slice(0, 20) + String(n).padStart(6, "0"), person },
        });
      }
      const gone = await seedUser(tx, {
        name: "gone",
        role: "User",
        memberships: [{ companyId: 100, role: "User" }],
        now,
      });
      await prisma.user.updateMany({ where: { id: gone.userId }, data: { deletedAt: now } });
    });
    const viewer = await db.unitOfWork((tx) =>
      seedUser(tx, { name: "root", role: "GlobalAdmin", memberships: [], now }),
    );
    portal = await portalFor(viewer, db, now);
    await memberPortal(db, "first member", "User");
  });

  test("counts members, persons, computers, sites and keys, and knows the last event", async () => {
    const { rows, total } = await listCompanies(portal, usual);
    expect(total).toBe(3);
    expect(rows.map((row) => row.name)).toEqual(["Apple company", "berry company", "Cherry 100%"]);
    expect(rows[0]).toMatchObject({
      id: 100,
      persons: { count: 1, capped: false },
      members: 1,
      sites: 2,
      keys: 1,
      computers: 1,
      lastEventAt: new Date(now.getTime() - 3_600_000),
    });
    expect(rows[1]).toMatchObject({ persons: { count: 3, capped: false }, members: 0, sites: 1 });
    expect(rows[2]).toMatchObject({ persons: { count: 0, capped: false }, members: 0, sites: 0, lastEventAt: null });
  });

  test.each<[CompanySort["by"], CompanySort["direction"], number[]]>([
    ["name", "desc", [400, 200, 100]],
    ["members", "desc", [100, 200, 400]],
    ["sites", "asc", [400, 200, 100]],
    ["computers", "asc", [400, 100, 200]],
    ["lastEvent", "desc", [200, 100, 400]],
    ["created", "asc", [100, 200, 400]],
  ])("is ordered by %s %s, equals by name", async (by, direction, ids) => {
    const { rows } = await portal.companyAdmin.list({ ...usual, sort: { by, direction } });
    expect(rows.map((row) => row.id)).toEqual(ids);
  });

  test.each([
    ["BERRY", [200]],
    ["company", [100, 200]],
    ["%", [400]],
    ["_", []],
    ["\u0000\ud800", [100, 200, 400]],
  ])("finds by a part of the name, taken as it is: %j", async (search, ids) => {
    expect((await portal.companyAdmin.list({ ...usual, search })).rows.map((row) => row.id)).toEqual(ids);
  });

  test("comes in pages; a page that is not there is the last one", async () => {
    const pageOf = async (page: number) => {
      const { rows, ...rest } = await portal.companyAdmin.list({ ...usual, page, size: 2 });
      return { ids: rows.map((row) => row.id), ...rest };
    };
    expect(await pageOf(1)).toEqual({ ids: [100, 200], total: 3, page: 1, pages: 2 });
    expect(await pageOf(2)).toEqual({ ids: [400], total: 3, page: 2, pages: 2 });
    expect(await pageOf(99)).toEqual(await pageOf(2));
    expect(await pageOf(Number.NaN)).toEqual(await pageOf(1));
  });

  test("a count of persons stops at its cap", async () => {
    expect(await portal.events.persons([200, 100, 300], 2)).toEqual(
      new Map([
        [200, { count: 1, capped: true }],
        [100, { count: 1, capped: false }],
      ]),
    );
  });

  test("shows an administrator of a company their own, a plain member none", async () => {
    const admin = await memberPortal(open(), "an administrator", "CompanyAdmin");
    expect((await listCompanies(admin, usual)).rows.map((row) => row.id)).toEqual([100]);
    expect(await admin.companyAdmin.find(200)).toBeNull();
    const user = await memberPortal(open(), "a user", "User");
    expect(await listCompanies(user, usual)).toMatchObject({ rows: [], total: 0 });
    expect(await user.companyAdmin.find(100)).toBeNull();
    expect(await companyStore(open(), everything(300)).find(300)).toBeNull();
  });

  test("what an export of everything would hold", async () => {
    const one = narrowPortal(portal, open(), "100");
    if (!one) throw new Error("not let in");
    expect(await listCompany(one)).toMatchObject({ id: 100, persons: { count: 1 } });
    expect(await companyHistory(one)).toEqual({
      events: { count: 5, capped: false },
      first: new Date(now.getTime() - 5 * 3_600_000),
      last: new Date(now.getTime() - 3_600_000),
    });
    const empty = narrowPortal(portal, open(), "400");
    expect(empty && (await companyHistory(empty))).toBeNull();
  });
});
