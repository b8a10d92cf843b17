import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NextRequest } from "next/server";
import { cookieNamesFor } from "@/lib/auth/browser/cookies";
import { parseConfig } from "@/lib/config";
import type { Config } from "@/lib/config/types";
import { judge, openDoor } from "@/lib/portal/door";
import { answerAuthJs } from "@/lib/portal/identity/authjs-route";
import { announceOwnServer } from "@/lib/portal/request";
import { getRuntime } from "@/lib/portal/runtime";
import { isSetupCode } from "@/lib/settings/setup-code";
import { readFirstStartState, updateSettings } from "@/lib/settings/store";
import { deskOf, makeUser, signIn } from "./world";

type Shared = Record<symbol, unknown>;
const shared = globalThis as unknown as Shared;
const configSlot = Symbol.for("winauthmon.config");
const runtimeSlot = Symbol.for("winauthmon.runtime");
const ownServerSlot = Symbol.for("winauthmon.own-server");

let folder = "";

function configure(change: Partial<Config> = {}): Config {
  const { config } = parseConfig({ env: { INSTANCE_DIR: folder, LOG_LEVEL: "error" }, ini: null, cwd: folder });
  const database = { engine: "sqlite", file: join(folder, "portal.db") } as const;
  const changed = { ...config, instanceDir: folder, database, ...change };
  shared[configSlot] = { config: changed, problems: [], warnings: [] };
  return changed;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "winauthmon-runtime-"));
});

afterEach(async () => {
  const runtime = await (shared[runtimeSlot] as ReturnType<typeof getRuntime> | undefined)?.catch(() => null);
  runtime?.live.stop();
  runtime?.settings.stop();
  await Promise.all([runtime?.trail.stop(5_000), runtime?.errors.stop(5_000)]);
  await runtime?.db.close();
  delete shared[runtimeSlot];
  delete shared[configSlot];
  delete shared[ownServerSlot];
  rmSync(folder, { recursive: true, force: true });
});

test("all who ask get one runtime, started once, with everything open", async () => {
  configure();
  const runtimes = await Promise.all(Array.from({ length: 10 }, () => getRuntime()));
  expect(new Set(runtimes).size).toBe(1);
  const [runtime] = runtimes;
  expect(await getRuntime()).toBe(runtime);
  expect(await runtime?.db.prisma.user.count()).toBe(1);
  expect(runtime?.secret).toHaveLength(32);
  expect(await runtime?.db.ping(1000)).toBe(true);
});

test("a live page that comes back to its stream is no use of the session; everything else is", async () => {
  configure();
  const { db } = await getRuntime();
  const user = await makeUser(db);
  const { token } = await signIn(deskOf(db), { login: user.username, now: new Date(Date.now() - 5 * 60_000) });
  const names = cookieNamesFor({ scheme: "https", isLocal: false, secureRequired: true });
  const askFor = async (path: string) => {
    const cookie = `${names?.session}=${token}`;
    const headers = { cookie, host: "portal.example", "x-forwarded-proto": "https" };
    expect(await judge(openDoor(new NextRequest(`https://portal.example${path}`, { headers })))).toEqual({
      kind: "pass",
    });
    return (await db.prisma.session.findFirst({ where: { userId: user.id } }))?.expires.getTime() ?? 0;
  };
  const expires = (await db.prisma.session.findFirst({ where: { userId: user.id } }))?.expires.getTime() ?? 0;
  expect(await askFor("/api/events/stream?company=all")).toBe(expires);
  expect(await askFor("/home")).toBeGreaterThan(expires);
});

test("of Auth.js, its way to sign out is closed: it would write no audit row", async () => {
  configure();
  for (const method of ["GET", "POST"]) {
    const request = new NextRequest("https://portal.example/api/auth/signout", { method });
    expect((await answerAuthJs(request)).status).toBe(404);
  }
});

test.each([
  ["of our own server, which may yet find its port taken", true],
  ["under another host of the pages", false],
])("a first start %s has told how to sign in once the runtime is there", async (_, isOwnServer) => {
  configure();
  if (isOwnServer) announceOwnServer();
  await getRuntime();
  expect(readFileSync(join(folder, "first-start.txt"), "utf8")).toMatch(
    /set-up code {2}\S+[\s\S]*API key {6}[0-9a-f]{64}/,
  );
});

test("limits that an administrator saves hold without a restart, but for those the configuration gives", async () => {
  configure({ givenRateLimits: ["registerLimit"] });
  const { db, limits, settings } = await getRuntime();
  expect(await limits.take("login", "a")).toMatchObject({ ok: true, limit: 10 });
  await db.unitOfWork((tx) => updateSettings(tx, "rateLimits", { loginLimit: 2, registerLimit: 1 }));
  await settings.refresh();
  expect(await limits.take("login", "a")).toMatchObject({ ok: true, limit: 2, remaining: 1 });
  expect(await limits.take("register", "a")).toMatchObject({ ok: true, limit: 5 });
  await db.unitOfWork((tx) => updateSettings(tx, "rateLimits", { rateLimitsEnabled: false }));
  await settings.refresh();
  for (let n = 0; n < 5; n++) expect((await limits.take("login", "a")).ok).toBe(true);
});

test("what the first start could not write down, the next one tells with a new code", async () => {
  configure();
  const file = join(folder, "first-start.txt");
  mkdirSync(file);
  await expect(getRuntime()).rejects.toThrow();
  rmSync(file, { recursive: true });
  const { db } = await getRuntime();
  const [, code = ""] = /set-up code {2}(\S+)/.exec(readFileSync(file, "utf8")) ?? [];
  expect(isSetupCode(code, (await readFirstStartState(db)).setupCodeHash)).toBe(true);
});

test("a start that failed is tried again by the next who asks", async () => {
  const blocked = join(folder, "instance");
  writeFileSync(blocked, "a file where a folder should be");
  configure({ instanceDir: blocked, database: { engine: "sqlite", file: join(blocked, "portal.db") } });
  const answers = await Promise.allSettled([getRuntime(), getRuntime()]);
  expect(answers.map((answer) => answer.status)).toEqual(["rejected", "rejected"]);
  rmSync(blocked);
  mkdirSync(blocked);
  const runtime = await getRuntime();
  expect(await runtime.db.ping(1000)).toBe(true);
});
