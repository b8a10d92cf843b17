import { ask, closeServers, openServer, requestText } from "./raw-client";

afterEach(closeServers);

async function headersSeen(
  sent: Record<string, string>,
  trustedProxies: string[] = [],
): Promise<Record<string, string>> {
  const { port } = await openServer({ config: { publicUrl: null, trustedProxies } });
  const answer = await ask(port, requestText("/", sent), { secure: true });
  return JSON.parse(answer.body).headers;
}

const dangerous = {
  Forwarded: "for=6.6.6.6",
  "X-Forwarded-For": "6.6.6.6",
  "X-Forwarded-Host": "evil.example",
  "X-Forwarded-Proto": "http",
  "X-Forwarded-Anything": "x",
  "X-Real-IP": "6.6.6.6",
  "X-Winauthmon-Peer": "127.0.0.1",
  "X-Winauthmon-Scheme": "http",
  "X-Winauthmon-Pass": "x",
  "X-Nonce": "x",
  "X-Middleware-Subrequest": "middleware",
  "Content-Security-Policy": "script-src *",
};

test("from an untrusted neighbour only our own headers say who asks", async () => {
  const seen = await headersSeen({ ...dangerous, cookie: "a=b", "x-other": "kept" });
  expect(seen).toEqual({
    host: "portal.test",
    connection: "close",
    cookie: "a=b",
    "x-other": "kept",
    "x-winauthmon-peer": "127.0.0.1",
    "x-winauthmon-scheme": "https",
    "x-winauthmon-forwarded": "1",
  });
});

test("a request nobody forwarded does not say so", async () => {
  expect(await headersSeen({ "x-winauthmon-forwarded": "1" })).not.toHaveProperty("x-winauthmon-forwarded");
});

test("a trusted proxy that says nothing has forwarded all the same, and so has whoever sends Via", async () => {
  expect(await headersSeen({}, ["127.0.0.1"])).toHaveProperty("x-winauthmon-forwarded", "1");
  expect(await headersSeen({ Via: "1.1 proxy" })).toMatchObject({ "x-winauthmon-forwarded": "1", via: "1.1 proxy" });
});

test("a trusted proxy names client, scheme and host; nothing else of the inside", async () => {
  const seen = await headersSeen({ ...dangerous, "X-Forwarded-Host": "portal.example" }, ["127.0.0.0/8"]);
  expect(seen).toMatchObject({
    "x-winauthmon-peer": "6.6.6.6",
    "x-winauthmon-scheme": "http",
    "x-winauthmon-forwarded": "1",
    "x-forwarded-proto": "http",
    "x-forwarded-host": "portal.example",
  });
  for (const name of [
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-anything",
    "x-real-ip",
    "x-nonce",
    "x-middleware-subrequest",
  ]) {
    expect(seen).not.toHaveProperty(name);
  }
  expect(seen).not.toHaveProperty("content-security-policy");
});

test("a host that is none is not passed on, even from a trusted proxy", async () => {
  const seen = await headersSeen({ "X-Forwarded-Host": "a/b" }, ["127.0.0.1"]);
  expect(seen).not.toHaveProperty("x-forwarded-host");
});
