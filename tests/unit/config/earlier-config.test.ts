import { parseConfig } from "@/lib/config/parse-config";

/** The keys and values that the earlier product wrote into a new config.ini by itself. */
const earlierIni = `
[app]
SECRET_KEY = your_secret_key_change_this_in_production
APP_DEBUG = false
TIMEZONE = Europe/London

[server]
HOST = 0.0.0.0
PORT = 8000
SSL_CERTFILE = instance/certs/cert.pem
SSL_KEYFILE = instance/certs/key.pem
AUTO_GENERATE_SSL = true
DEVELOPMENT_MODE = false
WATCH_FILES = false
WORKERS = 4
WORKER_LIFETIME = 86400
GRACEFUL_SHUTDOWN = true
SHUTDOWN_TIMEOUT = 30

[database]
; For SQLite (default): sqlite:///database.db
SQLALCHEMY_DATABASE_URI = sqlite:///database.db
SQLALCHEMY_TRACK_MODIFICATIONS = false

[session]
SESSION_COOKIE_SECURE = true
SESSION_COOKIE_HTTPONLY = true
SESSION_COOKIE_SAMESITE = Lax
REMEMBER_COOKIE_SECURE = true
REMEMBER_COOKIE_HTTPONLY = true
REMEMBER_COOKIE_DURATION = 7200
PERMANENT_SESSION_LIFETIME = 7200

[cache]
STATIC_MAX_AGE = 86400
IMAGE_MAX_AGE = 604800
JS_CSS_MAX_AGE = 43200
ENABLE_COMPRESSION = true
COMPRESSION_LEVEL = 6
COMPRESSION_MIN_SIZE = 500

[security]
CONTENT_SECURITY_POLICY = default-src 'self'; script-src 'self' 'unsafe-inline'
ENABLE_HSTS = true
HSTS_MAX_AGE = 31536000
ENABLE_SECURITY_HEADERS = true

[rate_limiting]
ENABLE_RATE_LIMITING = true
REDIS_URL =
LOGIN_LIMIT = 10
LOGIN_PERIOD = 60
REGISTER_LIMIT = 5
REGISTER_PERIOD = 300
API_LIMIT = 60
API_PERIOD = 60

[proxy]
PROXY_COUNT = 1
TRUST_X_FORWARDED_FOR = true
TRUST_X_FORWARDED_PROTO = true
TRUST_X_FORWARDED_HOST = true
TRUST_X_FORWARDED_PORT = true
TRUST_X_FORWARDED_PREFIX = false
TRUSTED_PROXIES =

[logging]
DB_LOGGING_ENABLED = true
DB_LOGGING_FILTERED_LOGGERS = watchfiles.main,watchdog
FILTER_FILE_WATCHER_LOGS = true

[ssl]
COUNTRY = GB
COMMON_NAME = localhost
`;

function parse(files: string[] = []) {
  return parseConfig({ env: {}, ini: earlierIni, cwd: "/srv/portal", isFile: (path) => files.includes(path) });
}

test("a config.ini of the earlier product starts the portal as it is", () => {
  const { config, problems } = parse();
  expect(problems).toEqual([]);
  expect(config).toMatchObject({
    host: "0.0.0.0",
    port: 8000,
    ssl: "on",
    timeZone: "Europe/London",
    database: { engine: "sqlite", file: "/srv/portal/instance/database.db" },
    rateLimits: { apiLimit: 6000, apiPeriodSeconds: 60 },
    trustedProxies: [],
  });
});

test("each key without a meaning gives one warning line that names it", () => {
  const { warnings } = parse();
  expect(warnings).toHaveLength(new Set(warnings).size);
  for (const place of [
    "[server] WORKERS:",
    "[server] WATCH_FILES:",
    "[session] REMEMBER_COOKIE_DURATION:",
    "[cache] COMPRESSION_LEVEL:",
    "[security] CONTENT_SECURITY_POLICY:",
    "[proxy] PROXY_COUNT:",
    "[logging] DB_LOGGING_FILTERED_LOGGERS:",
    "[ssl] COUNTRY:",
  ]) {
    expect(warnings.filter((line) => line.includes(place))).toHaveLength(1);
  }
  expect(warnings.some((line) => line.includes("[server] PORT"))).toBe(false);
});

test("its published secret is never used, and said so", () => {
  const { config, warnings } = parse();
  expect(config.secretKey).toBeUndefined();
  expect(warnings).toContain(
    "config.ini [app] SECRET_KEY: is a published default and is not used; the key in the instance folder is",
  );
});

test("its limit of 60 events a minute, which counted per address, is not set here", () => {
  expect(parse().warnings.filter((line) => line.includes("API_LIMIT"))).toEqual([
    "config.ini [rate_limiting] API_LIMIT, API_PERIOD: 60 in 60 seconds was meant per address and is not used; " +
      "per key it is 6000",
  ]);
});

test.each([
  ["[rate_limiting]\nAPI_LIMIT = 60\nAPI_PERIOD = 30", {}, { apiLimit: 60, apiPeriodSeconds: 30 }, 1],
  ["[rate_limiting]\nAPI_LIMIT = 599", {}, { apiLimit: 599, apiPeriodSeconds: 60 }, 1],
  ["[rate_limiting]\nAPI_LIMIT = 600", {}, { apiLimit: 600, apiPeriodSeconds: 60 }, 0],
  ["[rate_limiting]\nAPI_LIMIT = 0", {}, { apiLimit: 0, apiPeriodSeconds: 60 }, 0],
  ["", { API_LIMIT: "60", API_PERIOD: "60" }, { apiLimit: 60, apiPeriodSeconds: 60 }, 0],
  ["[rate_limiting]\nAPI_PERIOD = 60", { API_LIMIT: "60" }, { apiLimit: 60, apiPeriodSeconds: 60 }, 0],
])("a limit that somebody chose is kept: %j %j", (ini, env, rateLimits, warned) => {
  const { config, problems, warnings } = parseConfig({ env, ini });
  expect(problems).toEqual([]);
  expect(config).toMatchObject({ rateLimits });
  expect(warnings).toHaveLength(warned);
});

test("its certificate is used when it is there, else a self-signed one", () => {
  expect(parse().config.sslCertfile).toBeUndefined();
  expect(parse().warnings.filter((line) => line.includes("SSL_CERTFILE"))).toHaveLength(1);
  const { config } = parse(["/srv/portal/instance/certs/cert.pem", "/srv/portal/instance/certs/key.pem"]);
  expect(config.sslCertfile).toBe("/srv/portal/instance/certs/cert.pem");
});
