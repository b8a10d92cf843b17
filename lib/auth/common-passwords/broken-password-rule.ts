import { brotliDecompressSync } from "node:zlib";
import { brokenRule, commonPasswordWords, type PasswordRules } from "../password-policy";

/** Shorter ones are refused for their length, so the list has none. */
const shortestListed = 8;
/** "aaaaaaaaaaaa", "123123123123", "qwerqwerqwer" */
const longestRepeatedPiece = 4;

function unpack(packed: string): ReadonlySet<string> {
  const passwords = new Set<string>();
  let previous = "";
  for (const line of brotliDecompressSync(Buffer.from(packed, "base64")).toString("utf8").split("\n")) {
    if (line === "") continue;
    previous = previous.slice(0, Number.parseInt(line.charAt(0), 36)) + line.slice(1);
    passwords.add(previous);
  }
  return passwords;
}

let list: Promise<ReadonlySet<string>> | undefined;

/** The list, unpacked when first asked for: most requests never need its two megabytes. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import("./list").then(({ packedPasswords }) => unpack(packedPasswords));
  return list;
}

/** The shortest piece that the text repeats, or the text itself: "abcabc" → "abc". */
function repeatedPiece(text: string): string {
  // Where a text begins again inside itself doubled is its period.
  return text.slice(0, (text + text).indexOf(text, 1));
}

/**
 * True for a password on the list, in any case; for one with digits or signs after it ("Password2026!"), because that
 * is the first thing guessed next; and for a short or listed piece written again and again.
 */
export function isCommonPassword(password: string, common: ReadonlySet<string>): boolean {
  const folded = password.normalize("NFKC").toLowerCase();
  const withoutEnding = folded.replace(/[\d\p{P}\p{S}\s]+$/u, "");
  const piece = repeatedPiece(folded);
  return (
    common.has(folded) ||
    (withoutEnding.length >= shortestListed && common.has(withoutEnding)) ||
    (piece.length < folded.length && (piece.length <= longestRepeatedPiece || common.has(piece)))
  );
}

/**
 * The first rule that a new password breaks, in words for the person who typed it; null when it is fine. Every path
 * by which a password comes to be asks here. `context`: user name, e-mail address, company names.
 */
export async function brokenPasswordRule(
  password: string,
  rules: PasswordRules,
  context: readonly string[],
): Promise<string | null> {
  const broken = brokenRule(password, rules, context);
  if (broken !== null) return broken;
  return isCommonPassword(password, await commonPasswords()) ? commonPasswordWords : null;
}
