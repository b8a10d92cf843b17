import { randomBytes } from "node:crypto";
import { lstat, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashApiKey } from "@/lib/agents/api-key";
import { findKey } from "@/lib/agents/store";
import { inspectTrail } from "@/lib/audit/store";
import { verifyPassword } from "@/lib/auth/password-hash";
import { deriveKey } from "@/lib/auth/secret";
import type { Database, Db } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open";
import { installationPeople } from "@/lib/people/store";
import { announceFirstStart, ensureFirstStart, type FirstStart, readFirstKey } from "@/lib/portal/start/first-start";
import { renewSetupCode } from "@/lib/portal/start/setup-code-again";
import { isSetupCode } from "@/lib/settings/setup-code";
import { forgetFirstKey, forgetSetupCode, readFirstStartState, readSettings } from "@/lib/settings/store";
import { describeOnEachEngine } from "../engines";

const now = new Date("2026-03-01T12:00:00.000Z");
const secret = Buffer.alloc(32, 5);
const config = { initialAdminPassword: null, initialApiKey: null, timeZone: "Africa/Cairo" };

function start(db: Database, change: Partial<Parameters<typeof ensureFirstStart>[0]["config"]> = {}) {
  return ensureFirstStart({ db, config: { ...config, ...change }, secret, now, random: randomBytes });
}

async function emptyAll(tx: Db): Promise<void> {
  const { prisma } = tx;
  await prisma.apiKey.deleteMany({});
  await prisma.site.deleteMany({});
  await prisma.company.deleteMany({});
  await prisma.user.deleteMany({});
  await prisma.settings.deleteMany({});
  await prisma.auditLog.deleteMany({});
  await prisma.auditHead.deleteMany({});
}

function made(firstStart: FirstStart | null): FirstStart {
  if (!firstStart) throw new Error("no first start");
  return firstStart;
}

describeOnEachEngine("first start", (open, target) => {
  beforeEach(() => open().unitOfWork(emptyAll));

  test("makes administrator, company, site, key and set-up code", async () => {
    const db = open();
    const { apiKey, setupCode, ...rest } = made(await start(db));
    expect(rest).toEqual({
      username: "superadmin",
      email: "superadmin@example.com",
      password: "adminsuper",
      mustChangePassword: true,
      companyName: "Default Company",
      siteName: "HO",
    });
    expect(apiKey).toMatch(/^[0-9a-f]{64}$/);

    const user = await installationPeople(db).findUserForSignIn("SuperAdmin@Example.com");
    expect(user).toMatchObject({
      username: "superadmin",
      globalRole: "GlobalAdmin",
      state: "active",
      mustChangePassword: true,
    });
    expect(await verifyPassword(user?.passwordHash ?? null, "adminsuper")).toBe(true);
    expect(await db.prisma.company.findMany({ select: { name: true, timeZone: true } })).toEqual([
      { name: "Default Company", timeZone: "Africa/Cairo" },
    ]);
    expect(await findKey(db, hashApiKey(apiKey ?? ""), now)).toMatchObject({
      state: "active",
      companyTimeZone: "Africa/Cairo",
    });
    expect((await readSettings(db)).timeZone).toBe("Africa/Cairo");
    const { setupCodeHash } = await readFirstStartState(db);
    expect(isSetupCode(setupCode ?? "", setupCodeHash)).toBe(true);
  });

  test("leaves one audit row of the system, without a secret", async () => {
    const db = open();
    const { apiKey, setupCode } = made(await start(db));
    const rows = await db.prisma.auditLog.findMany();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ action: "first start", actorKind: "system", at: now, targetLabel: "superadmin" });
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`adminsuper|${apiKey}|${setupCode}`));
    expect((await inspectTrail(db, deriveKey(secret, "audit"))).finding).toEqual({ ok: true, links: 1 });
  });

  test("keeps key and code only as hash or sealed", async () => {
    const db = open();
    const { apiKey, setupCode } = made(await start(db));
    const everything = JSON.stringify(await Promise.all([db.prisma.settings.findMany(), db.prisma.apiKey.findMany()]));
    expect(everything).not.toContain(apiKey);
    expect(everything).not.toContain(setupCode);
  });

  test("shows the first key for seven days or until it is saved, and only with this secret", async () => {
    const db = open();
    const { apiKey } = made(await start(db));
    const week = 7 * 24 * 3_600_000;
    expect(await readFirstKey(db, secret, now)).toBe(apiKey);
    expect(await readFirstKey(db, secret, new Date(now.getTime() + week - 1))).toBe(apiKey);
    expect(await readFirstKey(db, secret, new Date(now.getTime() + week))).toBeNull();
    expect(await readFirstKey(db, Buffer.alloc(32, 6), now)).toBeNull();
    await db.unitOfWork(forgetFirstKey);
    expect(await readFirstKey(db, secret, now)).toBeNull();
  });

  test("an operator's password that satisfies the policy needs no change and no code", async () => {
    const db = open();
    const firstStart = made(await start(db, { initialAdminPassword: "correct horse battery" }));
    expect(firstStart).toMatchObject({ password: null, mustChangePassword: false, setupCode: null });
    const user = await installationPeople(db).findUserForSignIn("superadmin");
    expect(user?.mustChangePassword).toBe(false);
    expect(await verifyPassword(user?.passwordHash ?? null, "correct horse battery")).toBe(true);
    expect((await readFirstStartState(db)).setupCodeHash).toBeNull();
  });

  test.each(["short", "superadmin superadmin"])(
    "an operator's password against the policy must be changed: %s",
    async (password) => {
      const firstStart = made(await start(open(), { initialAdminPassword: password }));
      expect(firstStart).toMatchObject({ password: null, mustChangePassword: true });
      expect(firstStart.setupCode).not.toBeNull();
    },
  );

  test("an operator's key works and is not told again", async () => {
    const db = open();
    const initialApiKey = "ab".repeat(32);
    expect(made(await start(db, { initialApiKey })).apiKey).toBeNull();
    expect(await findKey(db, hashApiKey(initialApiKey), now)).toMatchObject({ state: "active" });
  });

  test("happens once, also when a user was deleted since", async () => {
    const db = open();
    made(await start(db));
    expect(await start(db)).toBeNull();
    await db.unitOfWork((tx) => tx.prisma.user.updateMany({ data: { deletedAt: now } }));
    expect(await start(db)).toBeNull();
    expect(await db.prisma.user.count()).toBe(1);
  });

  test("of two processes that start at once one makes it and both go on", async () => {
    const db = open();
    const other = await openDatabase(target());
    try {
      const results = await Promise.all([start(db), start(other), start(db), start(other)]);
      expect(results.filter((result) => result !== null)).toHaveLength(1);
      const counts = [
        db.prisma.user.count(),
        db.prisma.company.count(),
        db.prisma.site.count(),
        db.prisma.apiKey.count(),
      ];
      expect(await Promise.all(counts)).toEqual([1, 1, 1, 1]);
      expect((await inspectTrail(db, deriveKey(secret, "audit"))).finding).toEqual({ ok: true, links: 1 });
    } finally {
      await other.close();
    }
  });
});

describeOnEachEngine("a later start while the first password stands", (open) => {
  beforeEach(() => open().unitOfWork(emptyAll));

  const again = (db: Database, told: string | null = null, key = secret) =>
    renewSetupCode({ db, secret: key, now, random: randomBytes, told });
  const hashNow = async (db: Database) => (await readFirstStartState(db)).setupCodeHash;

  test("makes a new code, and the one before dies", async () => {
    const db = open();
    const first = made(await start(db));
    const second = made(await again(db));
    expect(second).toEqual({ ...first, setupCode: expect.any(String), isAgain: true });
    const hash = await hashNow(db);
    expect(isSetupCode(second.setupCode ?? "", hash)).toBe(true);
    expect(isSetupCode(first.setupCode ?? "", hash)).toBe(false);
    const rows = await db.prisma.auditLog.findMany({ where: { action: "set-up code renewed" } });
    expect(rows).toMatchObject([{ actorKind: "system", targetLabel: "superadmin" }]);
    expect(JSON.stringify(rows)).not.toContain(second.setupCode);
  });

  test("leaves the code alone while the file of an earlier start holds it", async () => {
    const db = open();
    const { setupCode } = made(await start(db));
    const hash = await hashNow(db);
    expect(await again(db, `  set-up code  ${setupCode}\n`)).toBeNull();
    expect(await hashNow(db)).toBe(hash);
    expect(await again(db, "  set-up code  0000-0000-0000-0000\n")).not.toBeNull();
    expect(await hashNow(db)).not.toBe(hash);
  });

  test("says the operator's own password is theirs, and no key that is not to be shown any more", async () => {
    const db = open();
    made(await start(db, { initialAdminPassword: "short" }));
    await db.unitOfWork(forgetFirstKey);
    expect(await again(db)).toMatchObject({ password: null, apiKey: null, mustChangePassword: true });
  });

  test("tells nothing once the password was changed, the account was disabled or nothing was ever started", async () => {
    const db = open();
    expect(await again(db)).toBeNull();
    made(await start(db));
    await db.unitOfWork((tx) => tx.prisma.user.updateMany({ data: { state: "disabled" } }));
    expect(await again(db)).toBeNull();
    await db.unitOfWork(async (tx) => {
      await tx.prisma.user.updateMany({ data: { state: "active", mustChangePassword: false } });
      await forgetSetupCode(tx);
    });
    expect(await again(db)).toBeNull();
    expect(await hashNow(db)).toBeNull();
  });

  test("an administrator's reset much later makes no code", async () => {
    const db = open();
    made(await start(db));
    await db.unitOfWork(forgetSetupCode);
    expect(await again(db)).toBeNull();
    expect(await hashNow(db)).toBeNull();
  });
});

describe("telling the operator", () => {
  const firstStart: FirstStart = {
    username: "superadmin",
    email: "superadmin@example.com",
    password: "adminsuper",
    mustChangePassword: true,
    setupCode: "ABCD-EFGH-JKMN-PQRS",
    apiKey: "cd".repeat(32),
    companyName: "Default Company",
    siteName: "HO",
  };
  const secrets = ["adminsuper", "ABCD-EFGH-JKMN-PQRS", "cd".repeat(32)];
  let instanceDir: string;
  let printed: string[];
  let logged: string[];

  beforeEach(async () => {
    instanceDir = await mkdtemp(join(tmpdir(), "winauthmon-first-"));
    printed = [];
    logged = [];
  });
  afterEach(() => rm(instanceDir, { recursive: true, force: true }));

  const tell = (isTerminal: boolean, told = firstStart) =>
    announceFirstStart(told, {
      isTerminal,
      instanceDir,
      print: (text) => void printed.push(text),
      log: { info: (...line: unknown[]) => void logged.push(JSON.stringify(line)) },
    });

  test("on a terminal it is printed, and nothing is written or logged", async () => {
    await tell(true);
    for (const secretText of [...secrets, "superadmin"]) expect(printed.join("")).toContain(secretText);
    expect(logged).toEqual([]);
    await expect(lstat(join(instanceDir, "first-start.txt"))).rejects.toThrow("ENOENT");
  });

  test("elsewhere it is in a file for the owner only, and the log says where but not what", async () => {
    await tell(false);
    const file = join(instanceDir, "first-start.txt");
    const text = await readFile(file, "utf8");
    for (const secretText of secrets) expect(text).toContain(secretText);
    expect((await lstat(file)).mode & 0o777).toBe(0o600);
    expect(printed).toEqual([]);
    expect(logged.join("")).toContain("first-start.txt");
    for (const secretText of secrets) expect(logged.join("")).not.toContain(secretText);
  });

  test("an older file or a link in its place does not decide who reads it", async () => {
    const elsewhere = join(instanceDir, "elsewhere");
    await writeFile(elsewhere, "", { mode: 0o644 });
    await symlink(elsewhere, join(instanceDir, "first-start.txt"));
    await tell(false);
    expect(await readFile(elsewhere, "utf8")).toBe("");
    expect((await lstat(join(instanceDir, "first-start.txt"))).mode & 0o777).toBe(0o600);
  });

  test("what the operator set is not repeated", async () => {
    await tell(true, { ...firstStart, password: null, apiKey: null, setupCode: null, mustChangePassword: false });
    expect(printed.join("")).not.toMatch(/adminsuper|set-up code|must be changed/);
    expect(printed.join("")).toContain("INITIAL_ADMIN_PASSWORD");
  });

  test("what is told again says so, and leaves out a key that is gone", async () => {
    await tell(true, { ...firstStart, apiKey: null, isAgain: true });
    expect(printed.join("")).toContain("ABCD-EFGH-JKMN-PQRS");
    expect(printed.join("")).toMatch(/no longer holds/);
    expect(printed.join("")).not.toMatch(/API key/);
  });
});
