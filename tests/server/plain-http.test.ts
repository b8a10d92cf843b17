import { judgePlain, type PlainRequest, readHost } from "@/lib/server/plain-http";
import { whereThere } from "../fixtures/where-there";
import { ask, closeServers, openServer, outsideAddress, requestText } from "./raw-client";

afterEach(closeServers);

const elsewhere = { peer: "192.0.2.7", scheme: null, host: null, viaTrustedProxy: false };

function judge(given: Partial<PlainRequest>, publicUrl: string | null = null) {
  return judgePlain(
    {
      method: "GET",
      url: "/login?next=%2F",
      host: "portal.test:8000",
      client: elsewhere,
      isForwarded: false,
      ...given,
    },
    publicUrl,
  );
}

test("loopback and trusted proxies are served as they are", () => {
  for (const peer of ["127.0.0.1", "::1"]) expect(judge({ client: { ...elsewhere, peer } })).toEqual({ kind: "serve" });
  expect(judge({ client: { ...elsewhere, viaTrustedProxy: true }, isForwarded: true })).toEqual({ kind: "serve" });
});

test("pages from elsewhere are redirected, to PUBLIC_URL when it is known", () => {
  expect(judge({})).toEqual({ kind: "redirect", location: "https://portal.test:8000/login?next=%2F" });
  expect(judge({ host: "evil.example" }, "https://portal.example")).toEqual({
    kind: "redirect",
    location: "https://portal.example/login?next=%2F",
  });
});

test.each([
  "/api/log_event",
  "/api/health?x=1",
  "/api/auth/session",
  "/api",
  "//api/log_event",
  "/\\api/log_event",
  "/api?x",
])("the API at %s is refused from elsewhere, not redirected", (url) => {
  expect(judge({ url })).toMatchObject({ kind: "refuse", status: 400 });
  expect(judge({ url, method: "POST" })).toMatchObject({ kind: "refuse", status: 400 });
});

test("a page's form is refused from elsewhere: its content was already sent in the clear", () => {
  expect(judge({ method: "POST" })).toMatchObject({ kind: "refuse" });
});

test("a host that is not just a host never reaches an answer", () => {
  for (const host of [
    undefined,
    "",
    "a b",
    "a/b",
    "a@b",
    "a\\b",
    "a:b",
    "a:123456",
    "[::1",
    "a..",
    "a#b",
    ".a",
    "a?",
    "a%0d",
  ]) {
    expect(readHost(host)).toBeNull();
    expect(judge({ host })).toMatchObject({ kind: "refuse" });
  }
  for (const host of ["a", "a.b-c.example:8000", "192.0.2.1", "[2001:db8::1]:8000", "PC_7"])
    expect(readHost(host)).toBe(host);
});

test("a path that could be read as another address is not kept", () => {
  for (const url of ["http://evil.example/", "*", "/a b", "/\u00e9"]) {
    expect(judge({ url })).toEqual({ kind: "redirect", location: "https://portal.test:8000/" });
  }
  expect(judge({ url: "//evil.example/" })).toEqual({
    kind: "redirect",
    location: "https://portal.test:8000//evil.example/",
  });
});

test("what came through an unknown proxy is refused in words that name it, and has no privilege of loopback", () => {
  for (const peer of ["127.0.0.1", "192.0.2.7"]) {
    const verdict = judge({ client: { ...elsewhere, peer }, isForwarded: true });
    expect(verdict).toMatchObject({ kind: "refuse", message: expect.stringContaining(peer) });
  }
});

describe("over the wire", () => {
  test("a forwarded request over plain loopback is refused, over TLS served", async () => {
    const { port } = await openServer();
    for (const name of ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Forwarded-Host"]) {
      const text = requestText("/login", { [name]: "1.1.1.1" });
      expect((await ask(port, text)).status).toBe(400);
      expect((await ask(port, text, { secure: true })).status).toBe(200);
    }
  });

  const outside = outsideAddress();
  const noOutside = outside === null ? "this machine has no address but loopback" : null;
  const { test: onMachineWithAddress } = whereThere("plain HTTP from elsewhere", noOutside);

  onMachineWithAddress("from another address a page is redirected and the API answers 400 in JSON", async () => {
    const host = outside ?? "";
    const { port } = await openServer({ host: "0.0.0.0" });
    const page = await ask(port, requestText("/login", { host: `portal.test:${port}` }), { host });
    expect(page).toMatchObject({
      status: 307,
      headers: { location: `https://portal.test:${port}/login`, "cache-control": "no-store" },
    });
    const api = await ask(
      port,
      `${requestText("/api/log_event", { "content-length": "2", "x-api-key": "k" }, "POST")}{}`,
      { host },
    );
    expect(api).toMatchObject({ status: 400, headers: { "content-type": "application/json" } });
    expect(JSON.parse(api.body)).toEqual({ message: expect.stringContaining("https"), status: "error" });
    expect((await ask(port, requestText("/login"), { host, secure: true })).status).toBe(200);
  });

  onMachineWithAddress("with SSL=off nobody is redirected", async () => {
    const { port } = await openServer({ host: "0.0.0.0", tls: null });
    expect((await ask(port, requestText("/login"), { host: outside ?? "" })).status).toBe(200);
  });
});
