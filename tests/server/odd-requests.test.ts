import { ask, closeServers, openServer, requestText } from "./raw-client";

afterEach(closeServers);

test.each([
  ["*", "GET"],
  ["*", "OPTIONS"],
  ["http://evil.example/login", "GET"],
  ["http://[/login", "GET"],
  ["http://portal.test/api/log_event", "POST"],
])("a request for %s by %s is refused before the pages see it", async (target, method) => {
  const { port, lines } = await openServer();
  for (const secure of [false, true]) {
    const answer = await ask(port, requestText(target, {}, method), { secure });
    expect([answer.status, answer.headers.location]).toEqual([400, undefined]);
    expect(answer.body).toBe("This server takes requests for a path, which begins with /.\n");
  }
  expect(lines).toEqual([]);
});

test.each(["[", "a b", "a/b", "user@portal.test", "portal.test:8000:1"])("nor one for the host %s", async (host) => {
  const { port, lines } = await openServer();
  for (const secure of [false, true]) {
    const answer = await ask(port, requestText("/login", { host }), { secure });
    expect([answer.status, answer.body]).toEqual([400, "The Host of this request is not the name of a host.\n"]);
  }
  expect(lines).toEqual([]);
});

test.each(["portal.test", "portal.test.:8000", "PORTAL_1", "192.0.2.1:8000", "[::1]:8000", ""])(
  "a request for the host %j reaches the pages",
  async (host) => {
    const { port } = await openServer();
    expect((await ask(port, requestText("/login", { host }))).status).toBe(200);
  },
);

test("an agent's event is not lost over the name it gave its server", async () => {
  const { port } = await openServer();
  expect((await ask(port, requestText("/api/log_event", { host: "[" }, "POST"))).status).toBe(200);
});
