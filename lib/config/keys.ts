/** Every key we read: its section in config.ini, other names it goes by, and whether its value may be shown. */
type KnownKey = { section: string; aliases?: readonly string[]; secret?: true };

const knownKeys = {
  SECRET_KEY: { section: "app", aliases: ["AUTH_SECRET"], secret: true },
  APP_DEBUG: { section: "app" },
  LOG_LEVEL: { section: "app" },
  TIMEZONE: { section: "app" },
  INSTANCE_DIR: { section: "app" },
  INITIAL_ADMIN_PASSWORD: { section: "app", secret: true },
  INITIAL_API_KEY: { section: "app", secret: true },
  DATABASE_URL: { section: "database", aliases: ["SQLALCHEMY_DATABASE_URI"], secret: true },
  HOST: { section: "server" },
  PORT: { section: "server" },
  PUBLIC_URL: { section: "server" },
  SSL: { section: "server" },
  SSL_CERTFILE: { section: "server" },
  SSL_KEYFILE: { section: "server" },
  SESSION_COOKIE_SECURE: { section: "session" },
  TRUSTED_PROXIES: { section: "proxy" },
  ENABLE_RATE_LIMITING: { section: "rate_limiting" },
  REDIS_URL: { section: "rate_limiting", secret: true },
  UPSTASH_REDIS_REST_URL: { section: "rate_limiting", secret: true },
  UPSTASH_REDIS_REST_TOKEN: { section: "rate_limiting", secret: true },
  LOGIN_LIMIT: { section: "rate_limiting" },
  LOGIN_PERIOD: { section: "rate_limiting" },
  REGISTER_LIMIT: { section: "rate_limiting" },
  REGISTER_PERIOD: { section: "rate_limiting" },
  API_LIMIT: { section: "rate_limiting" },
  API_PERIOD: { section: "rate_limiting" },
} as const satisfies Record<string, KnownKey>;

export type KeyName = keyof typeof knownKeys;

export function listKeyNames(): KeyName[] {
  return Object.keys(knownKeys) as KeyName[];
}

export function keyOf(name: KeyName): KnownKey {
  return knownKeys[name];
}

const selfSigned = "the self-signed certificate of the instance folder needs no description";
const oneProcess = "the server is one process and stops gracefully by itself";
const always = "is always on here";
const setting = "is a setting under Admin → Settings here";
const fixedCaching = "caching and compression are built in";
const proxies = "only TRUSTED_PROXIES decides whose forwarding headers are believed";
const databaseLog = "the log goes to standard output by LOG_LEVEL";

/** Keys of the earlier product that mean nothing here, with the reason; `*` stands for every key of a section. */
const retiredKeys: Record<string, Record<string, string>> = {
  app: {},
  database: { SQLALCHEMY_TRACK_MODIFICATIONS: "it belonged to the earlier product's database library" },
  server: {
    AUTO_GENERATE_SSL: "a certificate is made whenever none is given",
    WORKERS: oneProcess,
    TIMEOUT: oneProcess,
    MAX_REQUESTS: oneProcess,
    MAX_REQUESTS_JITTER: oneProcess,
    WORKER_LIFETIME: oneProcess,
    GRACEFUL_SHUTDOWN: oneProcess,
    SHUTDOWN_TIMEOUT: oneProcess,
    DEVELOPMENT_MODE: "npm run dev is the development server",
    WATCH_FILES: "npm run dev is the development server",
  },
  session: {
    SESSION_COOKIE_HTTPONLY: always,
    SESSION_COOKIE_SAMESITE: "is always Lax here",
    REMEMBER_COOKIE_SECURE: "follows SESSION_COOKIE_SECURE here",
    REMEMBER_COOKIE_HTTPONLY: always,
    REMEMBER_COOKIE_DURATION: setting,
    PERMANENT_SESSION_LIFETIME: setting,
  },
  cache: {
    STATIC_MAX_AGE: fixedCaching,
    IMAGE_MAX_AGE: fixedCaching,
    JS_CSS_MAX_AGE: fixedCaching,
    ENABLE_COMPRESSION: fixedCaching,
    COMPRESSION_LEVEL: fixedCaching,
    COMPRESSION_MIN_SIZE: fixedCaching,
  },
  security: {
    CONTENT_SECURITY_POLICY: "a strict policy is built in",
    ENABLE_HSTS: "is always on over https here",
    HSTS_MAX_AGE: "is one year here",
    ENABLE_SECURITY_HEADERS: always,
  },
  proxy: {
    PROXY_COUNT: proxies,
    TRUST_X_FORWARDED_FOR: proxies,
    TRUST_X_FORWARDED_PROTO: proxies,
    TRUST_X_FORWARDED_HOST: "PUBLIC_URL is the portal's address here",
    TRUST_X_FORWARDED_PORT: "PUBLIC_URL is the portal's address here",
    TRUST_X_FORWARDED_PREFIX: "the portal is served at the root of its address",
  },
  rate_limiting: {},
  logging: { "*": databaseLog },
  ssl: { "*": selfSigned },
};

export function isKnownSection(section: string): boolean {
  return Object.hasOwn(retiredKeys, section);
}

export function listSections(): string[] {
  return Object.keys(retiredKeys);
}

/** Why a key of the earlier product is ignored, or null when it never existed there. */
export function retiredReason(section: string, key: string): string | null {
  if (!isKnownSection(section)) return null;
  const keys = retiredKeys[section] ?? {};
  return (Object.hasOwn(keys, key) ? keys[key] : keys["*"]) ?? null;
}

/** The known key that a name or alias stands for. */
export function findKey(name: string): KeyName | null {
  for (const key of listKeyNames()) {
    if (key === name || keyOf(key).aliases?.includes(name)) return key;
  }
  return null;
}
