import { scopeOfAgentKey } from "@/lib/access/scope";
import { apiKeyPattern, hashApiKey } from "@/lib/agents/api-key";
import { keyStore } from "@/lib/agents/key-store";
import { findKey } from "@/lib/agents/store";
import type { Database } from "@/lib/db/database";
import { performChange } from "@/lib/portal/action-core";
import { changeKey, createKey, deleteKey, disableKey, enableKey, rotateKey } from "@/lib/portal/sites/key-changes";
import { event, post, startIngest } from "../../fixtures/agent-calls";
import { describeOnEachEngine } from "../engines";
import { deskAt, formOf } from "../identity/desk";
import { after, makeCompany, refusalOf } from "../identity/world";
import { makePlace, type Place, sitDown, trailOf } from "./desk";

describeOnEachEngine("keys of a site", (open) => {
  let place: Place;
  let admin: Awaited<ReturnType<typeof sitDown>>;
  beforeEach(async () => {
    place = await makePlace(open());
    admin = await sitDown(open(), { in: place.companyId });
  });

  const make = (change: Record<string, string> = {}) =>
    performChange(
      admin,
      createKey,
      formOf({ siteId: String(place.siteId), label: "Reception", lastDay: "", ...change }),
    );
  const stateOf = async (key: string, now: Date) => (await findKey(open(), hashApiKey(key), now))?.state;
  const keysNow = (db: Database, now = after(2)) =>
    keyStore(db, scopeOfAgentKey({ companyId: place.companyId })).ofSite(place.siteId, now);

  test("a key is told once, works at once, and the trail names it without telling it", async () => {
    const made = await make({ label: " Reception " });
    expect(made.key).toMatch(apiKeyPattern);
    expect(made).toMatchObject({ ...place, label: "Reception", expiresAt: null });
    expect(await stateOf(made.key, after(2))).toBe("active");
    const listed = await keysNow(open());
    expect(listed).toMatchObject([{ id: made.keyId, label: "Reception", prefix: made.key.slice(0, 8), events24h: 0 }]);
    const row = await open().prisma.apiKey.findUniqueOrThrow({ where: { id: made.keyId } });
    expect(row).toMatchObject({ createdBy: admin.userId, keyHash: hashApiKey(made.key) });
    const trail = await trailOf(open(), place.companyId, "key created");
    expect(trail).toMatchObject([{ targetId: String(made.keyId), targetKind: "key", actorId: admin.userId }]);
    for (const shown of [listed, trail]) {
      expect(JSON.stringify(shown)).not.toContain(made.key);
      expect(JSON.stringify(shown)).not.toContain(row.keyHash);
    }
  });

  test("the last day is whole, by the company's clock, and lies ahead", async () => {
    await open().unitOfWork((tx) =>
      tx.prisma.company.updateMany({ where: { id: place.companyId }, data: { timeZone: "Pacific/Auckland" } }),
    );
    // In Auckland it is 21:02 on 1 March.
    const made = await make({ lastDay: "2026-03-01" });
    expect(made.expiresAt).toEqual(new Date("2026-03-01T11:00:00.000Z"));
    expect(await stateOf(made.key, new Date("2026-03-01T10:59:59.999Z"))).toBe("active");
    expect(await stateOf(made.key, new Date("2026-03-01T11:00:00.000Z"))).toBe("disabled");
    for (const lastDay of ["2026-02-28", "2026-02-30", "1999-12-31", "soon"]) {
      const refusal = await refusalOf(make({ lastDay }));
      expect(refusal).toMatchObject({ code: "invalid", fields: { lastDay: expect.any(String) } });
    }
  });

  test.each([
    ["0", 0],
    ["1", 1],
    ["24", 24],
    ["168", 168],
    ["720", 720],
  ])("rotated with an overlap of %s h, the old key works exactly that long", async (overlapHours, hours) => {
    const old = await make();
    const turned = await performChange(admin, rotateKey, formOf({ keyId: String(old.keyId), overlapHours }));
    const end = new Date(after(2).getTime() + hours * 3_600_000);
    expect(turned.oldEndsAt).toEqual(end);
    expect(await stateOf(turned.key, after(2))).toBe("active");
    expect(await stateOf(old.key, new Date(end.getTime() - 1))).toBe("active");
    expect(await stateOf(old.key, end)).toBe("disabled");
    expect(await stateOf(turned.key, new Date(end.getTime() + 1))).toBe("active");
    expect(turned).toMatchObject({ ...place, label: "Reception", expiresAt: null });
    expect(await trailOf(open(), place.companyId, "key rotated")).toMatchObject([{ targetId: String(old.keyId) }]);
  });

  test("a rotation never makes a key live longer, takes no other time, and no key that has ended", async () => {
    const old = await make();
    const keyId = String(old.keyId);
    await performChange(admin, rotateKey, formOf({ keyId, overlapHours: "1" }));
    const again = await performChange(admin, rotateKey, formOf({ keyId, overlapHours: "720" }));
    expect(again.oldEndsAt).toEqual(after(62));
    for (const overlapHours of ["2", "", "1e9", "-1"]) {
      const refusal = await refusalOf(performChange(admin, rotateKey, formOf({ keyId, overlapHours })));
      expect(refusal).toMatchObject({ code: "invalid" });
    }
    const late = await deskAt(open(), admin.token, { now: after(3) });
    await performChange(late, rotateKey, formOf({ keyId, overlapHours: "0" }));
    const refusal = await refusalOf(performChange(late, rotateKey, formOf({ keyId, overlapHours: "1" })));
    expect(refusal).toMatchObject({ code: "conflict", message: expect.stringContaining("expired") });
  });

  test("disabled, enabled, changed and deleted keys do what their page says", async () => {
    const made = await make();
    const form = formOf({ keyId: String(made.keyId) });
    await performChange(admin, disableKey, form);
    expect(await stateOf(made.key, after(2))).toBe("disabled");
    await performChange(admin, enableKey, form);
    expect(await stateOf(made.key, after(2))).toBe("active");
    const named = formOf({ keyId: String(made.keyId), label: "Back office", lastDay: "2026-03-31" });
    await performChange(admin, changeKey, named);
    expect(await keysNow(open())).toMatchObject([
      { label: "Back office", expiresAt: new Date("2026-04-01T00:00:00Z") },
    ]);
    const wrong = formOf({ keyId: String(made.keyId), confirm: "Reception" });
    expect(await refusalOf(performChange(admin, deleteKey, wrong))).toMatchObject({
      code: "invalid",
      fields: { confirm: "type “Back office”" },
    });
    const right = formOf({ keyId: String(made.keyId), confirm: "Back office" });
    await performChange(admin, deleteKey, right);
    expect(await stateOf(made.key, after(2))).toBe("disabled");
    expect(await keysNow(open())).toEqual([]);
    expect(await refusalOf(performChange(admin, enableKey, form))).toMatchObject({ code: "not_found" });
    for (const action of ["key disabled", "key enabled", "key changed", "key deleted"]) {
      expect(await trailOf(open(), place.companyId, action)).toHaveLength(1);
    }
  });

  test("the end of an overlap survives a change of the label", async () => {
    const old = await make();
    const keyId = String(old.keyId);
    const { oldEndsAt } = await performChange(admin, rotateKey, formOf({ keyId, overlapHours: "1" }));
    await performChange(admin, changeKey, formOf({ keyId, label: "Old", lastDay: "2026-03-01" }));
    expect((await keysNow(open())).find((key) => key.id === old.keyId)).toMatchObject({
      label: "Old",
      expiresAt: oldEndsAt,
    });
  });

  test("an agent in this process is refused from its next request on; its events keep their site", async () => {
    const made = await make();
    const { ingest } = startIngest(open(), { clock: () => after(2) });
    const send = async () => (await post(ingest, event({ UserName: "ana" }), { key: made.key })).status;
    expect(await send()).toBe(201);
    await performChange(admin, deleteKey, formOf({ keyId: String(made.keyId), confirm: "Reception" }));
    expect(await send()).toBe(200);
    ingest.forgetKeys();
    expect(await send()).toBe(401);
    const rows = await open().prisma.eventLog.findMany({ where: { companyId: place.companyId } });
    expect(rows).toMatchObject([{ siteId: place.siteId, apiKeyId: made.keyId }]);
  });

  test("events are counted by key, in 24 hours and in 30 days, with the quarter in which each lies", async () => {
    const [one, other] = [await make(), await make({ label: "Other" })];
    const now = new Date("2026-03-20T12:07:00Z");
    const counts: [number, string, number][] = [
      [one.keyId, "2026-03-20T12:00:00Z", 3],
      [one.keyId, "2026-03-19T12:00:00Z", 5],
      [one.keyId, "2026-03-19T11:45:00Z", 7],
      [one.keyId, "2026-02-18T12:00:00Z", 11],
      [one.keyId, "2026-02-18T11:45:00Z", 13],
      [one.keyId, "2026-03-20T12:15:00Z", 17],
      [other.keyId, "2026-03-20T11:00:00Z", 19],
    ];
    await open().unitOfWork((tx) =>
      tx.prisma.eventCount.createMany({
        data: counts.flatMap(([apiKeyId, quarter, n]) =>
          ["sign_in", "lock"].map((kind) => ({
            companyId: place.companyId,
            quarter: new Date(quarter),
            apiKeyId,
            kind,
            n: kind === "lock" ? n : n * 100,
          })),
        ),
      }),
    );
    const found = await keysNow(open(), now);
    expect(found.map(({ id, events24h, events30d }) => [id, events24h, events30d])).toEqual([
      [other.keyId, 1_919, 1_919],
      [one.keyId, 808, 2_626],
    ]);
    const keys = keyStore(open(), scopeOfAgentKey({ companyId: place.companyId }));
    expect(await keys.arrivals(one.keyId)).toEqual({
      companyId: place.companyId,
      events: 56 * 101,
      lastUsedAt: null,
    });
  });

  test("a member, and an administrator elsewhere, change nothing; foreign and absent keys answer alike", async () => {
    const made = await make();
    const member = await sitDown(open(), { in: place.companyId, as: "User" });
    const stranger = await sitDown(open(), { in: await makeCompany(open()) });
    const changes = [
      [createKey, { siteId: String(place.siteId), label: "x" }, { siteId: "999999", label: "x" }],
      [rotateKey, { keyId: String(made.keyId), overlapHours: "0" }, { keyId: "999999", overlapHours: "0" }],
      [disableKey, { keyId: String(made.keyId) }, { keyId: "999999" }],
      [deleteKey, { keyId: String(made.keyId), confirm: "Reception" }, { keyId: "999999", confirm: "Reception" }],
    ] as const;
    for (const [change, named, absent] of changes) {
      const act = (who: typeof admin, fields: Record<string, string>) =>
        refusalOf(performChange(who, change as typeof createKey, formOf(fields)));
      expect(await act(member, named)).toMatchObject({ code: "forbidden" });
      expect(await act(stranger, named)).toEqual(await act(stranger, absent));
      expect(await act(stranger, named)).toMatchObject({ code: "not_found" });
    }
    expect(await stateOf(made.key, after(2))).toBe("active");
    expect(await keysNow(open())).toHaveLength(1);
  });

  test("without a fresh proof of the password no key is made", async () => {
    const late = await deskAt(open(), admin.token, { now: after(9) });
    const form = formOf({ siteId: String(place.siteId), label: "x" });
    expect(await refusalOf(performChange(late, createKey, form))).toMatchObject({ code: "step_up_required" });
    expect(await keysNow(open())).toEqual([]);
  });
});
