import { hostname } from "node:os";
import type { Config, DatabaseTarget } from "@/lib/config";

/** Where the data is, without user name or password. */
export function describeDatabase(target: DatabaseTarget): string {
  if (target.engine === "sqlite") return `the SQLite file ${target.file}`;
  if (target.engine === "sqlserver") return `SQL Server at ${/^sqlserver:\/\/([^;]*)/.exec(target.url)?.[1] ?? "?"}`;
  const place = target.url.replace(/^[a-z]+:\/\/([^/]*@)?/, "").split("?", 1)[0];
  return `${target.engine === "mysql" ? "MySQL or MariaDB" : "PostgreSQL"} at ${place}`;
}

/** "https://localhost:8000, or http://localhost:8000 on this machine". */
export function describeAddresses(config: Config, port: number, isEncrypted: boolean): string {
  const scheme = isEncrypted ? "https" : "http";
  const names = [...new Set(hostNames(config.host))];
  const urls = names.map((name) => `${scheme}://${name}:${port}`);
  const addresses = config.publicUrl === null ? urls : [config.publicUrl, ...urls];
  const local = isEncrypted && isReachableLocally(config.host) ? `, and http://localhost:${port} on this machine` : "";
  return addresses.join(", ") + local;
}

function isReachableLocally(host: string): boolean {
  return ["0.0.0.0", "::", "127.0.0.1", "::1", "localhost"].includes(host);
}

function hostNames(host: string): string[] {
  if (host === "0.0.0.0" || host === "::") return ["localhost", hostname().toLowerCase()];
  return [host.includes(":") ? `[${host}]` : host];
}

/** One readable line for what most often keeps a server from starting; the fault's own words for the rest. */
export function wordsOfStartFault(error: unknown, config: Config): string {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  const place = `${config.host}:${config.port}`;
  if (code === "EADDRINUSE") return `${place} is taken by another program; choose another PORT`;
  if (code === "EACCES" && config.port < 1024) return `${place} is not allowed to this user; choose a PORT above 1023`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return `this machine has no address ${config.host} (HOST)`;
  const words =
    typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
  return words.replaceAll(/(:\/\/[^\s:@/]*:)[^\s@/]+@/g, "$1***@");
}
