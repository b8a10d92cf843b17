import { Agent, get } from "node:https";
import { Duplex } from "node:stream";
import { connect as connectTls } from "node:tls";
import { serverLimits } from "@/lib/server/one-port";
import {
  ask,
  closeServers,
  openServer,
  patientLimits,
  plainSocket,
  quickLimits,
  readAll,
  readAnswer,
  readUntil,
  requestText,
  tlsSocket,
} from "./raw-client";

afterEach(closeServers);

test("the same port answers https and, from this machine, plain http", async () => {
  const { port } = await openServer();
  for (const secure of [true, false]) {
    const answer = await ask(port, requestText("/login"), { secure });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({
      url: "/login",
      headers: { "x-winauthmon-scheme": secure ? "https" : "http", "x-winauthmon-peer": "127.0.0.1" },
    });
  }
});

test("without TLS the port speaks plain http alone", async () => {
  const { port } = await openServer({ tls: null });
  expect((await ask(port, requestText("/"))).status).toBe(200);
  await expect(tlsSocket(port)).rejects.toThrow();
});

test("a connection is used again, over both protocols", async () => {
  const { port } = await openServer();
  for (const secure of [true, false]) {
    const socket = secure ? await tlsSocket(port) : await plainSocket(port);
    const all = readAll(socket);
    socket.write(
      requestText("/api/health", { connection: "keep-alive" }) + requestText("/one", { connection: "keep-alive" }),
    );
    socket.write(requestText("/two"));
    expect((await all).match(/HTTP\/1\.1 200/g)).toHaveLength(3);
  }
});

test("a ClientHello that comes byte by byte is a ClientHello", async () => {
  const { port } = await openServer();
  const raw = await plainSocket(port);
  raw.setNoDelay(true);
  // A stream between TLS and the network that hands on one byte at a time.
  const byteByByte = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      for (const byte of chunk) raw.write(Buffer.of(byte));
      done();
    },
  });
  raw.on("data", (chunk: Buffer) => byteByByte.push(chunk));
  raw.once("end", () => byteByByte.push(null));
  const client = connectTls({ socket: byteByByte, rejectUnauthorized: false });
  client.write(requestText("/"));
  expect(readAnswer(await readUntil(client, "}}")).status).toBe(200);
  raw.destroy();
});

test("a request that comes byte by byte is a request", async () => {
  const { port } = await openServer();
  const socket = await plainSocket(port);
  socket.setNoDelay(true);
  const all = readAll(socket);
  for (const letter of requestText("/slowly")) {
    await new Promise((resolve) => socket.write(letter, resolve));
  }
  expect(readAnswer(await all).status).toBe(200);
});

test("a large upload arrives whole over TLS", async () => {
  const sizes: number[] = [];
  const { port } = await openServer({
    ingest: {
      handle: async ({ body }) => {
        let size = 0;
        for await (const chunk of body as AsyncIterable<Buffer>) size += chunk.length;
        sizes.push(size);
        return { status: 200, headers: {}, body: String(size) };
      },
    },
  });
  const size = 900_000;
  const head = requestText("/api/log_event", { "content-length": String(size) }, "POST");
  const answer = await ask(port, head + "x".repeat(size), { secure: true });
  expect(answer.body).toBe(String(size));
  expect(sizes).toEqual([size]);
});

describe("what a client may not do", () => {
  test("stay silent", async () => {
    const { port } = await openServer({ limits: { ...patientLimits, greetingTimeout: 50 } });
    expect(await readAll(await plainSocket(port))).toBe("");
  });

  test("begin a TLS handshake and leave it", async () => {
    const { port } = await openServer({ limits: { ...patientLimits, greetingTimeout: 50 } });
    const socket = await plainSocket(port);
    const all = readAll(socket);
    socket.write(Buffer.of(0x16, 3, 1));
    expect(await all).toBe("");
  });

  test("send headers slowly", async () => {
    const { port } = await openServer({ limits: quickLimits });
    for (const secure of [false, true]) {
      const socket = secure ? await tlsSocket(port) : await plainSocket(port);
      const all = readAll(socket);
      socket.write("GET / HTTP/1.1\r\nhost: a\r\n");
      expect(readAnswer(await all).status).toBe(408);
    }
  });

  test("send a body slowly", async () => {
    const { port } = await openServer({
      limits: quickLimits,
      ingest: {
        handle: async ({ body }) => {
          for await (const _chunk of body);
          return { status: 200, headers: {}, body: "" };
        },
      },
    });
    const socket = await plainSocket(port);
    const all = readAll(socket);
    socket.write(`${requestText("/api/log_event", { "content-length": "10" }, "POST")}x`);
    expect(readAnswer(await all).status).toBe(408);
  });

  test("send more header than 16 KiB", async () => {
    const { port } = await openServer();
    const answer = await ask(port, requestText("/", { cookie: "x".repeat(17 * 1024) }));
    expect(answer.status).toBe(431);
  });

  test.each([
    ["zeros", Buffer.alloc(64)],
    ["noise", Buffer.from([0x80, 0xff, 0x00, 0x17, 0x03])],
    ["a false TLS record", Buffer.concat([Buffer.of(0x16), Buffer.alloc(600, 0xff)])],
    ["another protocol", Buffer.from("SSH-2.0-OpenSSH_9.2\r\n")],
  ])("send garbage: %s", async (_name, bytes) => {
    const { port } = await openServer();
    const socket = await plainSocket(port);
    const all = readAll(socket);
    socket.write(bytes);
    expect(await all).not.toContain("200 OK");
    expect((await ask(port, requestText("/"))).status).toBe(200);
  });

  test("open more connections than there may be", async () => {
    const { port } = await openServer({ limits: { ...patientLimits, maxConnections: 2 } });
    const held = await Promise.all([plainSocket(port), plainSocket(port)]);
    const third = await plainSocket(port);
    expect(await readAll(third)).toBe("");
    held[0]?.destroy();
  });
});

test("hundreds of clients of both protocols at once are all answered", async () => {
  const { port } = await openServer();
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, index) => ask(port, requestText(`/${index}`), { secure: index % 3 === 0 })),
  );
  expect(answers.every((answer, index) => JSON.parse(answer.body).url === `/${index}`)).toBe(true);
});

test("the keep-alive agent of an ordinary client works over TLS", async () => {
  const { port } = await openServer();
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const ports = new Set<number | undefined>();
  for (let round = 0; round < 5; round++) {
    await new Promise<void>((resolve, reject) => {
      get({ port, host: "127.0.0.1", path: "/", agent }, (response) => {
        ports.add(response.socket.localPort);
        response.resume().once("end", resolve);
      }).once("error", reject);
    });
  }
  agent.destroy();
  expect(ports.size).toBe(1);
});

test("the limits in force are those of the design", () => {
  expect(serverLimits).toMatchObject({ headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 });
  expect(serverLimits.maxConnections).toBeGreaterThan(0);
});
