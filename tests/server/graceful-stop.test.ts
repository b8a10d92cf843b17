import { ask, closeServers, openServer, plainSocket, readAll, readUntil, requestText, tlsSocket } from "./raw-client";

afterEach(closeServers);

/** A door that answers only when it is told to. */
async function slowServer() {
  let finish: () => void = () => {};
  const told = new Promise<void>((resolve) => {
    finish = resolve;
  });
  let begun: () => void = () => {};
  const accepted = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const opened = await openServer({
    ingest: {
      handle: async () => {
        begun();
        await told;
        return { status: 201, headers: {}, body: "kept" };
      },
    },
  });
  return { ...opened, accepted, finish };
}

test("an accepted request is finished, over both protocols, then the server is closed", async () => {
  for (const secure of [false, true]) {
    const { port, server, accepted, finish } = await slowServer();
    const socket = secure ? await tlsSocket(port) : await plainSocket(port);
    const all = readAll(socket);
    socket.write(requestText("/api/log_event", { connection: "keep-alive" }, "POST"));
    await accepted;
    const stopped = server.stop(10_000);
    await expect(plainSocket(port)).rejects.toThrow("ECONNREFUSED");
    finish();
    await stopped;
    expect(await all).toMatch(/201 Created.*connection: close.*kept/is);
  }
});

test("idle, silent and half-greeted connections do not hold the stop up", async () => {
  const { port, server } = await openServer();
  const silent = await plainSocket(port);
  const greeting = await plainSocket(port);
  greeting.write(Buffer.of(0x16, 3));
  const idle = await tlsSocket(port);
  idle.write(requestText("/api/health", { connection: "keep-alive" }));
  await readUntil(idle, "}");
  const ends = Promise.all([silent, greeting, idle].map(readAll));
  await server.stop(60_000);
  await ends;
});

test.each(["set", "written"])(
  "a stream of events is ended, so that it does not hold the stop up (type %s)",
  async (how) => {
    const { port, server } = await openServer({
      pages: async (_request, response) => {
        if (how === "set") response.setHeader("content-type", "text/event-stream");
        response.writeHead(200, how === "set" ? {} : { "content-type": "text/event-stream" });
        response.write(": hello\n\n");
      },
    });
    const socket = await tlsSocket(port);
    socket.write(requestText("/api/events/stream", { connection: "keep-alive", accept: "text/event-stream" }));
    await readUntil(socket, ": hello");
    const closed = readAll(socket);
    await server.stop(60_000);
    await closed;
  },
);

test("what does not finish in time is cut off", async () => {
  const { port, server, accepted } = await slowServer();
  const socket = await plainSocket(port);
  const all = readAll(socket);
  socket.write(requestText("/api/log_event", {}, "POST"));
  await accepted;
  await server.stop(20);
  expect(await all).toBe("");
});

test("a page that is already being sent is sent to its end", async () => {
  let finish: () => void = () => {};
  const { port, server } = await openServer({
    pages: async (_request, response) => {
      response.writeHead(200, { "content-type": "text/csv" });
      response.write("first\n");
      finish = () => response.end("last\n");
    },
  });
  const socket = await plainSocket(port);
  socket.write(requestText("/export", { connection: "keep-alive" }));
  await readUntil(socket, "first");
  const rest = readAll(socket);
  const stopped = server.stop(10_000);
  finish();
  await stopped;
  expect(await rest).toContain("last");
});

test("after a stop nothing answers", async () => {
  const { port, server } = await openServer();
  await server.stop(0);
  await expect(ask(port, requestText("/"))).rejects.toThrow("ECONNREFUSED");
});
