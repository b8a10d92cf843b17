import { isAbsolute, resolve } from "node:path";
import type { DatabaseTarget } from "./types";

/** What is wrong with a database address, in words that continue "DATABASE_URL …". */
export type DatabaseUrlFault = { rule: string };

const networkSchemes = {
  postgres: "postgresql",
  postgresql: "postgresql",
  "postgresql+psycopg": "postgresql",
  "postgresql+psycopg2": "postgresql",
  mysql: "mysql",
  "mysql+pymysql": "mysql",
  "mysql+mysqldb": "mysql",
  "mysql+mariadbconnector": "mysql",
  mariadb: "mysql",
  "mariadb+pymysql": "mysql",
  "mariadb+mariadbconnector": "mysql",
  mssql: "sqlserver",
  "mssql+pyodbc": "sqlserver",
  "mssql+pymssql": "sqlserver",
} as const;

const schemeList = "sqlite:///, postgresql://, mysql://, mariadb://, mysql+pymysql://, mssql+pyodbc:// or sqlserver://";

function isNetworkScheme(scheme: string): scheme is keyof typeof networkSchemes {
  return Object.hasOwn(networkSchemes, scheme);
}

/**
 * Understands SQLAlchemy's spellings (so an existing DATABASE_URL keeps working) and Prisma's.
 * `sqlite:///x` and `file:x` are relative to the instance folder, `sqlite:////x` and `file:/x` absolute.
 */
export function parseDatabaseUrl(text: string, instanceDir: string): DatabaseTarget | DatabaseUrlFault {
  if (hasControlCharacter(text)) return { rule: "holds a control character" };
  const scheme = /^([a-z0-9+]+):/i.exec(text)?.[1]?.toLowerCase() ?? "";
  if (scheme === "sqlite" || scheme === "file") return sqliteTarget(text, scheme, instanceDir);
  if (scheme === "sqlserver") {
    if (!/^sqlserver:\/\/[^;:/]+(:\d+)?;/i.test(text)) {
      return { rule: "is not sqlserver://host:port;database=…;user=…;password=…" };
    }
    return { engine: "sqlserver", url: `sqlserver://${text.slice("sqlserver://".length)}` };
  }
  if (!isNetworkScheme(scheme)) return { rule: `does not start with ${schemeList}` };
  const rest = text.slice(scheme.length + 1);
  // Node reads the parts of a URL by the rules of http only for schemes it knows, so the address is read as one.
  const address = `http:${rest}`;
  if (!/^\/\/[^/?#]+\/[^/?#]+/.test(rest) || !URL.canParse(address)) {
    return { rule: `is not ${scheme}://user:password@host:port/database (percent-encode special characters)` };
  }
  const engine = networkSchemes[scheme];
  if (engine === "sqlserver") return sqlServerTarget(new URL(address));
  return { engine, url: `${engine === "mysql" ? "mariadb" : "postgresql"}:${rest}` };
}

function sqliteTarget(text: string, scheme: string, instanceDir: string): DatabaseTarget | DatabaseUrlFault {
  const path = scheme === "file" ? text.slice("file:".length).replace(/^\/\/(?=\/)/, "") : sqlitePath(text);
  if (path === null) return { rule: "is not sqlite:///file (in the instance folder) or sqlite:////absolute/file" };
  if (path === "" || path === ":memory:") return { rule: "names no file; a database in memory would lose every event" };
  if (/[?#]/.test(path)) return { rule: "has options after the file name; SQLite takes none here" };
  if (path.endsWith("/")) return { rule: "ends with a slash; it must name a file" };
  return { engine: "sqlite", file: isAbsolute(path) ? resolve(path) : resolve(instanceDir, path) };
}

function sqlitePath(text: string): string | null {
  if (/^sqlite:\/\/$/i.test(text)) return "";
  return /^sqlite:\/\/\/(.*)$/i.exec(text)?.[1] ?? null;
}

/** Prisma's form for SQL Server separates with semicolons; braces keep a value that holds one, and cannot be nested. */
function sqlServerTarget(address: URL): DatabaseTarget | DatabaseUrlFault {
  const parts = [`sqlserver://${address.hostname}:${address.port === "" ? "1433" : address.port}`];
  const values: [string, string][] = [];
  try {
    values.push(["database", decodeURIComponent(address.pathname.slice(1))]);
    if (address.username !== "") values.push(["user", decodeURIComponent(address.username)]);
    if (address.password !== "") values.push(["password", decodeURIComponent(address.password)]);
  } catch {
    return { rule: "has a % that starts no percent-encoded character" };
  }
  for (const [key, value] of values) {
    const mustWrap = value.includes(";") || value.startsWith("{");
    if (mustWrap && /[{}]/.test(value)) return { rule: `has a ${key} with both ; and braces, which cannot be written` };
    parts.push(mustWrap ? `${key}={${value}}` : `${key}=${value}`);
  }
  for (const [key, value] of address.searchParams) {
    const name = key.toLowerCase();
    if (name === "encrypt") parts.push(`encrypt=${isYes(value)}`);
    if (name === "trustservercertificate") parts.push(`trustServerCertificate=${isYes(value)}`);
  }
  return { engine: "sqlserver", url: parts.join(";") };
}

function isYes(value: string): boolean {
  return /^(yes|true|1|mandatory|strict)$/i.test(value);
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 32) return true;
  return false;
}
