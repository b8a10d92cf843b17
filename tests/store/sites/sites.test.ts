import { narrow, scopeOfViewer } from "@/lib/access/scope";
import { computerStore } from "@/lib/agents/computer-store";
import { siteStore } from "@/lib/agents/site-store";
import { performChange } from "@/lib/portal/action-core";
import { createSite, renameSite } from "@/lib/portal/sites/site-changes";
import { describeOnEachEngine } from "../engines";
import { deskAt, formOf } from "../identity/desk";
import { after, makeCompany, refusalOf } from "../identity/world";
import { makePlace, type Place, sitDown, trailOf } from "./desk";

const hour = 3_600_000;

describeOnEachEngine("sites and their computers", (open) => {
  let place: Place;
  let admin: Awaited<ReturnType<typeof sitDown>>;
  beforeEach(async () => {
    place = await makePlace(open());
    admin = await sitDown(open(), { in: place.companyId });
  });
  const scopeOf = (...companyIds: number[]) =>
    scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, companyIds);
  const create = (name: string, companyId = place.companyId) =>
    performChange(admin, createSite, formOf({ companyId: String(companyId), name }));
  const rename = (siteId: number, name: string) =>
    performChange(admin, renameSite, formOf({ siteId: String(siteId), name }));
  const nameOf = async (siteId: number) => (await siteStore(open(), scopeOf(place.companyId)).find(siteId))?.name;

  async function addComputers(names: readonly string[], siteId = place.siteId, lastHeartbeatAt: Date | null = null) {
    const data = names.map((computerName) => ({
      companyId: place.companyId,
      computer: computerName.toLowerCase(),
      computerName,
      siteId,
      lastHeartbeatAt,
    }));
    await open().unitOfWork((tx) => tx.prisma.computer.createMany({ data }));
  }

  test("a site is made and renamed, with a proof of nothing but the role, and the trail says so", async () => {
    const late = await deskAt(open(), admin.token, { now: after(20) });
    const fields = formOf({ companyId: String(place.companyId), name: " Branch " });
    const made = await performChange(late, createSite, fields);
    expect(await nameOf(made.siteId)).toBe("Branch");
    await rename(made.siteId, "branch");
    expect(await nameOf(made.siteId)).toBe("branch");
    expect(await trailOf(open(), place.companyId, "site created")).toMatchObject([{ targetId: String(made.siteId) }]);
    const [row] = await trailOf(open(), place.companyId, "site renamed");
    expect(JSON.parse(row?.changes ?? "")).toEqual({ name: ["Branch", "branch"] });
  });

  test("two sites of a company have two names; another company may use the same", async () => {
    const made = await create("Branch");
    const taken = { code: "conflict", fields: { name: expect.any(String) } };
    expect(await refusalOf(create("BRANCH"))).toMatchObject(taken);
    expect(await refusalOf(rename(place.siteId, "branch "))).toMatchObject(taken);
    const elsewhere = await makePlace(open());
    const other = await sitDown(open(), { in: elsewhere.companyId });
    const fields = formOf({ companyId: String(elsewhere.companyId), name: "Branch" });
    expect((await performChange(other, createSite, fields)).siteId).not.toBe(made.siteId);
    for (const name of ["", "x".repeat(129), "a\nb", "a\u202eb"]) {
      expect(await refusalOf(create(name))).toMatchObject({ code: "invalid", fields: { name: expect.any(String) } });
    }
  });

  test("a member changes nothing; foreign and absent answer alike", async () => {
    const member = await sitDown(open(), { in: place.companyId, as: "User" });
    const fields = formOf({ siteId: String(place.siteId), name: "x" });
    expect(await refusalOf(performChange(member, renameSite, fields))).toMatchObject({ code: "forbidden" });
    const foreign = await makePlace(open());
    expect(await refusalOf(rename(foreign.siteId, "x"))).toEqual(await refusalOf(rename(999_999, "x")));
    expect(await refusalOf(rename(foreign.siteId, "x"))).toMatchObject({ code: "not_found" });
    expect(await refusalOf(create("x", foreign.companyId))).toEqual(await refusalOf(create("x", 999_999)));
  });

  test("the list counts keys, computers, silence and events; a plain User is told names alone", async () => {
    const now = new Date("2026-03-20T12:00:00Z");
    const { companyId, siteId } = place;
    const branch = (await create("Branch")).siteId;
    await addComputers(["PC-1", "PC-2"], siteId, new Date(now.getTime() - 901_000));
    await addComputers(["PC-3"], siteId, new Date(now.getTime() - 899_000));
    await addComputers(["PC-4"], siteId, null);
    await open().unitOfWork(async ({ prisma }) => {
      const key = { companyId, siteId, label: "k", prefix: "0".repeat(8) };
      const used = new Date("2026-03-20T11:59:00Z");
      const rows = [
        { ...key, keyHash: `a${companyId}`, lastUsedAt: used },
        { ...key, keyHash: `b${companyId}`, isActive: false },
        { ...key, keyHash: `c${companyId}`, expiresAt: now },
        { ...key, keyHash: `d${companyId}`, deletedAt: now },
      ];
      for (const data of rows) {
        const { id: apiKeyId } = await prisma.apiKey.create({ data });
        const count = { companyId, apiKeyId, kind: "lock", n: 5 };
        await prisma.eventCount.create({ data: { ...count, quarter: new Date(now.getTime() - hour) } });
        await prisma.eventCount.create({ data: { ...count, quarter: new Date(now.getTime() - 25 * hour) } });
      }
    });
    const list = await siteStore(open(), scopeOf(companyId)).list(now);
    expect(list.map((site) => [site.id, site.figures])).toEqual([
      [branch, { keys: 0, keysInUse: 0, lastUsedAt: null, computers: 0, silent: 0, events24h: 0 }],
      [
        siteId,
        {
          keys: 3,
          keysInUse: 1,
          lastUsedAt: new Date("2026-03-20T11:59:00Z"),
          computers: 4,
          silent: 2,
          events24h: 20,
        },
      ],
    ]);
    const both = scopeOf(companyId, await makeCompany(open()));
    const named = await siteStore(open(), both, narrow(both, 0)).list(now);
    expect(named.map((site) => site.figures)).toEqual([null, null, null]);
  });

  test("computers come in pages, forward and back, by name and by silence", async () => {
    const now = new Date("2026-03-20T12:00:00Z");
    const names = Array.from({ length: 7 }, (_, n) => `PC-${n}`);
    await addComputers(names, place.siteId, new Date(now.getTime() - hour));
    await addComputers(["LT-1"], place.siteId, now);
    await addComputers(["PC-9"], (await create("Branch")).siteId, now);
    const computers = computerStore(open(), scopeOf(place.companyId));
    const filter = { siteId: place.siteId };
    const seen: string[] = [];
    let page = await computers.page(filter, { size: 3 });
    expect([page.total, page.previous]).toEqual([8, null]);
    for (;;) {
      seen.push(...page.rows.map((row) => row.computerName));
      if (page.next === null) break;
      page = await computers.page(filter, { size: 3, after: page.next });
    }
    expect(seen).toEqual(["LT-1", ...names]);
    const middle = await computers.page(filter, { size: 3, before: page.previous });
    expect(middle.rows.map((row) => row.computerName)).toEqual(["PC-2", "PC-3", "PC-4"]);
    const first = await computers.page(filter, { size: 3, before: middle.previous });
    expect(first.rows.map((row) => row.computerName)).toEqual(["LT-1", "PC-0", "PC-1"]);
    expect([first.previous, first.next]).toEqual([null, "pc-1"]);
    const found = await computers.page({ ...filter, search: "lt-" }, { size: 3 });
    expect([found.total, found.rows[0]?.computerName]).toEqual([1, "LT-1"]);
    const silentSince = new Date(now.getTime() - 900_000);
    expect((await computers.page({ ...filter, silentSince }, { size: 500 })).total).toBe(7);
    expect(await computerStore(open(), scopeOf()).page(filter, { size: 3 })).toMatchObject({ rows: [], total: 0 });
  });
});
