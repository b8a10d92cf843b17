import path from "node:path";
import { type Files, type HouseRule, isProduct, isTypeScript, withoutComments } from "./source";

/** A rule that looks for a pattern in the code of some files. */
function forbids(
  name: string,
  where: (file: string) => boolean,
  pattern: RegExp,
  words: string,
  fault: Record<string, string>,
  read: (text: string) => string = withoutComments,
): HouseRule {
  return {
    name,
    check: (files) =>
      [...files].filter(([file, text]) => where(file) && pattern.test(read(text))).map(([file]) => `${file}: ${words}`),
    fault,
  };
}

const asWritten = (text: string): string => text;
const outsideTheRules = (file: string): boolean => isTypeScript(file) && !file.startsWith("tests/house-rules/");

export const environmentInConfig = forbids(
  "only lib/config.ts reads the environment",
  (file) => isProduct(file) && file !== "lib/config.ts",
  /process\.env\b/,
  "reads process.env; take it from the configuration",
  { "lib/people/planted.ts": "export const home = process.env.HOME;\n" },
);

export const noAny = forbids("no any", outsideTheRules, /(:\s*|<|\bas\s+|,\s*)any\b(?!["'])/, "uses any", {
  "lib/planted.ts": "export const loose: any = 1;\n",
});

export const noSilencing = forbids(
  "no silenced checks",
  outsideTheRules,
  /@ts-(ignore|nocheck|expect-error)|biome-ignore|eslint-disable/,
  "silences a check",
  { "lib/planted.ts": "// @ts-ignore\nexport const one: string = 1;\n" },
  asWritten,
);

export const noOpenEnds = forbids(
  "no open ends",
  // Two harnesses may skip, and say so aloud: for the engines, and for whatever else a machine may lack.
  (file) => outsideTheRules(file) && !/^tests\/(store\/engines|fixtures\/where-there)\.ts$/.test(file),
  /\b(TODO|FIXME|XXX|HACK)\b|\.only\(|\b(describe|test|it)\.skip\b/,
  "holds an open end",
  { "lib/planted.ts": "// TODO later\n" },
  asWritten,
);

export const serverFunctionsInActions: HouseRule = {
  name: "server functions live in actions.ts and are made by the action wrapper",
  check(files) {
    const faults: string[] = [];
    for (const [file, text] of files) {
      if (!isProduct(file) || !/^\s*["']use server["']/m.test(withoutComments(text))) continue;
      if (path.basename(file) !== "actions.ts") faults.push(`${file}: "use server" outside actions.ts`);
      for (const match of withoutComments(text).matchAll(/^export (?!type |interface )(.*)$/gm)) {
        if (!/= (adminAction|viewerAction|publicAction)(<[^(]*>)?\(/.test(match[1] ?? "")) {
          faults.push(`${file}: "${match[1]?.slice(0, 60)}" is not made by adminAction, viewerAction or publicAction`);
        }
      }
    }
    return faults;
  },
  fault: { "app/planted/page.tsx": '"use server";\nexport async function save() {}\n' },
};

export const scopeCastOnce = forbids(
  "a CompanyScope is made in lib/access/scope.ts only",
  (file) => isTypeScript(file) && file !== "lib/access/scope.ts" && !file.startsWith("tests/house-rules/"),
  /as (unknown as )?CompanyScope\b/,
  "casts to CompanyScope",
  { "lib/people/planted.ts": "export const scope = { companyIds: [1] } as unknown as CompanyScope;\n" },
);

export const databaseAccessInStores = forbids(
  "tables are read and written in the rooms' stores only",
  (file) =>
    isProduct(file) &&
    /^(app|components|middleware|lib\/(portal|server|reports)\/)/.test(file) &&
    !file.endsWith("/first-start.ts"),
  /\.prisma\.|\bsql\.query\(|\$queryRaw|\$executeRaw/,
  "talks to a table; call a store",
  { "app/planted/page.tsx": "await db.prisma.user.findMany();\n" },
);

export const shortFiles: HouseRule = {
  name: "files have at most 300 lines",
  check: (files) =>
    [...files]
      .filter(([file]) => /\.(tsx?|mjs)$/.test(file))
      .map(([file, text]) => [file, text.split("\n").length - 1] as const)
      .filter(([, lines]) => lines > 300)
      .map(([file, lines]) => `${file}: ${lines} lines`),
  fault: { "lib/planted.ts": "export {};\n".repeat(301) },
};

/** The rooms of lib are themselves the plan of the house. */
const manyAllowed = new Set([".", "lib", "components/ui", "docs/decisions", "docs/images"]);

export const smallFolders: HouseRule = {
  name: "folders have at most 16 entries",
  check(files) {
    const entries = new Map<string, Set<string>>();
    for (const file of files.keys()) {
      const parts = file.split("/");
      for (let depth = 0; depth < parts.length; depth++) {
        const folder = parts.slice(0, depth).join("/") || ".";
        const entry = parts[depth];
        if (entry) entries.set(folder, (entries.get(folder) ?? new Set()).add(entry));
      }
    }
    return [...entries]
      .filter(
        ([folder, names]) => names.size > 16 && !manyAllowed.has(folder) && !folder.startsWith("prisma/migrations"),
      )
      .map(([folder, names]) => `${folder}: ${names.size} entries`);
  },
  fault: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`lib/planted/file-${n}.ts`, ""])),
};

export const honestNames: HouseRule = {
  name: "no file is named for what it is not",
  check(files) {
    const faults: string[] = [];
    for (const file of files.keys()) {
      const stem = path.basename(file).replace(/\..*$/, "");
      if (/^(utils?|helpers?|common|misc|manager)$/.test(stem) || /-(utils?|helpers?|manager)$/.test(stem)) {
        faults.push(`${file}: says nothing about its content`);
      }
      if (isTypeScript(file) && stem === "index") faults.push(`${file}: a barrel`);
      if (isTypeScript(file) && !/^[a-z0-9[\].-]+$/.test(path.basename(file))) faults.push(`${file}: not kebab-case`);
    }
    return faults;
  },
  fault: { "lib/planted/utils.ts": "", "lib/planted/index.ts": "" },
};

type Lock = { packages: Record<string, { version?: string; resolved?: string }> };

const isLowerVersion = (version: string, minimum: string): boolean => {
  const numbers = (text: string): number[] => text.split(/[.-]/).slice(0, 3).map(Number);
  const [a, b] = [numbers(version), numbers(minimum)];
  for (let place = 0; place < 3; place++) {
    if ((a[place] ?? 0) !== (b[place] ?? 0)) return (a[place] ?? 0) < (b[place] ?? 0);
  }
  return false;
};

function readLock(files: Files): Lock {
  return JSON.parse(files.get("package-lock.json") ?? '{"packages":{}}');
}

export const lockFile: HouseRule = {
  name: "the lock file names no download host and no version known to be unsafe",
  check(files) {
    const minimum: Record<string, string> = JSON.parse(files.get("security/min-versions.json") ?? "{}").packages;
    const faults: string[] = [];
    for (const [place, entry] of Object.entries(readLock(files).packages)) {
      if (entry.resolved && /^https?:/.test(entry.resolved)) faults.push(`${place}: names ${entry.resolved}`);
      const name = place.split("node_modules/").pop() ?? "";
      const least = minimum[name];
      if (least && entry.version && isLowerVersion(entry.version, least)) {
        faults.push(`${place}: ${entry.version} is older than ${least}`);
      }
    }
    return faults;
  },
  fault: { "package-lock.json": '{"packages":{"node_modules/next":{"version":"16.4.4"}}}' },
};

export const exactVersions: HouseRule = {
  name: "every dependency has one exact version",
  check(files) {
    const manifest = JSON.parse(files.get("package.json") ?? "{}");
    return Object.entries<string>({ ...manifest.dependencies, ...manifest.devDependencies })
      .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `package.json: ${name} ${version}`);
  },
  fault: { "package.json": '{"dependencies":{"next":"^16.0.0"}}' },
};
