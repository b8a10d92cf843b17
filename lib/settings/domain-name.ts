import { domainToUnicode } from "node:url";

/** As people read it: `xn--bcher-kva.example` is `bücher.example`. What has no such form stays as it is. */
export function readableDomain(domain: string): string {
  return domainToUnicode(domain) || domain;
}
