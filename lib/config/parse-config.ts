import { isAbsolute, resolve } from "node:path";
import { z } from "zod";
import { parseDatabaseUrl } from "./database-target";
import { readIni } from "./ini";
import { findKey, isKnownSection, type KeyName, keyOf, listKeyNames, listSections, retiredReason } from "./keys";
import { readLimits, readRedis } from "./limits";
import type { Config, DatabaseTarget, ParsedConfig } from "./types";
import * as values from "./values";

export type ConfigInput = {
  env: Readonly<Record<string, string | undefined>>;
  /** The text of config.ini, or null when there is none. */
  ini: string | null;
  /** Where relative paths start; the working directory when absent. */
  cwd?: string;
  /** Tells whether a certificate file is there. */
  isFile?: (path: string) => boolean;
};

type Given = { text: string; fromIni: boolean };
type GivenByKey = Map<KeyName, Given>;

const earlierLimitKeys = ["API_LIMIT", "API_PERIOD"] as const;

const schema = z.object({
  SECRET_KEY: values.secretKey.optional(),
  APP_DEBUG: values.yesOrNo.default(false),
  LOG_LEVEL: values.logLevel.optional(),
  TIMEZONE: values.timeZone.default("UTC"),
  INSTANCE_DIR: z.string().max(4096, "is longer than 4096 characters").default("instance"),
  INITIAL_ADMIN_PASSWORD: values.adminPassword.optional(),
  INITIAL_API_KEY: values.apiKey.optional(),
  HOST: values.host.default("0.0.0.0"),
  PORT: values.wholeNumber(1, 65_535).default(8000),
  PUBLIC_URL: values.publicUrl.optional(),
  SSL: values.yesOrNo.default(true),
  SESSION_COOKIE_SECURE: values.yesOrNo.default(true),
  TRUSTED_PROXIES: values.addressList.default([]),
  ENABLE_RATE_LIMITING: values.yesOrNo.default(true),
  REDIS_URL: values.redisUrl.optional(),
  UPSTASH_REDIS_REST_URL: values.upstashUrl.optional(),
  UPSTASH_REDIS_REST_TOKEN: values.upstashToken.optional(),
  LOGIN_LIMIT: values.wholeNumber(0, 1_000_000).default(10),
  LOGIN_PERIOD: values.wholeNumber(1, 86_400).default(60),
  REGISTER_LIMIT: values.wholeNumber(0, 1_000_000).default(5),
  REGISTER_PERIOD: values.wholeNumber(1, 86_400).default(300),
  API_LIMIT: values.wholeNumber(0, 100_000_000).default(6000),
  API_PERIOD: values.wholeNumber(1, 86_400).default(60),
});

/**
 * Environment over config.ini over defaults. Never throws: what is wrong comes back as one line each that names key,
 * value and rule, with the default in its place. A secret's value is never part of a line.
 */
export function parseConfig({ env, ini, cwd = ".", isFile = () => true }: ConfigInput): ParsedConfig {
  const problems: string[] = [];
  const warnings: string[] = [];
  const given = new Map([...fromIni(ini ?? "", problems, warnings), ...fromEnvironment(env)]);
  const broken = new Set<KeyName>();
  const problem = (key: KeyName, rule: string) => {
    broken.add(key);
    problems.push(problemLine(key, given.get(key), rule));
  };

  dropEarlierApiLimit(given, warnings);
  const read = readValues(given, problem);
  if (given.get("API_LIMIT")?.fromIni && read.API_LIMIT > 0 && read.API_LIMIT < 600) {
    warnings.push(
      "config.ini [rate_limiting] API_LIMIT: counts per key here, not per address, so it is low for an office",
    );
  }
  const instanceDir = resolve(cwd, read.INSTANCE_DIR);
  const certificate = read.SSL ? findCertificate({ given, cwd, instanceDir, isFile, problem, warnings }) : {};
  const config: Config = {
    instanceDir,
    host: read.HOST,
    port: read.PORT,
    ssl: read.SSL ? "on" : "off",
    ...certificate,
    database: readDatabase(given.get("DATABASE_URL"), instanceDir, problem),
    ...(read.SECRET_KEY === undefined ? {} : { secretKey: read.SECRET_KEY }),
    logLevel: read.LOG_LEVEL ?? (read.APP_DEBUG ? "debug" : "info"),
    timeZone: read.TIMEZONE,
    publicUrl: read.PUBLIC_URL ?? null,
    trustedProxies: read.TRUSTED_PROXIES,
    sessionCookieSecure: read.SESSION_COOKIE_SECURE,
    ...readLimits(read, new Map([...given].filter(([key]) => !broken.has(key))), schema.parse({})),
    ...readRedis(read, given, problem),
    initialAdminPassword: read.INITIAL_ADMIN_PASSWORD ?? null,
    initialApiKey: read.INITIAL_API_KEY ?? null,
  };
  return { config, problems, warnings };
}

function fromEnvironment(env: ConfigInput["env"]): GivenByKey {
  const given: GivenByKey = new Map();
  for (const key of listKeyNames()) {
    for (const name of [key, ...(keyOf(key).aliases ?? [])]) {
      const text = env[name]?.trim() ?? "";
      if (text !== "" && !given.has(key)) given.set(key, { text, fromIni: false });
    }
  }
  return given;
}

function fromIni(ini: string, problems: string[], warnings: string[]): GivenByKey {
  const given: GivenByKey = new Map();
  const parsed = readIni(ini);
  problems.push(...parsed.problems);
  for (const { section, key: name, value, line } of parsed.entries) {
    const place = `config.ini [${section}] ${name}`;
    const key = findKey(name);
    const reason = retiredReason(section, name);
    if (key !== null && keyOf(key).section === section) {
      if (key === "SECRET_KEY" && values.isEarlierPlaceholder(value)) {
        warnings.push(`${place}: is a published default and is not used; the key in the instance folder is`);
      } else if (value !== "" && !given.has(key)) {
        given.set(key, { text: key === "DATABASE_URL" ? value.replaceAll("%%", "%") : value, fromIni: true });
      }
    } else if (reason !== null) {
      warnings.push(`${place}: is ignored, ${reason}`);
    } else if (!isKnownSection(section)) {
      problems.push(`${place} (line ${line}): unknown section; known are ${listSections().join(", ")}`);
    } else {
      const hint = key === null ? "" : `; it belongs in [${keyOf(key).section}]`;
      problems.push(`${place} (line ${line}): unknown key${hint}`);
    }
  }
  return given;
}

/** The earlier product wrote 60 in 60 seconds by itself, per address. Per key that would hold a whole office up. */
function dropEarlierApiLimit(given: GivenByKey, warnings: string[]): void {
  for (const key of earlierLimitKeys) {
    const entry = given.get(key);
    if (entry?.fromIni !== true || entry.text !== "60") return;
  }
  for (const key of earlierLimitKeys) given.delete(key);
  warnings.push(
    "config.ini [rate_limiting] API_LIMIT, API_PERIOD: 60 in 60 seconds was meant per address and is not used; " +
      "per key it is 6000",
  );
}

/** Reads once; keys that break their rule are reported and read again without them, so they take their defaults. */
function readValues(given: GivenByKey, problem: (key: KeyName, rule: string) => void): z.output<typeof schema> {
  const texts = Object.fromEntries([...given].map(([key, { text }]) => [key, text]));
  const first = schema.safeParse(texts);
  if (first.success) return first.data;
  const reported = new Set<string>();
  for (const issue of first.error.issues) {
    const key = findKey(String(issue.path[0]));
    if (key === null || reported.has(key)) continue;
    reported.add(key);
    delete texts[key];
    problem(key, issue.message);
  }
  return schema.parse(texts);
}

function problemLine(key: KeyName, given: Given | undefined, rule: string): string {
  const place = given?.fromIni ? `config.ini [${keyOf(key).section}] ${key}` : key;
  if (keyOf(key).secret) return `${place}: its value (not shown) ${rule}`;
  return `${place}: ${JSON.stringify((given?.text ?? "").slice(0, 200))} ${rule}`;
}

function readDatabase(
  given: Given | undefined,
  instanceDir: string,
  problem: (key: KeyName, rule: string) => void,
): DatabaseTarget {
  const fallback: DatabaseTarget = { engine: "sqlite", file: resolve(instanceDir, "winauthmon.db") };
  if (given === undefined) return fallback;
  const target =
    given.text.length > 4096 ? { rule: "is longer than 4096 characters" } : parseDatabaseUrl(given.text, instanceDir);
  if (!("rule" in target)) return target;
  problem("DATABASE_URL", target.rule);
  return fallback;
}

type CertificateSearch = {
  given: GivenByKey;
  cwd: string;
  instanceDir: string;
  isFile: (path: string) => boolean;
  problem: (key: KeyName, rule: string) => void;
  warnings: string[];
};

const certificateKeys = ["SSL_CERTFILE", "SSL_KEYFILE"] as const;
/** Where the earlier product put the certificate it made itself; its config.ini always names them. */
const earlierFiles = new Set(["instance/certs/cert.pem", "instance/certs/key.pem"]);

function findCertificate(search: CertificateSearch): Pick<Config, "sslCertfile" | "sslKeyfile"> {
  const { given, cwd, instanceDir, isFile, problem, warnings } = search;
  const found: string[] = [];
  const missing: (typeof certificateKeys)[number][] = [];
  for (const key of certificateKeys) {
    const text = given.get(key)?.text;
    if (text === undefined) continue;
    const places = isAbsolute(text) ? [text] : [resolve(cwd, text), resolve(instanceDir, text)];
    const file = places.find(isFile);
    if (file === undefined) missing.push(key);
    else found.push(file);
  }
  const isEarlierDefault = certificateKeys.every((key) => {
    const entry = given.get(key);
    return entry?.fromIni === true && earlierFiles.has(entry.text);
  });
  if (missing.length === 2 && isEarlierDefault) {
    warnings.push("config.ini [server] SSL_CERTFILE, SSL_KEYFILE: are not there; a self-signed certificate is used");
    return {};
  }
  for (const key of missing) problem(key, `is no file in ${resolve(cwd)} or ${instanceDir}`);
  if (missing.length > 0) return {};
  const [sslCertfile, sslKeyfile] = found;
  if (sslCertfile === undefined) return {};
  if (sslKeyfile === undefined) {
    const lonely = given.has("SSL_CERTFILE") ? "SSL_CERTFILE" : "SSL_KEYFILE";
    problem(lonely, "stands alone; SSL_CERTFILE and SSL_KEYFILE belong together");
    return {};
  }
  return { sslCertfile, sslKeyfile };
}
