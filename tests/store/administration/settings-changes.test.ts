import { randomBytes } from "node:crypto";
import type { Database } from "@/lib/db/database";
import { type ChangeDefinition, type Desk, performChange } from "@/lib/portal/action-core";
import {
  acknowledgeFirstKey,
  addDomain,
  removeDomain,
  saveGroup,
  saveInstallation,
} from "@/lib/portal/installation/settings";
import { domainChoice, domainForm, nothing, settingsForms } from "@/lib/portal/installation/settings-forms";
import { readSettingsView } from "@/lib/portal/installation/settings-page";
import { findSessionByToken } from "@/lib/portal/session";
import { ensureFirstStart } from "@/lib/portal/start/first-start";
import { defaultSettings } from "@/lib/settings/defaults";
import { listAllowedDomains, readSettings, updateSettings } from "@/lib/settings/store";
import { describeOnEachEngine } from "../engines";
import { deskAt, elsewhere, enter, formOf, here } from "../identity/desk";
import { after, makeCompany, makeUser, refusalOf } from "../identity/world";

const sessions = { may: "installation.settings", input: settingsForms.sessions, run: saveGroup("sessions") } as const;
const policy = { may: "mfa.policy", input: settingsForms.secondFactor, run: saveGroup("secondFactor") } as const;
const limits = { may: "installation.settings", input: settingsForms.rateLimits, run: saveGroup("rateLimits") } as const;
const installation = {
  may: "installation.settings",
  input: settingsForms.installation,
  run: saveInstallation,
} as const;
const adding = { may: "installation.settings", input: domainForm, run: addDomain } as const;
const removing = { may: "installation.settings", input: domainChoice, run: removeDomain } as const;
const saving = { may: "installation.settings", input: nothing, run: acknowledgeFirstKey } as const;

async function administratorOf(
  db: Database,
  change: Partial<Desk> = {},
): Promise<Desk & { token: string; userId: number }> {
  const admin = await makeUser(db, { role: "GlobalAdmin" });
  const token = await enter(db, admin.username);
  return { ...(await deskAt(db, token, change)), token, userId: admin.id };
}

const rowsOf = (db: Database, action: string) =>
  db.prisma.auditLog.findMany({ where: { action }, orderBy: { id: "asc" } });

const idleOf = (minutes: string) => formOf({ sessionIdleMinutes: minutes, sessionHours: "10", rememberDays: "7" });

describeOnEachEngine("changes of settings", (open) => {
  beforeEach(() =>
    open().unitOfWork(async (tx) => {
      await tx.prisma.settings.deleteMany({});
      await tx.prisma.allowedDomain.deleteMany({});
      await tx.prisma.auditLog.deleteMany({});
      await tx.prisma.auditHead.deleteMany({});
    }),
  );

  test("are written down before → after, with who and which group, and nothing that stayed", async () => {
    const db = open();
    const desk = await administratorOf(db);
    await performChange(desk, sessions, idleOf("45"));
    expect(await readSettings(db)).toEqual({
      ...defaultSettings,
      sessionIdleMinutes: 45,
      sessionHours: 10,
      rememberDays: 7,
    });
    const [row] = await rowsOf(db, "settings changed");
    expect(row).toMatchObject({
      actorId: desk.userId,
      targetKind: "settings",
      targetId: "sessions",
      targetLabel: "Sessions",
    });
    expect(JSON.parse(row?.changes ?? "")).toEqual({
      sessionIdleMinutes: [60, 45],
      sessionHours: [12, 10],
      rememberDays: [30, 7],
    });
  });

  test("that break a rule name the field, save nothing and leave no row", async () => {
    const db = open();
    const desk = await administratorOf(db);
    expect(await refusalOf(performChange(desk, sessions, idleOf("2000")))).toMatchObject({
      code: "invalid",
      fields: { sessionIdleMinutes: "a whole number from 5 to 1440" },
    });
    expect(await readSettings(db)).toEqual(defaultSettings);
    expect(await rowsOf(db, "settings changed")).toEqual([]);
  });

  test("want a fresh proof of the password", async () => {
    const db = open();
    const { token } = await administratorOf(db);
    const stale = await deskAt(db, token, { now: after(6) });
    for (const change of [sessions, policy, limits, installation, adding, removing, saving]) {
      const attempt = performChange(
        stale,
        change as unknown as ChangeDefinition<typeof nothing, void, unknown>,
        formOf({}),
      );
      expect(await refusalOf(attempt)).toMatchObject({ code: "step_up_required" });
    }
  });

  test.each(["Admin", "User"] as const)("are not for %s, whatever the company", async (role) => {
    const db = open();
    const memberOf = [{ companyId: await makeCompany(db), role: "CompanyAdmin" as const }];
    const user = await makeUser(db, { role, memberOf });
    const desk = await deskAt(db, await enter(db, user.username));
    for (const attempt of [
      performChange(desk, sessions, idleOf("45")),
      performChange(desk, policy, formOf({ mfaPolicy: "everyone" })),
      performChange(desk, adding, formOf({ domain: "a.example" })),
      performChange(desk, saving, formOf({})),
    ]) {
      expect(await refusalOf(attempt)).toMatchObject({ code: "forbidden" });
    }
    expect(await readSettings(db)).toEqual(defaultSettings);
    expect(await listAllowedDomains(db)).toEqual([]);
  });

  test("of limits keep what the form did not send, and an empty field is the configuration's again", async () => {
    const db = open();
    const desk = await administratorOf(db);
    await performChange(desk, limits, formOf({ rateLimitsEnabled: "off", loginLimit: "20", apiLimit: "0" }));
    await performChange(desk, limits, formOf({ loginLimit: "" }));
    expect(await readSettings(db)).toEqual({ ...defaultSettings, rateLimitsEnabled: false, apiLimit: 0 });
  });

  test("requiring a second factor of everyone leads the administrator to set one up, and others too", async () => {
    const db = open();
    const desk = await administratorOf(db);
    const user = await makeUser(db);
    const userToken = await enter(db, user.username);
    await performChange(desk, policy, formOf({ mfaPolicy: "everyone" }));
    for (const token of [desk.token, userToken]) {
      expect((await findSessionByToken(db, token, after(1)))?.viewer.mfaState).toBe("enrol");
    }
    const [row] = await rowsOf(db, "settings changed");
    expect(JSON.parse(row?.changes ?? "")).toEqual({ mfaPolicy: ["optional", "everyone"] });
  });

  test("the public address in use is taken, another one only when it is confirmed", async () => {
    const db = open();
    const desk = await administratorOf(db, { facts: { ...elsewhere, host: "portal.example:443" } });
    const save = (publicUrl: string, more = {}) =>
      performChange(desk, installation, formOf({ timeZone: "Asia/Tokyo", publicUrl, ...more }));
    await save("https://Portal.example/");
    expect(await readSettings(db)).toMatchObject({ publicUrl: "https://portal.example", timeZone: "Asia/Tokyo" });
    expect(await refusalOf(save("https://portal.exmaple"))).toMatchObject({
      code: "invalid",
      fields: { confirmAddress: expect.stringContaining("https://portal.exmaple") },
    });
    expect((await readSettings(db)).publicUrl).toBe("https://portal.example");
    await save("https://other.example", { confirmAddress: "on" });
    // What is saved already is not asked about again, and taking it away needs no word.
    await performChange(desk, installation, formOf({ timeZone: "UTC", publicUrl: "https://other.example" }));
    await save("");
    expect((await readSettings(db)).publicUrl).toBeNull();
  });

  test("a public address that the form did not send stays", async () => {
    const db = open();
    await db.unitOfWork((tx) => updateSettings(tx, "installation", { publicUrl: "https://a.example" }));
    await performChange(await administratorOf(db, { facts: here }), installation, formOf({ timeZone: "UTC" }));
    expect((await readSettings(db)).publicUrl).toBe("https://a.example");
  });

  test("domains are added folded and removed, each with its row; twice is a conflict, gone is not found", async () => {
    const db = open();
    const desk = await administratorOf(db);
    const { id } = await performChange(desk, adding, formOf({ domain: "Bücher.example" }));
    expect(await listAllowedDomains(db)).toEqual([{ id, domain: "xn--bcher-kva.example" }]);
    for (const domain of ["BÜCHER.example", "xn--bcher-kva.example"]) {
      expect(await refusalOf(performChange(desk, adding, formOf({ domain })))).toMatchObject({ code: "conflict" });
    }
    expect(await refusalOf(performChange(desk, adding, formOf({ domain: "@a" })))).toMatchObject({
      fields: { domain: "a domain such as example.com" },
    });
    await performChange(desk, removing, formOf({ id: String(id) }));
    expect(await refusalOf(performChange(desk, removing, formOf({ id: String(id) })))).toMatchObject({
      code: "not_found",
    });
    const [added] = await rowsOf(db, "e-mail domain allowed");
    const [removed] = await rowsOf(db, "e-mail domain no longer allowed");
    expect(added).toMatchObject({ targetKind: "domain", targetLabel: "bücher.example" });
    expect(JSON.parse(removed?.changes ?? "")).toEqual({ domain: ["xn--bcher-kva.example", null] });
  });
});

describeOnEachEngine("what the settings page shows", (open) => {
  const config = {
    rateLimits: {
      enabled: true,
      loginLimit: 10,
      loginPeriodSeconds: 60,
      registerLimit: 5,
      registerPeriodSeconds: 300,
      apiLimit: 6000,
      apiPeriodSeconds: 60,
    },
  };
  const secret = Buffer.alloc(32, 9);
  const show = (db: Database, userId: number, more: Partial<Parameters<typeof readSettingsView>[0]["config"]> = {}) =>
    readSettingsView(
      { db, secret, config: { ...config, givenRateLimits: [], publicUrl: null, ...more } },
      userId,
      after(1),
    );

  test("is the first key until somebody says it is saved, and no other secret", async () => {
    const db = open();
    const started = await ensureFirstStart({
      db,
      config: { initialAdminPassword: null, initialApiKey: null, timeZone: "UTC" },
      secret,
      now: after(0),
      random: randomBytes,
    });
    const desk = await administratorOf(db);
    const view = await show(db, desk.userId);
    expect(view.firstKey?.key).toBe(started?.apiKey);
    const row = await db.prisma.settings.findUniqueOrThrow({ where: { id: 1 } });
    for (const hidden of [row.firstKeySealed, row.setupCodeHash]) expect(JSON.stringify(view)).not.toContain(hidden);
    await performChange(desk, saving, formOf({}));
    expect((await show(db, desk.userId)).firstKey).toBeNull();
    expect((await db.prisma.settings.findUniqueOrThrow({ where: { id: 1 } })).firstKeySealed).toBeNull();
    expect(await refusalOf(performChange(desk, saving, formOf({})))).toMatchObject({ code: "not_found" });
    const rows = await rowsOf(db, "first API key no longer shown");
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(started?.apiKey);
  });

  test("is how many have no second factor, of those who could sign in", async () => {
    const db = open();
    const { userId } = await administratorOf(db);
    const before = (await show(db, userId)).secondFactors;
    const companyId = await makeCompany(db);
    await makeUser(db, { state: "disabled" });
    await makeUser(db, { memberOf: [{ companyId, role: "CompanyAdmin" }] });
    const secured = await makeUser(db, { role: "Admin" });
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: secured.id }, data: { mfaEnabled: true } }));
    const after = await show(db, userId);
    expect(after.viewerHasNone).toBe(true);
    expect((await show(db, secured.id)).viewerHasNone).toBe(false);
    expect(after.secondFactors).toEqual({
      administrators: { active: before.administrators.active + 2, without: before.administrators.without + 1 },
      everyone: { active: before.everyone.active + 2, without: before.everyone.without + 1 },
    });
  });

  test("is what the configuration decides, and what an empty field means", async () => {
    const db = open();
    const { userId } = await administratorOf(db);
    const view = await show(db, userId, { givenRateLimits: ["enabled", "apiLimit"], publicUrl: "https://p.example" });
    expect(view.locked).toEqual({ rateLimitsEnabled: "on", apiLimit: "6000", publicUrl: "https://p.example" });
    expect(view.configured).toMatchObject({ rateLimitsEnabled: "on", loginLimit: "10", registerPeriodSeconds: "300" });
    expect(view.counting).toBe("alone");
  });
});
