/** What a browser says about where a request comes from. Absent headers are null. */
export type OriginClaim = {
  method: string;
  origin: string | null;
  secFetchSite: string | null;
};

/** The site's own place: PUBLIC_URL (or the confirmed public address), else the request's own scheme and host. */
export type OwnPlace = { publicUrl: string | null; scheme: "http" | "https"; host: string };

/** Without a default port and in lower case, as a browser writes it; null when it is no place. */
function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { origin } = new URL(text);
  return origin === "null" ? null : origin;
}

export function ownOrigin(place: OwnPlace): string | null {
  if (place.publicUrl) return originOf(place.publicUrl);
  // A host is a name and a port; anything else would let a part of it pass for a path or a user.
  return /^[\w.:[\]-]+$/.test(place.host) ? originOf(`${place.scheme}://${place.host}`) : null;
}

const readingMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * True when the request only reads, or was made by a page of this site. Every browser sends Origin with a form or a
 * script's post; a request without it must say `Sec-Fetch-Site: same-origin`, which a page cannot forge.
 */
export function isFromOwnPages(claim: OriginClaim, place: OwnPlace): boolean {
  if (readingMethods.has(claim.method)) return true;
  if (claim.secFetchSite !== null && claim.secFetchSite !== "same-origin") return false;
  if (claim.origin === null) return claim.secFetchSite === "same-origin";
  const own = ownOrigin(place);
  return own !== null && originOf(claim.origin) === own;
}
