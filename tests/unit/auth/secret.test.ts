import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deriveKey, readSecret } from "@/lib/auth/secret";

let instanceDir = "";
beforeEach(() => {
  instanceDir = mkdtempSync(join(tmpdir(), "winauthmon-secret-"));
});
afterEach(() => rmSync(instanceDir, { recursive: true, force: true }));

test("made once, readable by its owner alone, and the same from then on", async () => {
  const first = await readSecret({ instanceDir });
  expect(first).toHaveLength(32);
  expect(await readSecret({ instanceDir })).toEqual(first);
  expect(statSync(join(instanceDir, "secret")).mode & 0o777).toBe(0o600);
  expect(readdirSync(instanceDir)).toEqual(["secret"]);
});

test("two starts at once agree on one secret", async () => {
  const secrets = await Promise.all(Array.from({ length: 20 }, () => readSecret({ instanceDir })));
  expect(new Set(secrets.map((secret) => secret.toString("hex"))).size).toBe(1);
  expect(readdirSync(instanceDir)).toEqual(["secret"]);
});

test("a new instance has another secret, and SECRET_KEY goes before the file", async () => {
  const made = await readSecret({ instanceDir });
  rmSync(join(instanceDir, "secret"));
  expect(await readSecret({ instanceDir })).not.toEqual(made);
  const secretKey = "k7Qp2vX9-bN4m.Ls0dF6hJ8wRtYzUcEa";
  expect(await readSecret({ instanceDir, secretKey })).toEqual(Buffer.from(secretKey));
});

test("a damaged file stops the start instead of being replaced", async () => {
  const file = join(instanceDir, "secret");
  writeFileSync(file, "short");
  chmodSync(file, 0o600);
  await expect(readSecret({ instanceDir })).rejects.toThrow(/damaged/);
  expect(readFileSync(file, "utf8")).toBe("short");
});

test("each purpose has a key of its own", () => {
  const secret = Buffer.alloc(32, 1);
  const keys = (["audit", "seal", "known-device", "authjs"] as const).map((purpose) => deriveKey(secret, purpose));
  for (const key of keys) expect(key).toHaveLength(32);
  expect(new Set(keys.map((key) => key.toString("hex"))).size).toBe(4);
  expect(deriveKey(secret, "audit")).toEqual(deriveKey(Buffer.alloc(32, 1), "audit"));
  expect(deriveKey(Buffer.alloc(32, 2), "audit")).not.toEqual(keys[0]);
});
