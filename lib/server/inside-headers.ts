import type { IncomingHttpHeaders } from "node:http";
import { insideHeaders } from "@/lib/portal/request";
import { type Client, isForwardingHeader } from "./peer-address";
import { readHost } from "./plain-http";

/** Headers that the pages or Next believe and that nobody outside may send. */
const insideOnly = new Set(["content-security-policy", "content-security-policy-report-only", "x-nonce"]);
const insidePrefixes = ["x-winauthmon-", "x-middleware-"];

export function hasForwardingHeader(headers: IncomingHttpHeaders): boolean {
  for (const name in headers) if (isForwardingHeader(name)) return true;
  return false;
}

/**
 * Rewrites a request's headers in place, before Next sees it: drops what only the inside may say and every forwarding
 * header, then says in our own headers who asks, over which scheme, and whether anybody forwarded the request: a
 * trusted proxy has, whatever it says, and Via tells it too. Via stays, because nothing inside believes it, and it does
 * not decide about plain HTTP, because forward proxies of companies send it and can follow a redirect.
 */
export function rewriteHeaders(headers: IncomingHttpHeaders, client: Client, encrypted: boolean): void {
  let isForwarded = client.viaTrustedProxy || headers.via !== undefined;
  for (const name in headers) {
    if (isForwardingHeader(name)) {
      isForwarded = true;
      delete headers[name];
    } else if (insideOnly.has(name) || insidePrefixes.some((prefix) => name.startsWith(prefix))) {
      delete headers[name];
    }
  }
  const scheme = client.scheme ?? (encrypted ? "https" : "http");
  if (client.peer !== null) headers[insideHeaders.peer] = client.peer;
  headers[insideHeaders.scheme] = scheme;
  if (isForwarded) headers[insideHeaders.forwarded] = "1";
  // Next compares the Origin of a server action with these two, and fills them in from the connection otherwise.
  if (client.viaTrustedProxy) headers["x-forwarded-proto"] = scheme;
  const host = client.host === null ? null : readHost(client.host);
  if (host !== null) headers["x-forwarded-host"] = host;
}
