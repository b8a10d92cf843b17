/** Where the data lives. `url` is in the scheme the engine's native driver and Prisma adapter take. */
export type DatabaseTarget =
  | { engine: "sqlite"; file: string }
  | { engine: "postgresql" | "mysql" | "sqlserver"; url: string };

/** Limits per address (sign-in, registration) and per key (API). A limit of 0 means unlimited. */
export type RateLimitConfig = {
  enabled: boolean;
  loginLimit: number;
  loginPeriodSeconds: number;
  registerLimit: number;
  registerPeriodSeconds: number;
  apiLimit: number;
  apiPeriodSeconds: number;
};

export type Config = {
  /** Absolute path of the folder with the SQLite file, the secret and the self-signed certificate. */
  instanceDir: string;
  host: string;
  port: number;
  ssl: "on" | "off";
  /** Absolute paths, both or none. */
  sslCertfile?: string;
  sslKeyfile?: string;
  database: DatabaseTarget;
  /** Absent: the one kept in the instance folder is used. */
  secretKey?: string;
  logLevel: "debug" | "info" | "warn" | "error";
  /** IANA name; the zone of the installation, used where no company's zone applies. */
  timeZone: string;
  /** `https://host[:port]` without a path, or null while unset. */
  publicUrl: string | null;
  /** Addresses and CIDR ranges whose forwarding headers are believed. */
  trustedProxies: string[];
  sessionCookieSecure: boolean;
  rateLimits: RateLimitConfig;
  /** Which of these the operator has written down: they win over what is saved in the portal. */
  givenRateLimits: readonly (keyof RateLimitConfig)[];
  /** At most one of these two: where several processes count their rate limits together. */
  redisUrl: string | null;
  upstash: { url: string; token: string } | null;
  initialAdminPassword: string | null;
  /** 64 lower-case hexadecimal digits. */
  initialApiKey: string | null;
};

/** `problems` stop the start; `warnings` are printed once. Each is one line and never holds a secret. */
export type ParsedConfig = { config: Config; problems: string[]; warnings: string[] };
