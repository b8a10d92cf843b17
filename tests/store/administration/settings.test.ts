import { defaultSettings } from "@/lib/settings/defaults";
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
import { describeOnEachEngine } from "../engines";

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
