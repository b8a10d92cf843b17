import { foldDomain } from "@/lib/settings/schema";

/**
 * The domain of an e-mail address, spelled as the list of allowed ones spells its own: what follows the last "@".
 * Null when that is no domain.
 */
export function emailDomain(email: string): string | null {
  const at = email.lastIndexOf("@");
  return at < 0 ? null : foldDomain(email.slice(at + 1));
}

/** Exactly a domain of the list: "example.com" does not let in "sub.example.com" or "example.com.evil.test". */
export function isOfDomains(email: string, domains: readonly string[]): boolean {
  const domain = emailDomain(email);
  return domain !== null && domains.includes(domain);
}
