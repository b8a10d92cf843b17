/**
 * What is known of a request before anybody is signed in. server.ts works the facts out and passes them inward in
 * headers of its own, after dropping the same headers of the outside; nothing else reads an address.
 */
export type RequestFacts = {
  scheme: "http" | "https";
  /** As the browser named this site, with its port; "" when it did not. */
  host: string;
  /** The client's address; null under a host that is not server.ts. */
  peer: string | null;
  /**
   * The request came from this machine, named it by a loopback name, and nobody forwarded it. Never true when that is
   * not certain: a foreign site whose name was pointed at 127.0.0.1 reaches us from here too, under its own name.
   */
  isLocal: boolean;
  userAgent: string | null;
};

export const insideHeaders = {
  peer: "x-winauthmon-peer",
  scheme: "x-winauthmon-scheme",
  forwarded: "x-winauthmon-forwarded",
} as const;

type ReadableHeaders = { get(name: string): string | null };

/** Only server.ts sets this, before it takes its first request: without it the inside headers are anybody's. */
type OwnServer = { isDevelopment: boolean };
const slot = Symbol.for("winauthmon.own-server");
type Shared = { [slot]?: OwnServer };

/** Called once by server.ts: from now on every request of this process has passed through it. */
export function announceOwnServer(server: OwnServer = { isDevelopment: false }): void {
  (globalThis as Shared)[slot] = server;
}

export function hasOwnServer(): boolean {
  return (globalThis as Shared)[slot] !== undefined;
}

/** True under `npm run dev`, where React needs eval. */
export function isDevelopmentServer(): boolean {
  return (globalThis as Shared)[slot]?.isDevelopment === true;
}

const isLoopbackAddress = (address: string): boolean =>
  /^(127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/.test(address);

/** Pure; `ownServer` says whether the inside headers can be believed. */
export function readRequestFacts(headers: ReadableHeaders, ownServer: boolean = hasOwnServer()): RequestFacts {
  const userAgent = headers.get("user-agent")?.slice(0, 512) ?? null;
  // Next fills both in from the connection when no proxy did.
  const host = headers.get("x-forwarded-host")?.split(",")[0]?.trim() || headers.get("host") || "";
  if (!ownServer) {
    const scheme = headers.get("x-forwarded-proto")?.split(",")[0]?.trim() === "https" ? "https" : "http";
    return { scheme, host, peer: null, isLocal: false, userAgent };
  }
  const peer = headers.get(insideHeaders.peer) || null;
  const isForwarded = headers.get(insideHeaders.forwarded) === "1";
  return {
    scheme: headers.get(insideHeaders.scheme) === "https" ? "https" : "http",
    host,
    peer,
    isLocal: peer !== null && isLoopbackAddress(peer) && isLoopbackHost(host) && !isForwarded,
    userAgent,
  };
}

/** `localhost`, 127.x.x.x or [::1], with or without a port. */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|([\w-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host);
}
