import { type Client, isLoopback } from "./peer-address";

export type PlainRequest = {
  method: string;
  /** As in the request line. */
  url: string;
  host: string | undefined;
  client: Client;
  /** The request carried a forwarding header, believed or not. */
  isForwarded: boolean;
};

export type PlainVerdict =
  | { kind: "serve" }
  | { kind: "redirect"; location: string }
  | { kind: "refuse"; status: 400; message: string };

const hostPattern = /^(\[[0-9a-f:.]{2,45}\]|[a-z0-9_](?:[a-z0-9._-]{0,251}[a-z0-9_])?\.?)(:\d{1,5})?$/i;

/** A Host header that is a host name or address with an optional port, and nothing else; null otherwise. */
export function readHost(text: string | undefined): string | null {
  return text !== undefined && hostPattern.test(text) ? text : null;
}

export function isApiPath(url: string): boolean {
  return url === "/api" || /^[/\\]+api[/\\?]/.test(url);
}

const useHttps = "This server takes this only over https. Repeat the request with https:// in place of http://.";

/**
 * What to do with a request that came unencrypted to a port that speaks TLS. Loopback is served as it is, and so is a
 * trusted proxy, whose operator decides about that stretch. From elsewhere a page is redirected; the API and whatever
 * carries a body are refused, because a redirect would have the key sent in the clear again and again unnoticed.
 *
 * The redirect goes to PUBLIC_URL. While that is unset it goes to the host the client itself named, and only if that
 * is nothing but a host: whoever sends a false Host is answered with it, nobody else is, as the answer is not stored.
 */
export function judgePlain(request: PlainRequest, publicUrl: string | null): PlainVerdict {
  const { client, isForwarded, method, url } = request;
  if (client.viaTrustedProxy) return { kind: "serve" };
  if (isLoopback(client.peer) && !isForwarded) return { kind: "serve" };
  if (isForwarded) {
    // A redirect would go round in circles: the proxy would bring the next request the same way.
    const message = `This request came unencrypted through a proxy at ${client.peer ?? "an unknown address"} that TRUSTED_PROXIES does not name.`;
    return { kind: "refuse", status: 400, message };
  }
  if (isApiPath(url)) return { kind: "refuse", status: 400, message: useHttps };
  const host = readHost(request.host);
  const origin = publicUrl ?? (host === null ? null : `https://${host}`);
  const isReading = method === "GET" || method === "HEAD";
  if (!isReading || origin === null || origin.startsWith("http:"))
    return { kind: "refuse", status: 400, message: useHttps };
  return { kind: "redirect", location: origin + (/^\/[\x21-\x7e]*$/.test(url) ? url : "/") };
}
