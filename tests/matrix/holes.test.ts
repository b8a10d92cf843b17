import type { Database } from "@/lib/db/database";
import type { RunningPortal } from "../running-portal";
import { builtActions, callAction, visit } from "./call";
import { pageEntries } from "./page-entries";
import { type Stage, startStage } from "./stage";
import { makeCompany, makeThings, type Signed, signedInAs, type Things } from "./world";

// What the earlier product got wrong (5-access), tried against the built server over HTTP.
const users = "app/(portal)/admin/users/actions.ts";
const members = "app/(portal)/c/[company]/members/actions.ts";
const login = "app/(signed-out)/login/actions.ts#signIn";
const signOut = "app/(signed-out)/sign-out/actions.ts#signOut";
const administrator = "superadmin";
const password = "correct-horse-battery-9";
const apiKey = "ab".repeat(32);
const html = "<img src=x onerror=alert(1)>";

let portal: RunningPortal;
let db: Database;
let stage: Stage;
let own: number;
let boss: Signed;

beforeAll(async () => {
  stage = await startStage({ INITIAL_API_KEY: apiKey, LOGIN_LIMIT: "5", LOGIN_PERIOD: "600" });
  ({ portal, db } = stage);
  own = await makeCompany(db, "Own");
  boss = await signedInAs(db, "GlobalAdmin", own);
}, 90_000);

afterAll(async () => {
  await stage?.end();
});

function call(name: string, cookie: string | null, page: string, fields: Record<string, string>, headers = {}) {
  const id = builtActions().get(name);
  if (!id) throw new Error(`The build has no action ${name}`);
  return callAction(portal.httpUrl, cookie, page, id, fields, headers);
}

/** The cookie of a new session of this user's company. */
async function somebody(): Promise<{ things: Things; viewer: Signed }> {
  const things = await makeThings(db, own, "own");
  const viewer = await signedInAs(db, "User", own);
  expect((await visit(portal.httpUrl, viewer.cookie, "/account")).kind).toBe("ok");
  return { things, viewer };
}

const isDead = async ({ cookie }: Signed): Promise<boolean> =>
  (await visit(portal.httpUrl, cookie, "/account")).code === "not_signed_in";

test("a copied cookie is dead on the next request after signing out", async () => {
  const { viewer } = await somebody();
  await call(signOut, viewer.cookie, "/account", {});
  expect(await isDead(viewer)).toBe(true);
});

test.each([
  ["resetPassword", { secret: "link" }],
  ["resetMfa", {}],
  ["deactivateUser", {}],
  ["changeGlobalRole", { role: "Admin" }],
  ["endSessions", {}],
])("a copied cookie is dead on the next request after %s", async (action, fields) => {
  const { viewer } = await somebody();
  const factor = { mfaEnabled: true, mfaSecret: "of an app" };
  await db.unitOfWork((tx) => tx.prisma.user.updateMany({ where: { id: viewer.userId }, data: factor }));
  const done = await call(`${users}#${action}`, boss.cookie, "/admin/users", {
    userId: String(viewer.userId),
    ...fields,
  });
  expect(done.code).toBe("ok");
  expect(await isDead(viewer)).toBe(true);
});

test("a removed membership closes the company on the next request", async () => {
  const { viewer } = await somebody();
  expect((await visit(portal.httpUrl, viewer.cookie, `/c/${own}/dashboard`)).kind).toBe("ok");
  const fields = { userId: String(viewer.userId), companyId: String(own) };
  expect((await call(`${members}#removeMember`, boss.cookie, "/admin/users", fields)).code).toBe("ok");
  expect((await visit(portal.httpUrl, viewer.cookie, `/c/${own}/dashboard`)).code).toBe("not_found");
});

test("a user with memberships is deleted without a fault, and is gone", async () => {
  const { things } = await somebody();
  const fields = { userId: String(things.userId), confirm: things.username };
  expect((await call(`${users}#deleteUser`, boss.cookie, "/admin/users", fields)).code).toBe("ok");
  const page = await visit(portal.httpUrl, boss.cookie, `/c/${own}/members`);
  expect(page.body).not.toContain(things.username);
});

test("an Admin cannot take over an account of another company", async () => {
  const elsewhere = await makeCompany(db, "Elsewhere");
  const stranger = await makeThings(db, elsewhere, "stranger");
  const admin = await signedInAs(db, "Admin", own);
  const fields = { userId: String(stranger.userId), companyId: String(own), role: "User" };
  const added = await call(`${members}#addMember`, admin.cookie, "/admin/users", fields);
  expect(added.kind).not.toBe("ok");
  const reset = { userId: String(stranger.userId), secret: "link" };
  expect((await call(`${users}#resetPassword`, admin.cookie, "/admin/users", reset)).code).toBe("not_found");
  const memberships = await db.prisma.membership.findMany({ where: { userId: stranger.userId } });
  expect(memberships.map((row) => row.companyId)).toEqual([elsewhere]);
});

test.each(["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])(
  "next=%s leads nowhere else",
  async (next) => {
    const page = await visit(portal.httpUrl, boss.cookie, `/login?next=${encodeURIComponent(next)}`);
    expect(page.body).not.toMatch(/evil\.example/);
    expect(page.status).toBe(303);
  },
);

test("no list and no page shows a stored name as HTML", async () => {
  const companyId = await makeCompany(db, html);
  const things = await makeThings(db, companyId, html);
  const posted = await fetch(`${portal.httpUrl}/api/log_event`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": apiKey },
    body: JSON.stringify({
      EventType: "Logon",
      UserName: html,
      ComputerName: html,
      Timestamp: new Date().toISOString(),
    }),
  });
  expect(posted.status).toBe(201);
  const shown: string[] = [];
  let escaped = 0;
  for (const [path, { method, query }] of Object.entries(pageEntries)) {
    if (method === "POST" || path.startsWith("/api/") || path.endsWith("/export")) continue;
    for (const company of [companyId, 1]) {
      const address = path
        .replace("[company]", String(company))
        .replace("[site]", String(things.siteId))
        .replace("[user]", String(things.userId))
        .replace("[id]", String(things.errorId));
      const response = await fetch(
        portal.httpUrl + address + (query ? `?${query.replace(":key", String(things.keyId))}` : ""),
        {
          headers: { cookie: boss.cookie ?? "" },
        },
      );
      const type = response.headers.get("content-type") ?? "";
      const body = await response.text();
      if (type.includes("html") && body.includes("<img src=x")) shown.push(address);
      if (body.includes("&lt;img src=x")) escaped += 1;
      if (company === companyId) expect({ address, status: response.status }).toEqual({ address, status: 200 });
    }
  }
  expect(shown).toEqual([]);
  // The name stands on many pages, as text.
  expect(escaped).toBeGreaterThan(10);
});

test("a forwarded address of a stranger's own buys no further tries", async () => {
  const codes: string[] = [];
  for (let n = 0; n < 8; n++) {
    const forged = {
      "x-forwarded-for": `198.51.100.${n}`,
      "x-real-ip": `198.51.100.${n}`,
      forwarded: `for=198.51.100.${n}`,
    };
    const fields = { login: `nobody${n}`, password: "wrong-wrong-wrong", next: "/" };
    codes.push((await call(login, null, "/login", fields, forged)).code);
  }
  expect(codes.slice(0, 5)).toEqual(Array(5).fill("invalid"));
  expect(codes.slice(5)).toEqual(Array(3).fill("too_many_requests"));
  expect((await call(login, null, "/login", { login: administrator, password, next: "/" })).code).toBe(
    "too_many_requests",
  );
});
