/** Rules for a new password (5-access, identity). The rule list of a page and the check are made from the same settings. */
export type PasswordRules = {
  minLength: number;
  requireNumbersCase: boolean;
  requireSpecial: boolean;
  specialCharacters: string;
};

export const shortestPassword = 8;
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

/** What a page shows beside the field, in order; `brokenRule` uses the same words. */
export function describePasswordRules(rules: PasswordRules): string[] {
  const least = Math.max(shortestPassword, rules.minLength);
  const lines = [
    `Use at least ${least} and at most ${longestPassword} characters.`,
    "Do not use your name, your e-mail address, your company, the name of this product or its first password.",
  ];
  if (rules.requireNumbersCase) lines.push("Use at least one digit, one lower-case and one upper-case letter.");
  if (rules.requireSpecial) lines.push(`Use at least one of ${rules.specialCharacters}`);
  return lines;
}

/**
 * The first rule that `password` breaks, in words for the person who typed it; null when it is fine.
 * `context`: user name, e-mail address, company names. The product's name and its first password are always refused.
 */
export function brokenRule(password: string, rules: PasswordRules, context: readonly string[]): string | null {
  const [lengthRule, contextRule] = describePasswordRules(rules);
  const length = lengthOf(password);
  if (length < Math.max(shortestPassword, rules.minLength) || length > longestPassword) return lengthRule ?? null;
  if (!password.isWellFormed() || password.includes("\0")) return "Use only characters that can be typed.";
  const folded = fold(password);
  if (contextParts([...context, "winauthmon", defaultPassword]).some((part) => folded.includes(part)))
    return contextRule ?? null;
  if (rules.requireNumbersCase && !(/\p{Nd}/u.test(password) && /\p{Ll}/u.test(password) && /\p{Lu}/u.test(password))) {
    return "Use at least one digit, one lower-case and one upper-case letter.";
  }
  if (rules.requireSpecial && ![...rules.specialCharacters].some((special) => password.includes(special))) {
    return `Use at least one of ${rules.specialCharacters}`;
  }
  return null;
}
