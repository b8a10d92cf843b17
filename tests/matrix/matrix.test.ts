import { readdirSync } from "node:fs";
import type { Database } from "@/lib/db/database";
import type { RunningPortal } from "../running-portal";
import { type ActionEntry, actionEntries, openActions } from "./action-entries";
import { builtActions, callAction, type Outcome, visit } from "./call";
import { expectedOf } from "./expected";
import { otherDoors, type PageEntry, pageEntries } from "./page-entries";
import { type Stage, startStage } from "./stage";
import {
  absentThings,
  canary,
  makeCompany,
  makeThings,
  type Place,
  places,
  type Role,
  roles,
  type Signed,
  signedInAs,
  type Things,
} from "./world";

let portal: RunningPortal;
let db: Database;
let stage: Stage;
let own: number;
let foreign: number;
const count = { attempts: 0, allowed: 0, refused: 0 };

beforeAll(async () => {
  stage = await startStage({ ENABLE_RATE_LIMITING: "false" });
  ({ portal, db } = stage);
  own = await makeCompany(db, "Own");
  foreign = await makeCompany(db, canary);
  await db.unitOfWork((tx) => tx.prisma.settings.updateMany({ data: { allowRegistration: true } }));
}, 90_000);

afterAll(async () => {
  const { attempts, allowed, refused } = count;
  process.stdout.write(`policy over HTTP: ${attempts} attempts, ${allowed} allowed, ${refused} refused\n`);
  await stage?.end();
});

async function thingsAt(place: Place, deleted = false): Promise<Things> {
  if (place === "own") return makeThings(db, own, "own", deleted);
  const things = await makeThings(db, foreign, canary, deleted);
  return place === "foreign" ? things : absentThings(things);
}

const addressOf = (page: string, things: Things): string =>
  page
    .replace(/:company|\[company\]/, String(things.companyId))
    .replace(/:site|\[site\]/, String(things.siteId))
    .replace(/:key/, String(things.keyId))
    .replace(/:user|\[user\]/, String(things.userId))
    .replace(/\[id\]/, String(things.errorId));

function note(outcome: Outcome): void {
  count.attempts += 1;
  count[outcome.kind === "refused" ? "refused" : "allowed"] += 1;
}

/** A refusal without what differs from one request to the next by itself. */
const comparable = ({ code, status, body }: Outcome) => ({
  code,
  status,
  words: body.replace(/"values":\{[^}]*\}/, "").replace(/\d+/g, "0"),
});

async function attempt(name: string, entry: ActionEntry, role: Role, place: Place, posted: Place | "own page") {
  const viewer = await signedInAs(db, role, own);
  const things = await thingsAt(place, entry.deleted);
  const site = posted === "own page" ? await thingsAt("own") : things;
  const id = builtActions().get(name) ?? "";
  const fields = entry.fields(things, viewer);
  const outcome = await callAction(portal.httpUrl, viewer.cookie, addressOf(entry.page, site), id, fields);
  note(outcome);
  const liveCompanyIds = (await db.prisma.company.findMany({ where: { deletedAt: null } })).map((row) => row.id);
  const byTable = expectedOf({ ...entry, role, place }, { things, viewer, liveCompanyIds, own });
  return { outcome, expected: (place === "own" ? entry.instead?.[role] : undefined) ?? byTable };
}

const shownOf = (role: Role, place: Place, outcome: Outcome) => ({ role, place, result: resultOf(outcome) });
/** An act that was allowed may still find its form wrong or its turn taken; any other code is told as it is. */
const passes = new Set(["ok", "invalid", "conflict", "400"]);
const resultOf = ({ code }: Outcome): string => (passes.has(code) ? "allow" : code);

test("every action of the build has an entry, and every entry an action", () => {
  const known = [...Object.keys(actionEntries), ...openActions];
  expect([...builtActions().keys()].sort()).toEqual(known.sort());
});

describe.each(Object.entries(actionEntries))("%s", (name, entry) => {
  const tried = entry.on === "installation" || entry.on === "self" ? (["own"] as const) : places;

  test.each(roles)("%s", async (role) => {
    const refusals: Outcome[] = [];
    for (const place of tried) {
      for (const posted of place === "own" || !entry.page.includes(":") ? [place] : [place, "own page" as const]) {
        const { outcome, expected } = await attempt(name, entry, role, place, posted);
        if (outcome.status >= 500) throw new Error(`${role} ${place}: ${outcome.status}`);
        if (expected === "allow" || place === "own") {
          expect(shownOf(role, place, outcome)).toEqual({ role, place, result: expected });
        } else {
          // The gate may say 403 of a page before the act is asked about; refused it is, and alike.
          expect({ role, place, kind: outcome.kind }).toEqual({ role, place, kind: "refused" });
        }
        if (role !== "GlobalAdmin") expect(outcome.body).not.toContain(canary);
        if (place !== "own" && role !== "GlobalAdmin") refusals.push(outcome);
      }
    }
    const half = refusals.length / 2;
    for (let at = 0; at < half; at++) {
      const [ofForeign, ofAbsent] = [refusals[at], refusals[at + half]];
      if (ofForeign && ofAbsent) expect(comparable(ofAbsent)).toEqual(comparable(ofForeign));
    }
  });
});

/** `app/(portal)/c/[company]/sites/page.tsx` → `/c/[company]/sites`. */
function pagesOfTheTree(): string[] {
  const files = readdirSync("app", { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /(^|\/)(page|route)\.tsx?$/.test(file))
    .map((file) => `/${file.replace(/(^|\/)(page|route)\.tsx?$/, "").replace(/\([^)]*\)\/?/g, "")}`)
    .map((path) => (path.length > 1 ? path.replace(/\/$/, "") : path));
}

test("every page and route has an entry, and every entry a page", () => {
  expect(pagesOfTheTree().sort()).toEqual([...Object.keys(pageEntries), ...otherDoors].sort());
});

const isOfCompany = (path: string): boolean => path.includes("[company]");
const namesSomething = (path: string, { query = "" }: PageEntry): boolean => /\[|:/.test(path + query);

describe.each(Object.entries(pageEntries))("%s", (path, entry) => {
  test.each(roles)("%s", async (role) => {
    const answers: Partial<Record<Place, Outcome>> = {};
    for (const place of namesSomething(path, entry) ? places : (["own"] as const)) {
      const viewer: Signed = await signedInAs(db, role, own);
      const things = await thingsAt(place);
      const query = entry.query ? `?${addressOf(entry.query, things)}` : "";
      const outcome = await visit(portal.httpUrl, viewer.cookie, addressOf(path, things) + query, entry.method);
      note(outcome);
      answers[place] = outcome;
      expect(outcome.status).toBeLessThan(500);
      if (role !== "GlobalAdmin") expect(outcome.body).not.toContain(canary);
      if (entry.act === "open" || entry.act === "signed in") {
        const refused = entry.act === "signed in" && role === "anonymous";
        if (place === "own") expect(resultOf(outcome)).toBe(refused ? "not_signed_in" : "allow");
        continue;
      }
      const on = isOfCompany(path) ? "company" : path.includes("[user]") ? "account" : "installation";
      const liveCompanyIds = (await db.prisma.company.findMany({ where: { deletedAt: null } })).map((row) => row.id);
      const scene = { things, viewer, liveCompanyIds, own };
      const byTable = expectedOf({ act: entry.act, on, role, place }, scene);
      // A number that nothing has is not found by whoever may look for it.
      const expected = byTable === "allow" && path.includes("[id]") && place === "absent" ? "not_found" : byTable;
      if (expected === "allow" || place === "own") {
        expect(shownOf(role, place, outcome)).toEqual({ role, place, result: expected });
      } else {
        expect({ role, place, kind: outcome.kind }).toEqual({ role, place, kind: "refused" });
      }
    }
    const { foreign: ofForeign, absent: ofAbsent } = answers;
    if (ofForeign?.kind === "refused" && ofAbsent && role !== "GlobalAdmin") {
      expect({ code: ofAbsent.code, status: ofAbsent.status }).toEqual({
        code: ofForeign.code,
        status: ofForeign.status,
      });
    }
  });
});
