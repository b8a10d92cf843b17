import type { IncomingHttpHeaders } from "node:http";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Who is at the other end, as far as it can be believed. */
export type Client = {
  /** The client's address in its shortest form; null when the connection is gone. */
  peer: string | null;
  /** What a trusted proxy said the client spoke; null when none said. */
  scheme: "http" | "https" | null;
  /** The host a trusted proxy was asked for; null when none said. */
  host: string | null;
  /** The direct neighbour is one of TRUSTED_PROXIES. */
  viaTrustedProxy: boolean;
};

/** An address in one spelling: mapped IPv4 as IPv4, IPv6 in its shortest form, without a zone; null for anything else. */
export function normalizeAddress(text: string | undefined): string | null {
  const address = parseAddress(text);
  return address === null ? null : address.toString();
}

function parseAddress(text: string | undefined): Address | null {
  if (text === undefined || text === "") return null;
  const plain = text.split("%", 1)[0] ?? "";
  if (ipaddr.IPv4.isValidFourPartDecimal(plain)) return ipaddr.IPv4.parse(plain);
  return ipaddr.IPv6.isValid(plain) ? ipaddr.process(plain) : null;
}

/** One entry of X-Forwarded-For: an address, perhaps with a port. */
function parseHop(text: string): Address | null {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(text);
  if (bracketed) return parseAddress(bracketed[1]);
  return parseAddress(/^[\d.]+:\d+$/.test(text) ? text.split(":", 1)[0] : text);
}

export function isLoopback(peer: string | null): boolean {
  return peer !== null && (peer === "::1" || peer.startsWith("127."));
}

const forwardingHeaders = new Set(["forwarded", "x-real-ip"]);

export function isForwardingHeader(name: string): boolean {
  return name.startsWith("x-forwarded-") || forwardingHeaders.has(name);
}

export type ClientReader = (remoteAddress: string | undefined, headers: IncomingHttpHeaders) => Client;

/**
 * Works out the client of a request (3-wire, the peer address): forwarding headers count only when the neighbour is in
 * `trustedProxies` (addresses and CIDR ranges), and then the client is the right-most hop that is not itself trusted,
 * because everything left of it was written by somebody unknown.
 */
export function createClientReader(trustedProxies: readonly string[]): ClientReader {
  const ranges = trustedProxies.map(parseRange);
  const isTrusted = (address: Address) =>
    ranges.some(([base, bits]) => base.kind() === address.kind() && address.match(base, bits));
  return (remoteAddress, headers) => {
    if (ranges.length === 0) return direct(shortcut(remoteAddress));
    let client = parseAddress(remoteAddress);
    if (client === null || !isTrusted(client)) return direct(client?.toString() ?? null);
    const hops = listOf(headers["x-forwarded-for"]);
    for (let hop = hops.pop(); hop !== undefined && isTrusted(client); hop = hops.pop()) {
      const next = parseHop(hop);
      if (next === null) break;
      client = next;
    }
    // The last entry is the neighbour's own; those before it may be the client's invention.
    const scheme = listOf(headers["x-forwarded-proto"]).pop()?.toLowerCase();
    return {
      peer: client.toString(),
      scheme: scheme === "https" || scheme === "http" ? scheme : null,
      host: listOf(headers["x-forwarded-host"]).pop() ?? null,
      viaTrustedProxy: true,
    };
  };
}

function direct(peer: string | null): Client {
  return { peer, scheme: null, host: null, viaTrustedProxy: false };
}

/** The common spellings of the operating system need no parsing; this runs for every event an agent sends. */
function shortcut(remoteAddress: string | undefined): string | null {
  if (remoteAddress === undefined) return null;
  if (!remoteAddress.includes(":")) return remoteAddress;
  return normalizeAddress(remoteAddress);
}

function parseRange(text: string): [Address, number] {
  const [base, bits] = text.includes("/") ? ipaddr.parseCIDR(text) : [ipaddr.parse(text), -1];
  if (base instanceof ipaddr.IPv6 && base.isIPv4MappedAddress() && (bits === -1 || bits >= 96)) {
    return [base.toIPv4Address(), bits === -1 ? 32 : bits - 96];
  }
  return [base, bits === -1 ? base.toByteArray().length * 8 : bits];
}

function listOf(header: string | string[] | undefined): string[] {
  if (header === undefined) return [];
  const text = Array.isArray(header) ? header.join(",") : header;
  return text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
