import type { AgentRequest } from "@/lib/events/ingest";
import { isAgentPath } from "@/lib/server/agent-door";
import { ask, closeServers, openServer, plainSocket, readAll, readUntil, requestText } from "./raw-client";

afterEach(closeServers);

test.each([
  "/api/log_event",
  "/api/log_event/",
  "/api/log_event?x=1",
  "/api/health",
  "/api/health/x",
  "//api/log_event",
  "/api//health",
  "/api/x//y",
  "/api\\health",
])("%s is the agents' door", (url) => expect(isAgentPath(url)).toBe(true));

test.each([
  "/",
  "/login",
  "/api/auth/session",
  "/api/events/stream",
  "/api",
  "/api/",
  "/apix/health",
  "/login?next=//api//x",
  "/api/auth/x?u=a//b",
  "/_next//api/x",
])("%s is not", (url) => expect(isAgentPath(url)).toBe(false));

async function record(answer: (request: AgentRequest) => Promise<string> = async () => "ok") {
  const seen: AgentRequest[] = [];
  const opened = await openServer({
    ingest: {
      handle: async (request) => {
        seen.push(request);
        return { status: 201, headers: { "content-type": "application/json" }, body: await answer(request) };
      },
    },
  });
  return { ...opened, seen };
}

async function textOf(body: AgentRequest["body"]): Promise<string> {
  if (Buffer.isBuffer(body)) return body.toString("utf8");
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

test("a request reaches the handler whole and its answer goes out with its length", async () => {
  const { port, seen } = await record(({ body }) => textOf(body));
  const words = '{"UserName":"Zoë"}';
  const head = requestText(
    "/api/log_event?a=1",
    { "X-API-Key": "K", "content-length": String(Buffer.byteLength(words)) },
    "POST",
  );
  const answer = await ask(port, head + words);
  expect(seen[0]).toMatchObject({
    method: "POST",
    path: "/api/log_event",
    peer: "127.0.0.1",
    headers: { "x-api-key": "K" },
  });
  expect(answer).toMatchObject({
    status: 201,
    headers: { "content-length": String(Buffer.byteLength(words)), "content-type": "application/json" },
  });
  expect(Buffer.from(answer.body, "latin1").toString("utf8")).toBe(words);
});

test("a chunked body and an empty one are read to their end", async () => {
  const { port } = await record(({ body }) => textOf(body));
  const chunked = requestText("/api/log_event", { "transfer-encoding": "chunked" }, "POST");
  expect((await ask(port, `${chunked}3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`)).body).toBe("abcde");
  expect((await ask(port, requestText("/api/log_event", {}, "POST"))).body).toBe("");
});

test("HEAD has the length but no body", async () => {
  const { port } = await record();
  const answer = await ask(port, requestText("/api/health", {}, "HEAD"));
  expect(answer).toMatchObject({ status: 201, headers: { "content-length": "2" }, body: "" });
});

test("an answer given before the body was read leaves the connection usable", async () => {
  const { port, seen } = await record();
  const socket = await plainSocket(port);
  const body = "x".repeat(200_000);
  const head = requestText(
    "/api/log_event",
    { connection: "keep-alive", "content-length": String(body.length) },
    "POST",
  );
  socket.write(head + body);
  await readUntil(socket, "\r\n\r\nok");
  socket.write(requestText("/api/health"));
  expect(await readAll(socket)).toContain("201 Created");
  expect(seen).toHaveLength(2);
});

test("a reader that stops at its limit still has its answer delivered", async () => {
  const { port } = await record(async ({ body }) => {
    for await (const _chunk of body as AsyncIterable<Buffer>) break;
    return "enough";
  });
  const socket = await plainSocket(port);
  socket.write(requestText("/api/log_event", { connection: "keep-alive", "content-length": "2000000" }, "POST"));
  socket.write("x".repeat(100_000));
  await readUntil(socket, "enough");
  socket.write("x".repeat(1_900_000) + requestText("/api/health", {}));
  expect(await readAll(socket)).toContain("enough");
});

test("a body without end is cut off after its answer", async () => {
  const { port } = await record();
  const socket = await plainSocket(port);
  socket.write(requestText("/api/log_event", { connection: "keep-alive", "content-length": "1000000000" }, "POST"));
  const closed = readAll(socket);
  const block = Buffer.alloc(256 * 1024);
  const push = () => {
    if (!socket.destroyed) socket.write(block, push);
  };
  push();
  await closed;
  expect(socket.bytesWritten).toBeLessThan(32 * 1024 * 1024);
});

test("a client that leaves in the middle of a body ends the reading and is no fault", async () => {
  let failed: (error: unknown) => void = () => {};
  const failure = new Promise((resolve) => {
    failed = resolve;
  });
  const { port, lines } = await record(async ({ body }) => {
    try {
      return await textOf(body);
    } catch (error) {
      failed(error);
      throw error;
    }
  });
  const socket = await plainSocket(port);
  socket.write(`${requestText("/api/log_event", { "content-length": "10" }, "POST")}abc`, () => socket.destroy());
  expect(String(await failure)).toContain("before the whole body came");
  expect((await ask(port, requestText("/api/health", { "content-length": "0" }))).status).toBe(201);
  expect(lines).toEqual([]);
});

test("a fault of the handler is a 500 with an id that the log also has, and nothing else of it", async () => {
  const { port, lines } = await record(async () => {
    throw new Error("SELECT hush FROM users");
  });
  const answer = await ask(port, requestText("/api/health"));
  expect(answer.status).toBe(500);
  expect(answer.body).not.toContain("hush");
  const id = /[0-9a-f-]{36}/.exec(answer.body)?.[0] ?? "none";
  expect(lines.join("")).toContain(id);
  expect(lines.join("")).toContain("SELECT hush");
});
