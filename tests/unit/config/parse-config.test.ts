import fc from "fast-check";
import { listKeyNames } from "@/lib/config/keys";
import { type ConfigInput, parseConfig } from "@/lib/config/parse-config";

const cwd = "/srv/portal";
const strongSecret = "q8Zr1vXc93LmPw5TyBn7Ke2HsDf4Gj6U";

function parse(input: Partial<ConfigInput>) {
  return parseConfig({ env: {}, ini: null, cwd, isFile: () => true, ...input });
}

test("nothing given is a whole configuration", () => {
  expect(parse({})).toEqual({
    problems: [],
    warnings: [],
    config: {
      instanceDir: "/srv/portal/instance",
      host: "0.0.0.0",
      port: 8000,
      ssl: "on",
      database: { engine: "sqlite", file: "/srv/portal/instance/winauthmon.db" },
      logLevel: "info",
      timeZone: "UTC",
      publicUrl: null,
      trustedProxies: [],
      sessionCookieSecure: true,
      rateLimits: {
        enabled: true,
        loginLimit: 10,
        loginPeriodSeconds: 60,
        registerLimit: 5,
        registerPeriodSeconds: 300,
        apiLimit: 6000,
        apiPeriodSeconds: 60,
      },
      givenRateLimits: [],
      redisUrl: null,
      upstash: null,
      initialAdminPassword: null,
      initialApiKey: null,
    },
  });
});

test("the environment wins over config.ini, config.ini over the default; empty means not given", () => {
  const ini = "[server]\nHOST = 10.0.0.1\nPORT = 9001\n[app]\nTIMEZONE =\n";
  const { config, problems } = parse({ ini, env: { PORT: "9002", HOST: "  " } });
  expect(problems).toEqual([]);
  expect(config).toMatchObject({ host: "10.0.0.1", port: 9002, timeZone: "UTC" });
});

test.each([
  ["PORT", "abc", 'PORT: "abc" is not a whole number from 1 to 65535'],
  ["PORT", "0", 'PORT: "0" is not a whole number from 1 to 65535'],
  ["PORT", "65536", 'PORT: "65536" is not a whole number from 1 to 65535'],
  ["PORT", "8e3", 'PORT: "8e3" is not a whole number from 1 to 65535'],
  ["HOST", "my host", 'HOST: "my host" is not an address or host name to listen on'],
  ["TIMEZONE", "Europe/Lundon", 'TIMEZONE: "Europe/Lundon" is not a time zone such as Europe/London or UTC'],
  ["LOG_LEVEL", "loud", 'LOG_LEVEL: "loud" is not debug, info, warn or error'],
  ["APP_DEBUG", "maybe", 'APP_DEBUG: "maybe" is not true or false'],
  ["SSL", "tls", 'SSL: "tls" is not true or false'],
  [
    "PUBLIC_URL",
    "https://a/b",
    'PUBLIC_URL: "https://a/b" is not http(s)://host or http(s)://host:port without a path',
  ],
  [
    "PUBLIC_URL",
    "https://u@a",
    'PUBLIC_URL: "https://u@a" is not http(s)://host or http(s)://host:port without a path',
  ],
  [
    "TRUSTED_PROXIES",
    "10.1",
    'TRUSTED_PROXIES: "10.1" is not a list of addresses or ranges such as 10.0.0.7, 172.16.0.0/12',
  ],
  ["API_LIMIT", "-1", 'API_LIMIT: "-1" is not a whole number from 0 to 100000000'],
  ["API_PERIOD", "0", 'API_PERIOD: "0" is not a whole number from 1 to 86400'],
])("%s=%s stops the start with key, value and rule", (key, value, line) => {
  expect(parse({ env: { [key]: value } }).problems).toEqual([line]);
  expect(parse({ env: { [key]: value } }).config).toEqual(parse({}).config);
});

test("a wrong value of config.ini says that it stands there", () => {
  expect(parse({ ini: "[server]\nPORT = x" }).problems).toEqual([
    'config.ini [server] PORT: "x" is not a whole number from 1 to 65535',
  ]);
});

test.each([
  ["SECRET_KEY", "hush", "is shorter than 32 characters"],
  ["SECRET_KEY", "your-secret-key-here", "is a known default; remove it, or give at least 32 random characters"],
  ["SECRET_KEY", "your_secret_key_change_this_in_production", "is a known default"],
  ["SECRET_KEY", "dev", "is a known default"],
  ["SECRET_KEY", "change-me", "is a known default"],
  ["SECRET_KEY", "a".repeat(40), "is a known default"],
  ["AUTH_SECRET", "hush", "is shorter than 32 characters"],
  ["INITIAL_ADMIN_PASSWORD", "hush", "is shorter than 8 characters"],
  ["INITIAL_API_KEY", "hush", "is not 64 hexadecimal digits"],
  ["REDIS_URL", "hush", "is not redis://"],
  ["REDIS_URL", "https://hush.example", "is not redis://… or rediss://…; an https:// address of Upstash belongs in"],
  ["DATABASE_URL", "oracle://u:hush@h/d", "does not start with sqlite:///"],
  ["DATABASE_URL", "postgresql://u:hush@", "is not postgresql://user:password@host:port/database"],
  ["DATABASE_URL", "postgresql://u:hu/sh@h:1x/d", "is not postgresql://user:password@host:port/database"],
])("%s=%s is refused and not shown", (key, value, rule) => {
  const { problems } = parse({ env: { [key]: value } });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(rule);
  const shown = key === "AUTH_SECRET" ? "SECRET_KEY" : key;
  expect(problems[0]).toMatch(new RegExp(`^${shown}: its value \\(not shown\\) `));
  expect(problems[0]).not.toContain("hush");
});

test("secrets that follow the rules are taken", () => {
  const key = "0123456789ABCDEF".repeat(4);
  const { config, problems } = parse({
    env: {
      AUTH_SECRET: strongSecret,
      INITIAL_API_KEY: key,
      INITIAL_ADMIN_PASSWORD: "a b c d e",
      REDIS_URL: "redis://r:6379/0",
    },
  });
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    secretKey: strongSecret,
    initialApiKey: key.toLowerCase(),
    initialAdminPassword: "a b c d e",
    redisUrl: "redis://r:6379/0",
  });
});

test("APP_DEBUG means debug, unless LOG_LEVEL says otherwise", () => {
  expect(parse({ env: { APP_DEBUG: "true" } }).config.logLevel).toBe("debug");
  expect(parse({ env: { APP_DEBUG: "true", LOG_LEVEL: "WARNING" } }).config.logLevel).toBe("warn");
});

test("PUBLIC_URL is kept as an origin, TRUSTED_PROXIES as a list", () => {
  const { config } = parse({
    env: { PUBLIC_URL: "https://Portal.example:443/", TRUSTED_PROXIES: "::1, 10.0.0.0/8  192.0.2.1" },
  });
  expect(config).toMatchObject({
    publicUrl: "https://portal.example",
    trustedProxies: ["::1", "10.0.0.0/8", "192.0.2.1"],
  });
});

test("unknown keys and sections of config.ini are problems that name section, key and line", () => {
  const { problems } = parse({ ini: "[server]\nPROT = 1\n[app]\nPORT = 2\n[servr]\nPORT = 3\n[constructor]\nx = 1" });
  expect(problems).toEqual([
    "config.ini [server] PROT (line 2): unknown key",
    "config.ini [app] PORT (line 4): unknown key; it belongs in [server]",
    expect.stringContaining("config.ini [servr] PORT (line 6): unknown section; known are app, database, server"),
    expect.stringContaining("config.ini [constructor] X (line 8): unknown section"),
  ]);
});

test("unknown variables of the environment are nobody's business", () => {
  expect(parse({ env: { WINAUTHMON_PORT: "x", PROT: "1", constructor: "x" } }).problems).toEqual([]);
});

test("no line of config.ini is lost silently", () => {
  expect(parse({ ini: "PORT = 1\n[server]\nPORT\nPORT = 1\nport: 2\n" }).problems).toEqual([
    "config.ini line 1: PORT stands before the first [section]",
    "config.ini line 3: is neither a [section] nor KEY = value",
    "config.ini line 5: [server] PORT is given twice (first in line 4)",
  ]);
});

test("a value of config.ini reaches to the end of its line and stays text", () => {
  const ini =
    "\uFEFF[app]\r\nSECRET_KEY = 'ab;cd#ef=gh:ij%kl\"mn\\op qr?st!uv&w'\r\n# [app]\r\n[DATABASE]\r\nsqlalchemy_database_uri=postgresql://u:p%%23;q@h/d\r\n";
  const { config, problems } = parse({ ini });
  expect(problems).toEqual([]);
  expect(config.secretKey).toBe('ab;cd#ef=gh:ij%kl"mn\\op qr?st!uv&w');
  expect(config.database).toEqual({ engine: "postgresql", url: "postgresql://u:p%23;q@h/d" });
});

describe("certificate files", () => {
  const both = { SSL_CERTFILE: "certs/c.pem", SSL_KEYFILE: "/etc/k.pem" };

  test("are looked for in the working directory, then in the instance folder", () => {
    expect(parse({ env: both }).config).toMatchObject({
      sslCertfile: "/srv/portal/certs/c.pem",
      sslKeyfile: "/etc/k.pem",
    });
    const isFile = (path: string) => !path.startsWith("/srv/portal/certs");
    expect(parse({ env: both, isFile }).config.sslCertfile).toBe("/srv/portal/instance/certs/c.pem");
  });

  test("stop the start when one is missing or stands alone", () => {
    expect(parse({ env: both, isFile: (path) => path === "/etc/k.pem" }).problems).toEqual([
      'SSL_CERTFILE: "certs/c.pem" is no file in /srv/portal or /srv/portal/instance',
    ]);
    expect(parse({ env: { SSL_KEYFILE: "/etc/k.pem" } }).problems).toEqual([
      'SSL_KEYFILE: "/etc/k.pem" stands alone; SSL_CERTFILE and SSL_KEYFILE belong together',
    ]);
  });

  test("do not matter with SSL=off", () => {
    const { config, problems } = parse({ env: { ...both, SSL: "off" }, isFile: () => false });
    expect(problems).toEqual([]);
    expect(config).toMatchObject({ ssl: "off" });
    expect(config.sslCertfile).toBeUndefined();
  });
});

test("parseConfig never throws and never shows a secret, whatever it is given", () => {
  const canary = "cAnArY";
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("sqlite:///", "mssql://a/%", "[", "http://[", "\0"),
  );
  const env = fc.dictionary(fc.oneof(fc.constantFrom(...listKeyNames(), "AUTH_SECRET"), fc.string()), text);
  const iniLine = fc.oneof(
    text,
    fc.constantFrom(...listKeyNames()).chain((key) => text.map((value) => `${key}=${value}`)),
    fc.constantFrom("[app]", "[server]", "[database]"),
  );
  fc.assert(
    fc.property(env, fc.array(iniLine), (given, lines) => {
      const { problems } = parse({ env: given, ini: lines.join("\n") });
      expect(problems.every((line) => !line.includes("\n"))).toBe(true);
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom("SECRET_KEY", "DATABASE_URL", "REDIS_URL", "INITIAL_API_KEY"), text, (key, value) => {
      const { problems, warnings } = parse({ env: { [key]: canary + value }, ini: `[app]\nSECRET_KEY=${canary}` });
      expect([...problems, ...warnings].join("\n")).not.toContain(canary);
    }),
  );
});
