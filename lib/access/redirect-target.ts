/** Never a real place: only there so that a path can be parsed the way a browser does. */
const nowhere = "http://nowhere.invalid";

/** Backslash and control characters: browsers turn or drop them, so the path read here is not the one gone to. */
function hasTrickCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (character === "\\" || code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  }
  return !text.isWellFormed();
}

/** Decodes until nothing changes, so that `%255c` is no way round; null when it is not well-formed. */
function fullyDecoded(text: string): string | null {
  let current = text;
  for (let round = 0; round < 5; round++) {
    let next: string;
    try {
      next = decodeURIComponent(current);
    } catch {
      return null;
    }
    if (next === current) return current;
    current = next;
  }
  return null;
}

/**
 * The local path to go to after signing in, or `fallback` for everything that could lead off this site:
 * other schemes and hosts, `//host`, backslashes, control characters, and the same things percent-encoded in the path.
 */
export function safeRedirectTarget(wanted: unknown, fallback = "/"): string {
  if (typeof wanted !== "string" || wanted.length > 2048 || !wanted.startsWith("/") || wanted.startsWith("//")) {
    return fallback;
  }
  if (hasTrickCharacter(wanted)) return fallback;
  const [path = ""] = wanted.split(/[?#]/, 1);
  const decoded = fullyDecoded(path);
  if (decoded === null || decoded.includes("//") || hasTrickCharacter(decoded)) return fallback;
  if (!URL.canParse(wanted, nowhere)) return fallback;
  const url = new URL(wanted, nowhere);
  if (url.origin !== nowhere || url.pathname.startsWith("//")) return fallback;
  // An API is no page to land on, and signing in again is no place to go after signing in.
  if (/^\/(api|login|_next)(\/|$)/i.test(url.pathname)) return fallback;
  return `${url.pathname}${url.search}`;
}
