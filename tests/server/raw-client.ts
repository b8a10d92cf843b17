import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { createLog, type Log } from "@/lib/log";
import { loadCertificate, type TlsMaterial } from "@/lib/server/certificate";
import type { OnePort, ServerLimits } from "@/lib/server/one-port";
import { createPortalServer, type PortalServerOptions } from "@/lib/server/portal-server";

/** Small enough that a test of a limit takes no longer than a blink. */
export const quickLimits: ServerLimits = {
  greetingTimeout: 150,
  headersTimeout: 200,
  requestTimeout: 300,
  keepAliveTimeout: 5_000,
  idleTimeout: 5_000,
  maxHeaderSize: 16 * 1024,
  maxConnections: 1_000,
  checkEvery: 20,
};

export const patientLimits: ServerLimits = {
  ...quickLimits,
  greetingTimeout: 5_000,
  headersTimeout: 5_000,
  requestTimeout: 5_000,
};

export function readLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
  return { log: createLog({ level: "debug", pretty: false, stream }), lines };
}

let material: Promise<TlsMaterial> | null = null;

export function testCertificate(): Promise<TlsMaterial> {
  material ??= (async () => {
    const instanceDir = mkdtempSync(join(tmpdir(), "certificate-"));
    try {
      return await loadCertificate({ instanceDir }, new Date(), readLog().log);
    } finally {
      rmSync(instanceDir, { recursive: true });
    }
  })();
  return material;
}

export type TestServer = { port: number; server: OnePort; lines: string[] };

const open: OnePort[] = [];

/** A portal server whose pages answer with the request's headers as JSON, and whose agents' door says its path. */
export async function openServer(given: Partial<PortalServerOptions> & { host?: string } = {}): Promise<TestServer> {
  const { log, lines } = readLog();
  const server = createPortalServer({
    config: { publicUrl: null, trustedProxies: [] },
    tls: given.tls === undefined ? await testCertificate() : given.tls,
    ingest: {
      handle: async ({ method, path, peer }) => ({
        status: 200,
        headers: {},
        body: JSON.stringify({ method, path, peer }),
      }),
    },
    pages: async (request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ url: request.url, headers: request.headers }));
    },
    log,
    limits: patientLimits,
    ...given,
  });
  open.push(server);
  return { port: await server.listen(0, given.host ?? "127.0.0.1"), server, lines };
}

export async function closeServers(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.stop(0)));
}

/** An address of this machine that is not loopback, so that a client is "from elsewhere"; null when it has none. */
export function outsideAddress(): string | null {
  const all = Object.values(networkInterfaces()).flatMap((entries) => entries ?? []);
  return all.find((entry) => !entry.internal && entry.family === "IPv4")?.address ?? null;
}

export function plainSocket(port: number, host = "127.0.0.1"): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, host, () => resolve(socket));
    socket.on("error", reject);
  });
}

export function tlsSocket(port: number, host = "127.0.0.1"): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port, host, rejectUnauthorized: false }, () => resolve(socket));
    socket.on("error", reject);
  });
}

/** Everything the other side sends until it closes. */
export function readAll(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.once("close", () => resolve(text));
  });
}

/** Resolves once `part` has come. */
export function readUntil(socket: Socket, part: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const listener = (chunk: Buffer) => {
      text += chunk.toString("latin1");
      if (!text.includes(part)) return;
      socket.off("data", listener);
      resolve(text);
    };
    socket.on("data", listener);
    socket.once("close", () => reject(new Error(`closed after ${JSON.stringify(text)}`)));
  });
}

export function requestText(path: string, headers: Record<string, string> = {}, method = "GET"): string {
  const lines = Object.entries({ host: "portal.test", connection: "close", ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  return `${method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}

export type Answer = { status: number; headers: Record<string, string>; body: string };

export function readAnswer(text: string): Answer {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [statusLine = "", ...lines] = head.split("\r\n");
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
  );
  return { status: Number(statusLine.split(" ")[1]), headers, body: rest.join("\r\n\r\n") };
}

/** One request over a connection of its own. */
export async function ask(
  port: number,
  text: string,
  options: { secure?: boolean; host?: string } = {},
): Promise<Answer> {
  const socket = options.secure ? await tlsSocket(port, options.host) : await plainSocket(port, options.host);
  const answer = readAll(socket);
  socket.write(text);
  return readAnswer(await answer);
}
