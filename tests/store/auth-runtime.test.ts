import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseConfig } from "@/lib/config";
import type { Config } from "@/lib/config/types";
import { getRuntime } from "@/lib/portal/runtime";

type Shared = Record<symbol, unknown>;
const shared = globalThis as unknown as Shared;
const configSlot = Symbol.for("winauthmon.config");
const runtimeSlot = Symbol.for("winauthmon.runtime");

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
  await runtime?.db.close();
  delete shared[runtimeSlot];
  delete shared[configSlot];
  rmSync(folder, { recursive: true, force: true });
});

test("all who ask get one runtime, started once, with everything open", async () => {
  configure();
  const runtimes = await Promise.all(Array.from({ length: 10 }, () => getRuntime()));
  expect(new Set(runtimes).size).toBe(1);
  const [runtime] = runtimes;
  expect(await getRuntime()).toBe(runtime);
  expect(runtime?.firstStart).toMatchObject({ username: "superadmin", mustChangePassword: true });
  expect(await runtime?.db.prisma.user.count()).toBe(1);
  expect(runtime?.secret).toHaveLength(32);
  expect(await runtime?.db.ping(1000)).toBe(true);
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
