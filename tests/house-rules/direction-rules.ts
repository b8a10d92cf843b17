import { type Files, fileOf, type HouseRule, importsOf, isProduct, isTypeScript } from "./source";

/** Left to right: a room imports only rooms to its right (docs/decisions, the house). */
const rooms = [
  "server",
  "portal",
  "reports",
  "sessions",
  "events",
  "agents",
  "people",
  "auth",
  "settings",
  "audit",
  "limits",
  "access",
  "db",
  "config",
];
/** Small files that any room may use; they import nothing of the rooms. */
const shared = new Set(["errors", "log", "time", "fold", "address"]);

/** What a page may know besides the front desk: words and pure rules, never a store, a request or a setting. */
const openToPages = [
  /^lib\/portal\//,
  /^lib\/(errors|time|fold)$/,
  /^lib\/access\//,
  /^lib\/events\/(event|labels|noise|reading\/search)$/,
  /^lib\/reports\//,
  /^lib\/[a-z]+\/schema$/,
  /^lib\/auth\/password-policy$/,
];

const roomOf = (name: string): string | undefined => /^lib\/([a-z-]+)(?:\/|\.tsx?$|$)/.exec(name)?.[1];

function forEachImport(
  files: Files,
  visit: (from: string, to: string, typeOnly: boolean) => string | undefined,
): string[] {
  const faults: string[] = [];
  for (const [name, text] of files) {
    if (!isProduct(name)) continue;
    for (const entry of importsOf(name, text)) {
      const fault = visit(name, entry.to, entry.typeOnly);
      if (fault) faults.push(`${name}: ${fault}`);
    }
  }
  return faults;
}

export const directions: HouseRule = {
  name: "a room of lib imports only rooms to its right",
  check: (files) =>
    forEachImport(files, (from, to) => {
      const fromRoom = roomOf(from);
      if (!fromRoom) return undefined;
      if (/^(app|components|server|middleware)(\/|$)/.test(to)) return `lib must not import ${to}`;
      const toRoom = roomOf(to);
      if (!toRoom || toRoom === fromRoom || shared.has(toRoom)) return undefined;
      if (shared.has(fromRoom)) return `a shared file must not import the room ${toRoom}`;
      if (!rooms.includes(fromRoom)) return `unknown room ${fromRoom}`;
      if (!rooms.includes(toRoom)) return `unknown room ${toRoom}`;
      return rooms.indexOf(toRoom) > rooms.indexOf(fromRoom)
        ? undefined
        : `${fromRoom} must not import ${toRoom} (${to})`;
    }),
  fault: { "lib/db/planted.ts": 'import { eventStore } from "@/lib/events/store";\n' },
};

export const componentsKnowNothing: HouseRule = {
  name: "components import nothing of lib or app",
  check: (files) =>
    forEachImport(files, (from, to) =>
      from.startsWith("components/") && /^(lib|app)\//.test(to) ? `must not import ${to}` : undefined,
    ),
  fault: { "components/ui/planted.tsx": 'import { labels } from "@/lib/events/labels";\n' },
};

export const pagesUseThePortal: HouseRule = {
  name: "pages reach data through the portal",
  check: (files) =>
    forEachImport(files, (from, to, typeOnly) => {
      if (!from.startsWith("app/") || /^app\/api\/(log_event|health)\//.test(from) || typeOnly) return undefined;
      if (!to.startsWith("lib/")) return undefined;
      return openToPages.some((open) => open.test(to)) ? undefined : `must not import ${to}`;
    }),
  fault: { "app/planted/page.tsx": 'import { eventStore } from "@/lib/events/store";\n' },
};

export const prismaInOneRoom: HouseRule = {
  name: "only lib/db opens a database",
  check: (files) =>
    forEachImport(files, (from, to) => {
      if (from.startsWith("lib/db/")) return undefined;
      return /^package:(@prisma\/|better-sqlite3|pg$|mariadb|mssql)|^prisma\/generated/.test(to)
        ? `must not import ${to.replace("package:", "")}`
        : undefined;
    }),
  fault: { "lib/people/planted.ts": 'import { PrismaClient } from "@prisma/client";\n' },
};

export const noCycles: HouseRule = {
  name: "no import cycles",
  check(files) {
    const edges = new Map<string, string[]>();
    for (const [name, text] of files) {
      if (!isTypeScript(name)) continue;
      const targets = importsOf(name, text)
        .filter((entry) => !entry.typeOnly)
        .map((entry) => fileOf(files, entry.to))
        .filter((target): target is string => target !== undefined);
      edges.set(name, targets);
    }
    const state = new Map<string, "open" | "done">();
    const cycles: string[] = [];
    const visit = (name: string, trail: string[]): void => {
      if (state.get(name) === "done") return;
      if (state.get(name) === "open") {
        cycles.push([...trail.slice(trail.indexOf(name)), name].join(" → "));
        return;
      }
      state.set(name, "open");
      for (const target of edges.get(name) ?? []) visit(target, [...trail, name]);
      state.set(name, "done");
    };
    for (const name of edges.keys()) visit(name, []);
    return cycles;
  },
  fault: {
    "lib/planted/one.ts": 'import { two } from "./two";\n',
    "lib/planted/two.ts": 'import { one } from "./one";\n',
  },
};

/** Files of lib that may touch the world: stores, the database, the front desk, the server, and the few edges. */
const edgeFiles =
  /^lib\/((db|portal|server|config)\/|[a-z]+\/(store|[a-z-]+-store)\.ts$|config\.ts$|log\.ts$|auth\/(session|authjs[a-z-]*|secret|password-hash)\.ts$|events\/(ingest|live)[a-z-]*\.ts$)/;

export const pureRooms: HouseRule = {
  name: "domain code is a function of its arguments",
  check(files) {
    const faults = forEachImport(files, (from, to, typeOnly) => {
      if (!from.startsWith("lib/") || edgeFiles.test(from) || typeOnly) return undefined;
      if (from.endsWith(".tsx") && to === "package:react") return undefined;
      return /^package:(next|react|node:(fs|http|tls|child_process))|^lib\/(config|log)$/.test(to)
        ? `must not import ${to.replace("package:", "")}`
        : undefined;
    });
    for (const [name, text] of files) {
      if (!name.startsWith("lib/") || !isTypeScript(name) || edgeFiles.test(name)) continue;
      for (const clock of ["new Date()", "Date.now()", "Math.random()", "performance.now()"]) {
        if (text.includes(clock)) faults.push(`${name}: reads ${clock}; take it as an argument`);
      }
    }
    return faults;
  },
  fault: { "lib/events/planted.ts": "export const now = () => Date.now();\n" },
};
