import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { loadCertificate, prepareInstanceDir } from "@/lib/server/certificate";
import { readLog } from "./raw-client";

let instanceDir = "";
const now = new Date("2026-01-15T12:00:00Z");
const later = (days: number) => new Date(now.getTime() + days * 24 * 60 * 60 * 1000);

beforeEach(() => {
  instanceDir = mkdtempSync(join(tmpdir(), "instance-"));
});

afterEach(() => rmSync(instanceDir, { recursive: true }));

test("a certificate is made once, for this machine, and its key is nobody else's", async () => {
  const { log, lines } = readLog();
  const made = await loadCertificate({ instanceDir }, now, log);
  const certificate = new X509Certificate(made.cert);
  expect(certificate.subjectAltName?.split(", ")).toEqual(
    expect.arrayContaining([
      "DNS:localhost",
      `DNS:${hostname().toLowerCase()}`,
      "IP Address:127.0.0.1",
      "IP Address:0:0:0:0:0:0:0:1",
    ]),
  );
  expect(certificate.ca).toBe(false);
  expect(statSync(join(instanceDir, "self-signed.pem")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(instanceDir, "self-signed-certificate.pem"), "utf8")).not.toContain("PRIVATE");
  const again = await loadCertificate({ instanceDir }, later(30), log);
  expect(new X509Certificate(again.cert).fingerprint256).toBe(certificate.fingerprint256);
  expect(lines).toHaveLength(1);
});

test("it is renewed, and said so, when it is about to expire or damaged", async () => {
  const { log, lines } = readLog();
  const first = await loadCertificate({ instanceDir }, now, log);
  const renewed = await loadCertificate({ instanceDir }, later(820), log);
  expect(renewed.cert).not.toBe(first.cert);
  writeFileSync(join(instanceDir, "self-signed.pem"), "damaged");
  const repaired = await loadCertificate({ instanceDir }, later(820), log);
  expect(repaired.cert).not.toBe(renewed.cert);
  expect(lines.slice(1).every((line) => line.includes("Renewed"))).toBe(true);
});

test("a key that does not belong to its certificate is not used", async () => {
  const { log } = readLog();
  const one = await loadCertificate({ instanceDir }, now, log);
  rmSync(join(instanceDir, "self-signed.pem"));
  const other = await loadCertificate({ instanceDir }, now, log);
  writeFileSync(join(instanceDir, "self-signed.pem"), `${one.key}${other.cert}`);
  const third = await loadCertificate({ instanceDir }, now, log);
  expect(new X509Certificate(third.cert).fingerprint256).not.toBe(new X509Certificate(other.cert).fingerprint256);
});

test("the operator's own files are used as they are, and warned about when expired", async () => {
  const { log, lines } = readLog();
  const made = await loadCertificate({ instanceDir }, now, log);
  const [sslCertfile, sslKeyfile] = [join(instanceDir, "c.pem"), join(instanceDir, "k.pem")];
  writeFileSync(sslCertfile, made.cert);
  writeFileSync(sslKeyfile, made.key);
  expect(await loadCertificate({ instanceDir, sslCertfile, sslKeyfile }, later(900), log)).toEqual(made);
  expect(lines.at(-1)).toContain("expired");
});

test("files that cannot be used stop the start in words", async () => {
  const { log } = readLog();
  const [sslCertfile, sslKeyfile] = [join(instanceDir, "c.pem"), join(instanceDir, "k.pem")];
  writeFileSync(sslCertfile, "x");
  writeFileSync(sslKeyfile, "x");
  await expect(loadCertificate({ instanceDir, sslCertfile, sslKeyfile }, now, log)).rejects.toThrow("cannot be used");
  rmSync(sslKeyfile);
  await expect(loadCertificate({ instanceDir, sslCertfile, sslKeyfile }, now, log)).rejects.toThrow(
    `${sslKeyfile} cannot be read`,
  );
});

test("the instance folder is made, and closed to others", async () => {
  const { log } = readLog();
  const fresh = join(instanceDir, "a", "b");
  await prepareInstanceDir(fresh, log);
  expect(statSync(fresh).mode & 0o777).toBe(0o700);
  const loose = join(instanceDir, "loose");
  mkdirSync(loose, { mode: 0o755 });
  await prepareInstanceDir(loose, log);
  expect(statSync(loose).mode & 0o777).toBe(0o700);
});
