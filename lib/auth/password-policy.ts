/** Rules for a new password (5-access, identity). The rule list of a page and the check are made from the same settings. */
export type PasswordRules = {
  minLength: number;
  requireNumbersCase: boolean;
  requireSpecial: boolean;
  specialCharacters: string;
};

const shortestPassword = 8;
export const longestPassword = 256;

/** What the first administrator of an installation signs in with, unless told otherwise. Everybody can read it here. */
export const defaultPassword = "adminsuper";

/** Shorter words would refuse too much: a user "al" must be able to write "also". */
const shortestContextWord = 3;

/** Characters as a person counts them, not UTF-16 units. */
const lengthOf = (password: string): number => [...password].length;

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

/** Words a password must not contain: names as they are and, of an e-mail address, both of its sides. */
function contextParts(words: readonly string[]): string[] {
  const parts = words.flatMap((word) => {
    const folded = fold(word).trim();
    const [local, domain] = folded.split("@");
    return domain ? [folded, local ?? "", domain.split(".")[0] ?? ""] : [folded, folded.replaceAll(" ", "")];
  });
  return [...new Set(parts)].filter((part) => lengthOf(part) >= shortestContextWord);
}

/** One rule as a page shows it. `common` is judged by the server alone: the list of common passwords stays there. */
type PasswordRule = { id: "length" | "names" | "common" | "digits" | "special"; words: string };

/** What is wrong with a password that many people use (lib/auth/common-passwords). */
export const commonPasswordWords = "Do not use a password that many people use.";

/** The rules as a page shows them beside the field, in order; what is refused is refused in the same words. */
export function passwordRuleList(rules: PasswordRules): PasswordRule[] {
  const least = Math.max(shortestPassword, rules.minLength);
  const list: PasswordRule[] = [
    { id: "length", words: `Use at least ${least} and at most ${longestPassword} characters.` },
    {
      id: "names",
      words: "Do not use your name, your e-mail address, your company, the name of this product or its first password.",
    },
    { id: "common", words: commonPasswordWords },
  ];
  if (rules.requireNumbersCase) {
    list.push({ id: "digits", words: "Use at least one digit, one lower-case and one upper-case letter." });
  }
  if (rules.requireSpecial) list.push({ id: "special", words: `Use at least one of ${rules.specialCharacters}` });
  return list;
}

/**
 * Does `password` keep a rule of the list? True for "common", which cannot be judged here.
 * `context`: user name, e-mail address, company names. The product's name and its first password are always refused.
 */
export function keepsRule(
  id: PasswordRule["id"],
  password: string,
  rules: PasswordRules,
  context: readonly string[],
): boolean {
  if (id === "length") {
    const length = lengthOf(password);
    return length >= Math.max(shortestPassword, rules.minLength) && length <= longestPassword;
  }
  if (id === "names") {
    const folded = fold(password);
    return !contextParts([...context, "winauthmon", defaultPassword]).some((part) => folded.includes(part));
  }
  if (id === "digits") return /\p{Nd}/u.test(password) && /\p{Ll}/u.test(password) && /\p{Lu}/u.test(password);
  if (id === "special") return [...rules.specialCharacters].some((special) => password.includes(special));
  return true;
}

/**
 * The first rule that `password` breaks, in words for the person who typed it; null when it is fine. Whether many
 * people use it is not asked here: `brokenPasswordRule` (lib/auth/common-passwords) asks both, and is what a server
 * path calls.
 */
export function brokenRule(password: string, rules: PasswordRules, context: readonly string[]): string | null {
  const [length, ...others] = passwordRuleList(rules);
  if (length && !keepsRule(length.id, password, rules, context)) return length.words;
  if (!password.isWellFormed() || password.includes("\0")) return "Use only characters that can be typed.";
  return others.find((rule) => !keepsRule(rule.id, password, rules, context))?.words ?? null;
}
