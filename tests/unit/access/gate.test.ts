import { type GateRequest, type GateVerdict, gate, isAgentDoor, isPublicPath } from "@/lib/access/gate";

const ready: NonNullable<GateRequest["viewer"]> = {
  userId: 1,
  globalRole: "GlobalAdmin",
  memberships: [],
  mfaState: "ok",
  mustChangePassword: false,
};

function ask(pathname: string, change: Partial<GateRequest> = {}): GateVerdict {
  return gate({
    method: "GET",
    isNavigation: false,
    pathname,
    search: "",
    viewer: ready,
    companyIds: [1, 2],
    ...change,
  });
}

const pass: GateVerdict = { kind: "pass" };
const nobody = { viewer: null, companyIds: [] };

describe("nobody signed in", () => {
  test.each([
    "/login",
    "/api/auth/session",
    "/_next/static/chunk.js",
    "/favicon.ico",
    "/icon.svg",
    "/api/health",
    "/api/log_event",
  ])("%s is open", (path) => {
    expect(ask(path, nobody)).toEqual(pass);
    expect(ask(path, { ...nobody, method: "POST" })).toEqual(pass);
  });

  test.each([
    ["/c/1/dashboard", "?kind=failed", "/login?next=%2Fc%2F1%2Fdashboard%3Fkind%3Dfailed"],
    ["/", "", "/login"],
    ["/change-password", "", "/login?next=%2Fchange-password"],
    ["/logins", "", "/login?next=%2Flogins"],
    ["/login/x", "", "/login"],
    ["/icon.svg/x", "", "/login?next=%2Ficon.svg%2Fx"],
    ["//elsewhere.example", "", "/login"],
  ])("%s%s goes to the sign-in page and back", (pathname, search, to) => {
    expect(ask(pathname, { ...nobody, search })).toEqual({ kind: "redirect", to });
  });

  test("a program, and a script's post, hear 401", () => {
    const refusal = { kind: "refuse", status: 401, as: "json" };
    expect(ask("/api/events/stream", nobody)).toEqual(refusal);
    expect(ask("/c/1/dashboard", { ...nobody, method: "POST" })).toEqual(refusal);
  });

  test.each(["/api", "/api/authentic", "/api/health/x", "/api/eventsx"])("%s is unknown to everybody alike", (path) => {
    expect(ask(path, nobody)).toEqual({ kind: "pass" });
    expect(ask(path, { ...nobody, method: "POST" })).toEqual({ kind: "pass" });
  });

  test("a form of a page whose session ended leads to the sign-in page", () => {
    const verdict = ask("/c/1/dashboard", { ...nobody, method: "POST", isNavigation: true });
    expect(verdict).toEqual({ kind: "redirect", to: "/login?next=%2Fc%2F1%2Fdashboard" });
  });
});

describe.each([
  ["/mfa", { mfaState: "challenge", mustChangePassword: false }],
  ["/mfa", { mfaState: "enrol", mustChangePassword: false }],
  ["/mfa", { mfaState: "challenge", mustChangePassword: true }],
  ["/change-password", { mfaState: "ok", mustChangePassword: true }],
] as const)("only %s for %j", (page, standing) => {
  const viewer = { ...ready, ...standing };

  test.each(["/", "/c/1/dashboard", "/c/99/dashboard", "/account", "/login", `${page}x`])("%s leads there", (path) => {
    expect(ask(path, { viewer })).toEqual({ kind: "redirect", to: page });
  });

  test("the page itself, what lies below it, and signing in or out are open", () => {
    expect(ask(page, { viewer })).toEqual(pass);
    expect(ask(page, { viewer, method: "POST" })).toEqual(pass);
    expect(ask(`${page}/recovery`, { viewer })).toEqual(pass);
    expect(ask("/login", { viewer, method: "POST" })).toEqual(pass);
    expect(ask("/api/auth/signout", { viewer, method: "POST" })).toEqual(pass);
  });

  test("programs and posts elsewhere hear 403", () => {
    const refusal = { kind: "refuse", status: 403, as: "json" };
    expect(ask("/api/events/stream", { viewer })).toEqual(refusal);
    expect(ask("/c/1/dashboard", { viewer, method: "POST" })).toEqual(refusal);
  });
});

describe("ready to work", () => {
  test.each(["/", "/c/1/dashboard", "/c/2", "/c/all/dashboard", "/account", "/change-password", "/cases/9"])(
    "%s is open",
    (path) => {
      expect(ask(path)).toEqual(pass);
    },
  );

  test.each(["/login", "/register"])("%s leads home", (path) => {
    expect(ask(path)).toEqual({ kind: "redirect", to: "/" });
  });

  test.each(["/join", "/reset"])("%s is open to whoever holds a link", (path) => {
    expect(ask(path)).toEqual(pass);
    expect(ask(path, nobody)).toEqual(pass);
    expect(ask(`${path}/x`, nobody)).toMatchObject({ kind: "redirect" });
  });

  test.each([
    "/c/3/dashboard",
    "/c/99",
    "/c/01/dashboard",
    "/c/1e0/x",
    "/c/-1",
    "/c/",
    "/c/ALL/x",
    "/c/1%2f/x",
    "/c/12345678901",
  ])("%s does not exist: neither foreign nor absent can be told apart", (path) => {
    expect(ask(path)).toEqual({ kind: "refuse", status: 404, as: "page" });
    expect(ask(path, { method: "POST" })).toEqual({ kind: "refuse", status: 404, as: "json" });
  });
});

describe("pages by role", () => {
  const inOwn = (globalRole: "User" | "Admin", role: "User" | "CompanyAdmin") => ({
    ...ready,
    globalRole,
    memberships: [{ companyId: 1, role }],
  });
  const viewers = {
    User: inOwn("User", "User"),
    CompanyAdmin: inOwn("User", "CompanyAdmin"),
    Admin: inOwn("Admin", "User"),
    GlobalAdmin: ready,
  };
  const everybody = ["User", "CompanyAdmin", "Admin", "GlobalAdmin"];
  const above = ["CompanyAdmin", "Admin", "GlobalAdmin"];

  test.each([
    ["/c/1/dashboard", everybody],
    ["/c/1/sites", everybody],
    ["/c/1/members", above],
    ["/c/1/members/7", above],
    ["/c/1/settings", above],
    ["/admin/users", ["Admin", "GlobalAdmin"]],
    ["/admin/users/7", ["Admin", "GlobalAdmin"]],
    ["/admin/companies", ["GlobalAdmin"]],
    ["/admin/settings", ["GlobalAdmin"]],
    ["/admin/audit", everybody],
    ["/admin/errors", ["GlobalAdmin"]],
    ["/account", everybody],
  ])("%s is for %j", (path, allowed) => {
    for (const [role, viewer] of Object.entries(viewers)) {
      const scene = { viewer, companyIds: role === "GlobalAdmin" ? [1, 2] : [1] };
      const inside = allowed.includes(role) ? pass : { kind: "refuse", status: 403, as: "page" };
      expect({ role, verdict: ask(path, scene) }).toEqual({ role, verdict: inside });
      if (!path.startsWith("/c/")) continue;
      const absent = ask(path.replace("/c/1/", "/c/9/"), scene);
      expect({ role, verdict: absent }).toEqual({ role, verdict: { kind: "refuse", status: 404, as: "page" } });
    }
  });
});

test("agents' doors are these two, with or without a slash at the end", () => {
  expect(["/api/log_event", "/api/health", "/api/health/"].map(isAgentDoor)).toEqual([true, true, true]);
  expect(["/api/log_events", "/api", "/api/health/x"].map(isAgentDoor)).toEqual([true, true, true]);
  expect(["/api/auth/session", "/api/events/stream", "/apix"].map(isAgentDoor)).toEqual([false, false, false]);
});

test("no page with data is public", () => {
  const paths = [
    "/",
    "/c/1/dashboard",
    "/home",
    "/admin",
    "/account",
    "/change-password",
    "/api/events/stream",
    "/mfa",
  ];
  expect(paths.filter(isPublicPath)).toEqual([]);
});
