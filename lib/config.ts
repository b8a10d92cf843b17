import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseConfig } from "./config/parse-config";
import type { Config, ParsedConfig } from "./config/types";

export type { Config, DatabaseTarget, ParsedConfig, RateLimitConfig } from "./config/types";
export { parseConfig };

/** Both bundles of the process (server and pages) share one reading. */
const slot = Symbol.for("winauthmon.config");
type Shared = { [slot]?: ParsedConfig };

/**
 * Reads the environment and config.ini (`CONFIG_FILE`, else ./config.ini) once per process.
 * The only place in the product that reads the environment.
 */
export function readConfig(): ParsedConfig {
  const shared = globalThis as Shared;
  shared[slot] ??= read();
  return shared[slot];
}

/** The settings of this process. Throws, with every problem in the message, when they are wrong. */
export function getConfig(): Config {
  const { config, problems } = readConfig();
  if (problems.length > 0) throw new Error(`The configuration is wrong:\n${problems.join("\n")}`);
  return config;
}

/** Next takes some of its settings from the environment of the process alone; they are written here, never read. */
export function setForNext(name: "__NEXT_PRIVATE_ORIGIN", value: string): void {
  process.env[name] = value;
}

function read(): ParsedConfig {
  const env = process.env;
  const named = env.CONFIG_FILE?.trim();
  const path = resolve(named || "config.ini");
  let ini: string | null = null;
  let problem: string | null = null;
  try {
    ini = readFileSync(path, "utf8");
  } catch (error) {
    const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown fault";
    if (named || code !== "ENOENT")
      problem = `${named ? "CONFIG_FILE" : "config.ini"}: ${path} cannot be read (${code})`;
  }
  const parsed = parseConfig({ env, ini, cwd: process.cwd(), isFile });
  return problem === null ? parsed : { ...parsed, problems: [problem, ...parsed.problems] };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
