import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * An IPv4 or IPv6 address in its one canonical spelling (RFC 5952), or null for anything else. The zone of a
 * link-local address (`%12`) means something on the computer only and is dropped; an IPv4 address mapped into IPv6
 * becomes IPv4 again, so that one address is found under one spelling.
 */
export function readAddress(value: unknown): string | null {
  if (typeof value !== "string" || value.length > 64) return null;
  const text = value.trim();
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return null;
  const address = ipaddr.IPv6.parse(text.split("%", 1)[0] ?? "");
  return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
}

/** Who is counted as one by address: an IPv4 address, or the /64 that one IPv6 customer has at least. */
export function addressNetwork(address: string): string {
  if (!isIPv6(address)) return address;
  const parsed = ipaddr.IPv6.parse(address.split("%", 1)[0] ?? "");
  // Every IPv4 address would otherwise be in the same /64.
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().toString();
  const parts = parsed.parts.slice(0, 4);
  return `${parts.map((part) => part.toString(16)).join(":")}::/64`;
}
