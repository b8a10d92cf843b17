import { createPrivateKey, randomBytes, X509Certificate } from "node:crypto";
import { chmod, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import type { Log } from "@/lib/log";

export type TlsMaterial = { cert: string; key: string };

type Certificate = { instanceDir: string; sslCertfile?: string; sslKeyfile?: string };

const day = 24 * 60 * 60 * 1000;
/** As long as current browsers accept for a certificate that a person chose to trust. */
const validDays = 825;
const renewBeforeDays = 14;

/** Makes the instance folder; it holds the database and secrets, so it is nobody else's to read. */
export async function prepareInstanceDir(instanceDir: string, log: Log): Promise<void> {
  await mkdir(instanceDir, { recursive: true, mode: 0o700 });
  const { mode } = await stat(instanceDir);
  if (process.platform === "win32" || (mode & 0o077) === 0) return;
  await chmod(instanceDir, 0o700).catch((err: unknown) => {
    log.warn({ err }, `${instanceDir} can be read by others and its rights cannot be changed`);
  });
}

/** The operator's certificate when there is one, else the self-signed one of the instance folder. Throws in plain words. */
export async function loadCertificate(config: Certificate, now: Date, log: Log): Promise<TlsMaterial> {
  const { sslCertfile, sslKeyfile, instanceDir } = config;
  if (sslCertfile === undefined || sslKeyfile === undefined) return loadSelfSigned(instanceDir, now, log);
  const material = { cert: await readText(sslCertfile), key: await readText(sslKeyfile) };
  try {
    createSecureContext(material);
  } catch (error) {
    throw new Error(`SSL_CERTFILE ${sslCertfile} and SSL_KEYFILE ${sslKeyfile} cannot be used: ${wordsOf(error)}`);
  }
  const until = new Date(new X509Certificate(material.cert).validTo);
  if (until < now) log.warn(`The certificate ${sslCertfile} expired on ${until.toISOString()}`);
  return material;
}

async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch((error: unknown) => {
    throw new Error(`${path} cannot be read: ${wordsOf(error)}`);
  });
}

/** Key and certificate are one file, so two processes that start at once never pair one's key with the other's. */
async function loadSelfSigned(instanceDir: string, now: Date, log: Log): Promise<TlsMaterial> {
  const path = join(instanceDir, "self-signed.pem");
  const kept = await readFile(path, "utf8").catch(() => null);
  const usable = kept === null ? null : readPair(kept, now);
  if (usable !== null) return usable;
  const made = await makeSelfSigned(now);
  await writeWhole(path, `${made.key.trimEnd()}\n${made.cert.trimEnd()}\n`, 0o600);
  await writeWhole(join(instanceDir, "self-signed-certificate.pem"), made.cert, 0o644);
  const { fingerprint256 } = new X509Certificate(made.cert);
  const why = kept === null ? "Made" : "Renewed (the old one was expired or damaged)";
  log.info(
    { fingerprint256 },
    `${why} a self-signed certificate in ${instanceDir}; browsers will ask before they trust it`,
  );
  return made;
}

/** Null when the file is damaged, its parts do not belong together, or it expires soon. */
function readPair(pem: string, now: Date): TlsMaterial | null {
  try {
    const certificate = new X509Certificate(pem.slice(pem.indexOf("-----BEGIN CERTIFICATE-----")));
    const key = pem.slice(0, pem.indexOf("-----BEGIN CERTIFICATE-----"));
    if (!certificate.checkPrivateKey(createPrivateKey(key))) return null;
    if (new Date(certificate.validTo).getTime() < now.getTime() + renewBeforeDays * day) return null;
    return { cert: certificate.toString(), key };
  } catch {
    return null;
  }
}

async function makeSelfSigned(now: Date): Promise<TlsMaterial> {
  // Needed once in the life of an installation and slow to load.
  const { generate } = await import("selfsigned");
  const machine = hostname().toLowerCase();
  const names = /^[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?$/.test(machine)
    ? [...new Set(["localhost", machine])]
    : ["localhost"];
  const made = await generate([{ name: "commonName", value: "localhost" }], {
    keyType: "ec",
    curve: "P-256",
    algorithm: "sha256",
    // A client whose clock is a little behind must not find the certificate from the future.
    notBeforeDate: new Date(now.getTime() - day),
    notAfterDate: new Date(now.getTime() + (validDays - 1) * day),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      {
        name: "subjectAltName",
        altNames: [
          ...names.map((value) => ({ type: 2 as const, value })),
          { type: 7, ip: "127.0.0.1" },
          { type: 7, ip: "::1" },
        ],
      },
    ],
  });
  return { cert: made.cert, key: made.private };
}

async function writeWhole(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, text, { mode, flag: "wx" });
  await rename(draft, path);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
