import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";

/** Path from the root, with forward slashes → text. */
export type Files = ReadonlyMap<string, string>;

export type HouseRule = {
  name: string;
  /** One line per fault: `path: what is wrong`. */
  check(files: Files): string[];
  /** Files that break the rule; the test plants them and wants to see the rule fail. */
  fault: Record<string, string>;
};

const root = path.resolve(__dirname, "../..");
const textFile = /\.(tsx?|mjs|css|json|md|prisma|sql|ya?ml|ini)$/;

/** Every file of the project: tracked, or new and not ignored. */
export function readProject(): Files {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  const files = new Map<string, string>();
  for (const name of new Set(listed.split("\n").filter(Boolean))) {
    const full = path.join(root, name);
    if (!existsSync(full) || !statSync(full).isFile()) continue;
    files.set(name, textFile.test(name) ? readFileSync(full, "utf8") : "");
  }
  return files;
}

export function plant(files: Files, fault: Record<string, string>): Files {
  return new Map([...files, ...Object.entries(fault)]);
}

export const isTypeScript = (name: string): boolean => /\.tsx?$/.test(name) && !name.endsWith(".d.ts");

/** Product code: what runs in the server or the browser. */
export const isProduct = (name: string): boolean =>
  isTypeScript(name) && /^(app|components|lib)\/|^(server|middleware|instrumentation)\.ts$/.test(name);

/** The text without comments, so that a word in a sentence is no fault. Strings stay. */
export function withoutComments(text: string): string {
  return text.replace(
    /("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(^|[^:])\/\/[^\n]*/g,
    (_match, literal: string | undefined, before: string | undefined) => literal ?? before ?? "",
  );
}

export type Import = { from: string; to: string; typeOnly: boolean };

/** Imports of project files as paths without extension; packages keep their name. Read as text: there is no compiler API. */
export function importsOf(name: string, text: string): Import[] {
  const found: Import[] = [];
  const pattern =
    /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"'\n]+)["']|import\(\s*["']([^"'\n]+)["']\s*\)/g;
  for (const match of withoutComments(text).matchAll(pattern)) {
    const target = match[3] ?? match[4] ?? "";
    found.push({ from: name, to: resolveImport(name, target), typeOnly: Boolean(match[2]) });
  }
  return found;
}

function resolveImport(from: string, target: string): string {
  if (target.startsWith("@/")) return target.slice(2);
  if (target.startsWith(".")) return path.posix.join(path.posix.dirname(from), target);
  return `package:${target}`;
}

/** The file that an import names, if it is one of the project's. */
export function fileOf(files: Files, to: string): string | undefined {
  return [to, `${to}.ts`, `${to}.tsx`].find((candidate) => files.has(candidate));
}
