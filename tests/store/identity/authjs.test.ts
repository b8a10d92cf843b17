import { Auth, type AuthConfig } from "@auth/core";
import { authJsConfig } from "@/lib/auth/authjs";
import { authJsAdapter } from "@/lib/auth/authjs-adapter";
import { type CookieNames, cookieNamesFor } from "@/lib/auth/browser/cookies";
import { newSessionToken } from "@/lib/auth/session";
import { sessionStore } from "@/lib/auth/store";
import type { Database } from "@/lib/db/database";
import { tidyAuthJsAnswer } from "@/lib/portal/identity/authjs-route";
import { describeOnEachEngine } from "../engines";
import { deskOf, hashOf, makeUser, rightPassword, signIn } from "./world";

const origin = "https://portal.example:8000";
const day = 86_400_000;

function namesOver(scheme: "http" | "https"): CookieNames {
  const names = cookieNamesFor({ scheme, isLocal: true, secureRequired: true });
  if (!names) throw new Error("no cookies on this connection");
  return names;
}
const https = namesOver("https");

const complaints: unknown[] = [];
const log = {
  error: (...words: unknown[]) => void complaints.push(words),
  warn: (...words: unknown[]) => void complaints.push(words),
};

const adapterOf = (db: Database, clock = () => new Date()) =>
  authJsAdapter({ db, clock, peer: "203.0.113.9", userAgent: "Browser/1" });

function configOf(db: Database, names = https): AuthConfig {
  return authJsConfig({
    secret: "0".repeat(64),
    names,
    log,
    maxAgeSeconds: 30 * 86_400,
    adapter: adapterOf(db),
    signIn: (form) => signIn(deskOf(db), { ...form, now: new Date() }),
  });
}

/** A browser that keeps cookies and speaks to Auth.js over HTTP. */
function browser(db: Database, names = https) {
  const jar = new Map<string, string>();
  const lines: string[] = [];

  async function call(path: string, form?: Record<string, string>): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const request = new Request(`${origin}/api/auth/${path}`, {
      method: form ? "POST" : "GET",
      headers: { cookie, ...(form ? { "content-type": "application/x-www-form-urlencoded" } : {}) },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    });
    const answer = tidyAuthJsAnswer(await Auth(request, configOf(db, names)), names, !form);
    for (const line of answer.headers.getSetCookie()) {
      lines.push(line);
      const [pair = ""] = line.split(";");
      const [name = "", value = ""] = pair.split("=");
      if (value) jar.set(name, decodeURIComponent(value));
      else jar.delete(name);
    }
    return answer;
  }

  async function submit(path: string, form: Record<string, string>): Promise<Response> {
    const { csrfToken } = (await (await call("csrf")).json()) as { csrfToken: string };
    return call(path, { csrfToken, ...form });
  }

  const enter = (login: string, password: string, more: Record<string, string> = {}) =>
    submit("callback/credentials", { login, password, ...more });
  return { jar, lines, call, submit, enter };
}

describeOnEachEngine("Auth.js over our sessions", (open) => {
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });

  test("signs in, knows who it is, and signs out for good", async () => {
    const db = open();
    const user = await makeUser(db);
    const visitor = browser(db);
    const answer = await visitor.enter(user.username, rightPassword, { callbackUrl: "/c/1/dashboard" });
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe("/c/1/dashboard");
    const token = visitor.jar.get(https.session) ?? "";
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(await db.prisma.session.count({ where: { tokenHash: hashOf(token) } })).toBe(1);

    const session = await (await visitor.call("session")).json();
    expect(session).toEqual({ user: { name: user.username, email: user.email }, expires: expect.any(String) });

    const copied = new Map(visitor.jar);
    await visitor.submit("signout", {});
    expect(visitor.jar.has(https.session)).toBe(false);
    expect(await db.prisma.session.count({ where: { tokenHash: hashOf(token) } })).toBe(0);
    const thief = browser(db);
    for (const [name, value] of copied) thief.jar.set(name, value);
    expect(await (await thief.call("session")).json()).toBeNull();
  });

  test("the session's cookie is bound to the host, hidden from scripts, and ends with the browser", async () => {
    const db = open();
    const user = await makeUser(db);
    const visitor = browser(db);
    await visitor.enter(user.username, rightPassword, { remember: "on" });
    await visitor.call("session");
    const set = visitor.lines.filter((line) => line.startsWith(`${https.session}=`));
    expect(set).toHaveLength(1);
    expect(set[0]).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(set[0]).not.toMatch(/expires|max-age|domain/i);
    expect([...visitor.jar.keys()].every((name) => name.startsWith("__Host-"))).toBe(true);
  });

  test("over plain http the cookie has another name, and neither is honoured on the other scheme", async () => {
    const db = open();
    const user = await makeUser(db);
    const plain = browser(db, namesOver("http"));
    await plain.enter(user.username, rightPassword);
    expect(plain.jar.get("winauthmon")).toMatch(/^[\w-]{43}$/);
    expect(plain.lines.join()).not.toMatch(/secure/i);

    const secure = browser(db);
    for (const [name, value] of plain.jar) secure.jar.set(name, value);
    expect(await (await secure.call("session")).json()).toBeNull();
  });

  test("a wrong password leads back to our page with a code, no session and no line in the log", async () => {
    const db = open();
    const user = await makeUser(db);
    for (const [login, password] of [
      [user.username, "wrong"],
      ["nobody-at-all", rightPassword],
    ] as const) {
      const visitor = browser(db);
      const answer = await visitor.enter(login, password);
      expect(answer.headers.get("location")).toBe("/login?error=CredentialsSignin&code=invalid");
      expect(visitor.jar.has(https.session)).toBe(false);
    }
  });

  test("a fault while signing in is logged without the password", async () => {
    const db = open();
    const failing = authJsConfig({
      secret: "0".repeat(64),
      names: https,
      log,
      maxAgeSeconds: 60,
      adapter: adapterOf(db),
      signIn: async () => {
        throw new Error("the pool is gone");
      },
    });
    const visitor = browser(db);
    const csrf = (await (await visitor.call("csrf")).json()) as { csrfToken: string };
    const request = new Request(`${origin}/api/auth/callback/credentials`, {
      method: "POST",
      headers: {
        cookie: `${https.csrf}=${encodeURIComponent(visitor.jar.get(https.csrf) ?? "")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams({ ...csrf, login: "somebody", password: "a very secret one" }).toString(),
    });
    const answer = await Auth(request, failing);
    expect(answer.headers.get("location")).toContain("/login?error=Configuration");
    const logged = complaints.splice(0);
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain("very secret");
  });

  test("a post without Auth.js's own token signs nobody in", async () => {
    const db = open();
    const user = await makeUser(db);
    const visitor = browser(db);
    await visitor.call("callback/credentials", {
      login: user.username,
      password: rightPassword,
      csrfToken: "0".repeat(64),
    });
    expect(visitor.jar.has(https.session)).toBe(false);
    complaints.splice(0);
  });

  test.each(["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "/api/health"])(
    "callbackUrl=%s leads home",
    async (callbackUrl) => {
      const db = open();
      const user = await makeUser(db);
      const visitor = browser(db);
      const answer = await visitor.enter(user.username, rightPassword, { callbackUrl });
      expect(answer.headers.get("location")).toBe("/");
    },
  );

  test("its own reading of a session moves no end", async () => {
    const db = open();
    const user = await makeUser(db);
    const { token } = await signIn(deskOf(db), { login: user.username, now: new Date() });
    const visitor = browser(db);
    visitor.jar.set(https.session, token);
    const expires = async () => (await db.prisma.session.findUnique({ where: { tokenHash: hashOf(token) } }))?.expires;
    const before = await expires();
    await visitor.call("session");
    expect(await expires()).toEqual(before);
  });
});

describeOnEachEngine("the adapter", (open) => {
  test("takes and gives tokens, stores hashes", async () => {
    const db = open();
    const user = await makeUser(db);
    const adapter = adapterOf(db);
    const sessionToken = newSessionToken();
    const expires = new Date(Date.now() + 300 * day);
    const made = await adapter.createSession?.({ sessionToken, userId: String(user.id), expires });
    expect(made).toMatchObject({ sessionToken, userId: String(user.id) });
    expect(made?.expires.getTime()).toBeLessThan(Date.now() + day);

    const rows = await db.prisma.session.findMany({ where: { userId: user.id } });
    expect(rows).toMatchObject([{ tokenHash: hashOf(sessionToken) }]);
    expect(JSON.stringify(rows)).not.toContain(sessionToken);
    expect(await adapter.getSessionAndUser?.(hashOf(sessionToken))).toBeNull();
    expect(await adapter.getSessionAndUser?.(sessionToken)).toMatchObject({
      session: { sessionToken },
      user: { id: String(user.id), email: user.email },
    });
    expect(JSON.stringify(await adapter.getSessionAndUser?.(sessionToken))).not.toContain("argon2");

    await adapter.updateSession?.({ sessionToken, expires });
    const later = new Date(Date.now() + day);
    expect(await adapterOf(db, () => later).getSessionAndUser?.(sessionToken)).toBeNull();
    await adapter.deleteSession?.(sessionToken);
    expect(await sessionStore(db).findByTokenHash(hashOf(sessionToken), new Date())).toBeNull();
  });

  test("makes and changes no accounts", async () => {
    const adapter = adapterOf(open());
    const user = { id: "1", email: "new@example.test", emailVerified: null };
    await expect(adapter.createUser?.(user)).rejects.toThrow();
    await expect(adapter.updateUser?.(user)).rejects.toThrow();
    await expect(adapter.deleteUser?.("1")).rejects.toThrow();
    expect(await adapter.getUserByEmail?.("new@example.test")).toBeNull();
  });
});
