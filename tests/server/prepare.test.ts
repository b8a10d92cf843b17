import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir, uptime } from "node:os";
import { join } from "node:path";
import { withLock } from "@/scripts/prepare/lock.mjs";
import { hashOf, hasStamp, removeStamp, writeStamp } from "@/scripts/prepare/stamps.mjs";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "prepare-"));
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test("a hash changes with content, names and words, and with nothing else", () => {
  mkdirSync(join(folder, "a/b"), { recursive: true });
  const file = join(folder, "a/b/one.ts");
  writeFileSync(file, "one");
  const first = hashOf([join(folder, "a")], "word");
  writeFileSync(file, "one");
  expect(hashOf([join(folder, "a"), join(folder, "absent")], "word")).toBe(first);
  expect(hashOf([join(folder, "a")], "other")).not.toBe(first);
  writeFileSync(join(folder, "a/two.ts"), "");
  expect(hashOf([join(folder, "a")], "word")).not.toBe(first);
  rmSync(join(folder, "a/two.ts"));
  writeFileSync(file, "two");
  expect(hashOf([join(folder, "a")], "word")).not.toBe(first);
});

test("a stamp holds until it is removed or another is asked for", () => {
  const path = join(folder, "deep/stamp");
  expect(hasStamp(path, "x")).toBe(false);
  writeStamp(path, "x");
  expect([hasStamp(path, "x"), hasStamp(path, "y")]).toEqual([true, false]);
  removeStamp(path);
  expect(hasStamp(path, "x")).toBe(false);
});

test("works of one folder go one after the other, and a failed one lets go", async () => {
  const path = join(folder, "locks/lock");
  await expect(
    withLock(path, async () => {
      expect(readFileSync(path, "utf8")).toBe(String(process.pid));
      throw new Error("broken");
    }),
  ).rejects.toThrow("broken");
  expect(existsSync(path)).toBe(false);
  expect(await withLock(path, async () => "done")).toBe("done");
});

test("the lock of a process that is gone does not hold anybody up", async () => {
  const path = join(folder, "lock");
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  writeFileSync(path, String(pid));
  expect(await withLock(path, async () => "done")).toBe("done");
  expect(existsSync(path)).toBe(false);
});

test.each([
  // Its number may belong to any process by now; this one is certainly alive.
  ["from before this computer started", String(process.ppid), uptime() + 60],
  ["that was never written to the end", "", 60],
  ["that is damaged", "x", 60],
])("a lock %s does not hold anybody up", async (_, text, age) => {
  const path = join(folder, "lock");
  writeFileSync(path, text);
  const then = Date.now() / 1000 - age;
  utimesSync(path, then, then);
  expect(await withLock(path, async () => "done")).toBe("done");
  expect(existsSync(path)).toBe(false);
});

test.each([
  ["of a running process", String(process.ppid)],
  ["that is just being written", ""],
])("a new lock %s is waited for", async (_, text) => {
  const path = join(folder, "lock");
  writeFileSync(path, text);
  const said = new Promise<void>((resolve) => {
    jest.spyOn(console, "log").mockImplementation(() => resolve());
  });
  const done = withLock(path, async () => "done");
  await said;
  expect(readFileSync(path, "utf8")).toBe(text);
  rmSync(path);
  expect(await done).toBe("done");
});
