import { hkdfSync, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, rm } from "node:fs/promises";
import path from "node:path";

/** What keys are derived for. One purpose, one key: a leak of one says nothing about another. */
type KeyPurpose = "audit" | "seal" | "known-device" | "authjs" | "limits";

/** A key of 32 bytes for one purpose (HKDF-SHA-256). */
export function deriveKey(secret: Buffer, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "winauthmon", purpose, 32));
}

const codeOf = (error: unknown): unknown =>
  typeof error === "object" && error !== null && "code" in error ? error.code : undefined;

async function readSecretFile(file: string): Promise<Buffer | null> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return null;
    throw error;
  });
  if (text === null) return null;
  if (!/^[0-9a-f]{64}\n?$/.test(text)) throw new Error(`${file} is damaged: 64 hexadecimal digits were expected`);
  return Buffer.from(text.trim(), "hex");
}

async function makeSecretFile(file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString("hex")}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    // A link never replaces a file: of two processes that start at once, one makes the secret and both read it.
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * The installation's secret: SECRET_KEY if the configuration has one (which refuses short and published values), else
 * `<instanceDir>/secret` (mode 0600), made at the first start. Throws when that file is damaged.
 */
export async function readSecret(config: { instanceDir: string; secretKey?: string }): Promise<Buffer> {
  if (config.secretKey !== undefined) return Buffer.from(config.secretKey, "utf8");
  const file = path.join(config.instanceDir, "secret");
  const known = await readSecretFile(file);
  if (known) return known;
  await makeSecretFile(file);
  const made = await readSecretFile(file);
  if (!made) throw new Error(`${file} could not be made`);
  return made;
}
