import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createNetServer, type Server as NetServer, type Socket } from "node:net";
import type { SecureContextOptions } from "node:tls";

export type RequestHandler = (request: IncomingMessage, response: ServerResponse, encrypted: boolean) => void;

/** Milliseconds, bytes and counts. */
export type ServerLimits = {
  /** How long a connection may stay silent before its first byte, and a TLS handshake may take. */
  greetingTimeout: number;
  headersTimeout: number;
  requestTimeout: number;
  keepAliveTimeout: number;
  /** How long an answer may make no progress. */
  idleTimeout: number;
  maxHeaderSize: number;
  maxConnections: number;
  /** How often the two timeouts of a request are looked at. */
  checkEvery: number;
};

/** Node's own defaults let one slow client hold a connection for minutes. */
export const serverLimits: ServerLimits = {
  greetingTimeout: 10_000,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 75_000,
  idleTimeout: 120_000,
  maxHeaderSize: 16 * 1024,
  maxConnections: 10_000,
  checkEvery: 5_000,
};

export type OnePort = {
  /** Resolves with the port once connections are accepted; rejects when the address cannot be taken. */
  listen(port: number, host: string): Promise<number>;
  /** Accepts nothing more, closes what is idle, resolves when the last answer is out or `graceMs` are over. */
  stop(graceMs: number): Promise<void>;
  /** For the development server's own connections. */
  onUpgrade(listener: (request: IncomingMessage, socket: Socket, head: Buffer) => void): void;
};

/** The first byte of every TLS record that opens a connection; no HTTP method begins with it. */
const tlsHandshake = 0x16;

/**
 * One port for HTTPS and plain HTTP: the first byte of a connection tells which it speaks, then the connection is
 * handed whole to Node's server of that protocol. Without `tls` the port speaks plain HTTP alone.
 */
export function createOnePort(options: {
  tls: SecureContextOptions | null;
  handler: RequestHandler;
  limits?: ServerLimits;
}): OnePort {
  const limits = options.limits ?? serverLimits;
  const inFlight = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  let stopping = false;

  const serve = (encrypted: boolean) => (request: IncomingMessage, response: ServerResponse) => {
    inFlight.add(response);
    response.once("close", () => {
      inFlight.delete(response);
      if (stopping) request.socket.destroySoon();
    });
    if (stopping) response.setHeader("connection", "close");
    options.handler(request, response, encrypted);
  };
  const shared = {
    maxHeaderSize: limits.maxHeaderSize,
    headersTimeout: limits.headersTimeout,
    requestTimeout: limits.requestTimeout,
    keepAliveTimeout: limits.keepAliveTimeout,
    connectionsCheckingInterval: limits.checkEvery,
  };
  const plain = createHttpServer(shared, serve(false));
  const secure = options.tls
    ? createHttpsServer(
        { ...shared, ...options.tls, handshakeTimeout: limits.greetingTimeout, minVersion: "TLSv1.2" },
        serve(true),
      )
    : null;
  const inner: Server[] = secure ? [plain, secure] : [plain];
  for (const server of inner) server.timeout = limits.idleTimeout;

  const listener = createNetServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => socket.destroy());
    socket.once("close", () => sockets.delete(socket));
    greet(socket, limits.greetingTimeout, (first) => {
      if (secure !== null && first === tlsHandshake) {
        // TLS takes the connection below the stream, after reading what was put back.
        secure.emit("connection", socket);
      } else {
        plain.emit("connection", socket);
        socket.resume();
      }
    });
  });
  listener.maxConnections = limits.maxConnections;

  return {
    listen: (port, host) => listen(listener, inner, port, host),
    stop: async (graceMs) => {
      stopping = true;
      const closed = new Promise<void>((resolve) => listener.close(() => resolve()));
      const deadline = setTimeout(() => {
        for (const socket of sockets) socket.destroy();
      }, graceMs);
      for (const response of inFlight) if (!response.headersSent) response.setHeader("connection", "close");
      const busy = busyConnections(inFlight);
      for (const socket of sockets) if (!busy.has(connectionOf(socket))) socket.destroy();
      await closed;
      clearTimeout(deadline);
      for (const server of inner) server.close();
    },
    onUpgrade: (handle) => {
      for (const server of inner) server.on("upgrade", handle);
    },
  };
}

/** Waits for the first bytes, puts them back, and lets the protocol's server read them again. */
function greet(socket: Socket, timeoutMs: number, hand: (firstByte: number) => void): void {
  const silent = () => socket.destroy();
  const hangUp = () => socket.destroy();
  socket.setTimeout(timeoutMs, silent);
  socket.once("end", hangUp);
  socket.once("data", (chunk: Buffer) => {
    socket.setTimeout(0);
    socket.off("timeout", silent);
    socket.off("end", hangUp);
    socket.pause();
    socket.unshift(chunk);
    hand(chunk[0] ?? 0);
  });
}

function listen(listener: NetServer, inner: Server[], port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    listener.once("error", reject);
    listener.listen(port, host, () => {
      listener.off("error", reject);
      // The inner servers never listen themselves; this starts their watch over slow requests.
      for (const server of inner) server.emit("listening");
      const address = listener.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** An endless stream of events cannot be waited for; browsers come back to it by themselves. */
function isEndless(response: ServerResponse): boolean {
  // Headers given to writeHead cannot be read back; what the browser asked for can.
  const type = response.getHeader("content-type") ?? response.req.headers.accept ?? "";
  return String(type).startsWith("text/event-stream");
}

/** A connection by its two ends: the same for a socket and for the TLS stream over it. */
function connectionOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort} ${socket.localPort}`;
}

function busyConnections(inFlight: ReadonlySet<ServerResponse>): Set<string> {
  const busy = new Set<string>();
  for (const response of inFlight) {
    if (response.socket && !isEndless(response)) busy.add(connectionOf(response.socket));
  }
  return busy;
}
