import Sqlite from "better-sqlite3";
import fc from "fast-check";
import { defaultSettings } from "@/lib/settings/defaults";
import { createLiveSettings } from "@/lib/settings/live";
import { type GroupValues, logLevels, mfaPolicies, type SettingsGroup, settingsGroups } from "@/lib/settings/schema";
import {
  addAllowedDomain,
  forgetSetupCode,
  listAllowedDomains,
  readFirstStartState,
  readSettings,
  removeAllowedDomain,
  settingsStore,
  updateSettings,
  writeFirstStartState,
} from "@/lib/settings/store";
import { until } from "@/tests/fixtures/until";
import { describeOnEachEngine, freshDatabase } from "../engines";

describeOnEachEngine("settings", (open) => {
  beforeEach(() =>
    open().unitOfWork(async (tx) => {
      await tx.prisma.settings.deleteMany({});
      await tx.prisma.allowedDomain.deleteMany({});
    }),
  );

  test("are the defaults while nothing was saved, and the columns have the same", async () => {
    expect(await readSettings(open())).toEqual(defaultSettings);
    await open().unitOfWork((tx) => tx.prisma.settings.create({ data: { id: 1 } }));
    expect(await readSettings(open())).toEqual(defaultSettings);
  });

  test("saving one group touches no other", async () => {
    const db = open();
    await db.unitOfWork((tx) => updateSettings(tx, "logging", { logLevel: "DEBUG" }));
    await db.unitOfWork((tx) =>
      updateSettings(tx, "installation", { timeZone: "Asia/Tokyo", publicUrl: "https://a.example/" }),
    );
    const change = await db.unitOfWork((tx) =>
      updateSettings(tx, "registration", { allowRegistration: true, restrictEmailDomains: true }),
    );
    expect(change).toEqual({
      before: { allowRegistration: false, restrictEmailDomains: false },
      after: { allowRegistration: true, restrictEmailDomains: true },
    });
    expect(await readSettings(db)).toEqual({
      ...defaultSettings,
      logLevel: "DEBUG",
      timeZone: "Asia/Tokyo",
      publicUrl: "https://a.example",
      allowRegistration: true,
      restrictEmailDomains: true,
    });
  });

  test("two groups saved at once both stay", async () => {
    const db = open();
    await Promise.all([
      db.unitOfWork((tx) => updateSettings(tx, "logging", { logLevel: "ERROR" })),
      db.unitOfWork((tx) => updateSettings(tx, "secondFactor", { mfaPolicy: "everyone" })),
      db.unitOfWork((tx) =>
        updateSettings(tx, "registration", { allowRegistration: true, restrictEmailDomains: false }),
      ),
    ]);
    expect(await readSettings(db)).toMatchObject({ logLevel: "ERROR", mfaPolicy: "everyone", allowRegistration: true });
  });

  test("a broken rule names its field and saves nothing", async () => {
    const values = { sessionIdleMinutes: 1, sessionHours: 12, rememberDays: 30 };
    const saving = open().unitOfWork((tx) => updateSettings(tx, "sessions", values));
    await expect(saving).rejects.toMatchObject({
      code: "invalid",
      fields: { sessionIdleMinutes: "a whole number from 5 to 1440" },
    });
    expect(await readSettings(open())).toEqual(defaultSettings);
  });

  test("a value no form could have saved counts as its group's default", async () => {
    await open().unitOfWork((tx) =>
      tx.prisma.settings.create({ data: { id: 1, mfaPolicy: "whatever", passwordMinLength: 20 } }),
    );
    expect(await readSettings(open())).toEqual({ ...defaultSettings, passwordMinLength: 20 });
  });

  test("are written only inside a unit of work", async () => {
    await expect(updateSettings(open(), "logging", { logLevel: "DEBUG" })).rejects.toThrow("unit of work");
    await expect(addAllowedDomain(open(), "a.example")).rejects.toThrow("unit of work");
    await expect(removeAllowedDomain(open(), 1)).rejects.toThrow("unit of work");
    await expect(writeFirstStartState(open(), {})).rejects.toThrow("unit of work");
  });

  test("never carry what the first start left behind", async () => {
    const db = open();
    const left = { firstKeySealed: "sealed-canary", firstKeyUntil: new Date(0), setupCodeHash: "hash-canary" };
    await db.unitOfWork((tx) => writeFirstStartState(tx, left));
    expect(await readFirstStartState(db)).toEqual(left);
    expect(JSON.stringify([await readSettings(db), await settingsStore(db).read()])).not.toContain("canary");
    await db.unitOfWork(forgetSetupCode);
    expect(await readFirstStartState(db)).toEqual({ ...left, setupCodeHash: null });
  });
});

/** Any values that the forms of a group may save. */
const anyOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
const orNull = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: null });
const anyValues: { [G in SettingsGroup]: fc.Arbitrary<GroupValues<G>> } = {
  registration: fc.record({ allowRegistration: fc.boolean(), restrictEmailDomains: fc.boolean() }),
  secondFactor: fc.record({ mfaPolicy: anyOf(mfaPolicies) }),
  passwords: fc.record({
    passwordMinLength: fc.integer({ min: 8, max: 128 }),
    passwordRequireNumbersCase: fc.boolean(),
    passwordRequireSpecial: fc.boolean(),
    passwordSpecialCharacters: anyOf(["!", "!@#", "\\'\"`"]),
  }),
  sessions: fc.record({
    sessionIdleMinutes: fc.integer({ min: 5, max: 60 }),
    sessionHours: fc.integer({ min: 1, max: 168 }),
    rememberDays: fc.integer({ min: 1, max: 30 }),
  }),
  logging: fc.record({ logLevel: anyOf(logLevels) }),
  installation: fc.record({
    timeZone: anyOf(["UTC", "Africa/Cairo", "Asia/Kolkata"]),
    publicUrl: anyOf([null, "https://a.example", "http://10.0.0.5:8000"]),
  }),
  rateLimits: fc.record({
    rateLimitsEnabled: anyOf([null, true, false]),
    loginLimit: orNull(1_000_000),
    loginPeriodSeconds: orNull(86_400),
    registerLimit: orNull(1_000_000),
    registerPeriodSeconds: orNull(86_400),
    apiLimit: orNull(100_000_000),
    apiPeriodSeconds: orNull(86_400),
  }),
};
const groups = Object.keys(settingsGroups) as SettingsGroup[];

/** One group with values for it. */
const anySave = fc
  .constantFrom(...groups)
  .chain((group) => (anyValues[group] as fc.Arbitrary<object>).map((values) => ({ group, values })));

describeOnEachEngine("groups of settings", (open) => {
  test("whatever is saved in one group, the columns of all others stay as they are, byte for byte", async () => {
    const db = open();
    const left = { firstKeySealed: "sealed", firstKeyUntil: new Date(5_000), setupCodeHash: "hash" };
    await db.unitOfWork((tx) => writeFirstStartState(tx, left));
    const row = async () =>
      (await db.prisma.settings.findUniqueOrThrow({ where: { id: 1 } })) as Record<string, unknown>;
    await fc.assert(
      fc.asyncProperty(fc.array(anySave, { minLength: 1, maxLength: 4 }), async (saves) => {
        for (const { group, values } of saves) {
          const before = await row();
          await db.unitOfWork((tx) => updateSettings(tx, group, values));
          const after = await row();
          const own = Object.keys(settingsGroups[group].shape);
          for (const name of own) expect(after[name]).toEqual((values as Record<string, unknown>)[name]);
          for (const name of [...own, "updatedAt"]) {
            delete before[name];
            delete after[name];
          }
          expect(JSON.stringify(after)).toBe(JSON.stringify(before));
        }
      }),
      { numRuns: 25 },
    );
  });

  test("a field that is left out stays as it is", async () => {
    const db = open();
    await db.unitOfWork((tx) => updateSettings(tx, "rateLimits", { loginLimit: 7, apiLimit: 500 }));
    const { before, after } = await db.unitOfWork((tx) => updateSettings(tx, "rateLimits", { loginLimit: null }));
    expect([before.loginLimit, after.loginLimit, after.apiLimit]).toEqual([7, null, 500]);
  });

  test("are known to a process at once after its own save, and within seconds after another's", async () => {
    const db = open();
    const [here, there] = [createLiveSettings(db, 20), createLiveSettings(db, 20)];
    try {
      await db.unitOfWork((tx) => updateSettings(tx, "rateLimits", { loginLimit: 3 }));
      await here.refresh();
      expect(here.current().loginLimit).toBe(3);
      await until(() => there.current().loginLimit === 3, "the other process");
    } finally {
      here.stop();
      there.stop();
    }
  });
});

test("settings that cannot be read stay what they were", async () => {
  const { db, target, drop } = await freshDatabase("sqlite");
  const live = createLiveSettings(db, 60_000);
  try {
    await db.unitOfWork((tx) => updateSettings(tx, "logging", { logLevel: "ERROR" }));
    await live.refresh();
    const file = new Sqlite(target.engine === "sqlite" ? target.file : "");
    file.exec("DROP TABLE app_auth_settings").close();
    await expect(readSettings(db)).rejects.toThrow();
    await live.refresh();
    expect(live.current().logLevel).toBe("ERROR");
  } finally {
    live.stop();
    await db.close();
    await drop();
  }
});

describeOnEachEngine("allowed domains", (open) => {
  test("are a list without doubles", async () => {
    const db = open();
    const { id } = await db.unitOfWork((tx) => addAllowedDomain(tx, " Example.COM "));
    await db.unitOfWork((tx) => addAllowedDomain(tx, "a.example"));
    expect((await listAllowedDomains(db)).map((entry) => entry.domain)).toEqual(["a.example", "example.com"]);
    const again = db.unitOfWork((tx) => addAllowedDomain(tx, "EXAMPLE.com"));
    await expect(again).rejects.toMatchObject({ code: "conflict" });
    await expect(db.unitOfWork((tx) => addAllowedDomain(tx, "no domain"))).rejects.toMatchObject({ code: "invalid" });
    expect(await db.unitOfWork((tx) => removeAllowedDomain(tx, id))).toBe("example.com");
    await expect(db.unitOfWork((tx) => removeAllowedDomain(tx, id))).rejects.toMatchObject({ code: "not_found" });
    expect((await settingsStore(db).allowedDomains()).map((entry) => entry.domain)).toEqual(["a.example"]);
  });
});
