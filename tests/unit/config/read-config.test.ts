import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getConfig, readConfig } from "@/lib/config";

const slot = Symbol.for("winauthmon.config");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "config-"));
  Reflect.deleteProperty(globalThis, slot);
});

afterEach(() => {
  delete process.env.CONFIG_FILE;
  Reflect.deleteProperty(globalThis, slot);
  rmSync(folder, { recursive: true });
});

test("CONFIG_FILE is read, once per process", () => {
  const path = join(folder, "mine.ini");
  writeFileSync(path, "[app]\nTIMEZONE = Asia/Tokyo\n");
  process.env.CONFIG_FILE = path;
  expect(getConfig().timeZone).toBe("Asia/Tokyo");
  writeFileSync(path, "[app]\nTIMEZONE = Europe/Paris\n");
  expect(getConfig().timeZone).toBe("Asia/Tokyo");
});

test("a CONFIG_FILE that is not there stops the start", () => {
  process.env.CONFIG_FILE = join(folder, "absent.ini");
  expect(readConfig().problems).toEqual([`CONFIG_FILE: ${join(folder, "absent.ini")} cannot be read (ENOENT)`]);
  expect(() => getConfig()).toThrow("CONFIG_FILE:");
});
