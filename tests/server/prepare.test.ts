import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withLock } from "@/scripts/prepare/lock.mjs";
import { hashOf, hasStamp, removeStamp, writeStamp } from "@/scripts/prepare/stamps.mjs";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "prepare-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

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
