import { storableText } from "./storable-text";

/** What stands in a change: a scalar, an instant, or a list of these. */
export type ChangeValue = string | number | boolean | bigint | Date | null | undefined | readonly ChangeValue[];

/** Field → [before, after]. */
export type Changes = Record<string, [ChangeValue, ChangeValue]>;

/** What the trail shows where a secret was or is. */
export const hiddenValue = "(hidden)";

const longestText = 1_000;
const longestList = 100;

const secretWords = new Set([
  "password",
  "passwords",
  "passphrase",
  "secret",
  "secrets",
  "token",
  "tokens",
  "hash",
  "hashes",
  "key",
  "keys",
  "code",
  "codes",
  "cookie",
  "credential",
  "credentials",
  "otp",
  "pin",
  "sealed",
  "salt",
]);

/** Words that, last in a name, say that the value is about a secret and not the secret. */
const aboutSecrets = new Set(["id", "ids", "length", "count", "prefix", "label", "policy", "characters", "at"]);

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
}

/** True if a field of this name may hold a password, key, token, code or a digest of one. When in doubt: true. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  if (words.length > 1 && aboutSecrets.has(words.at(-1) ?? "")) return false;
  return words.some((word) => secretWords.has(word) || word.startsWith("password") || word.endsWith("secret"));
}

function shown(value: ChangeValue): ChangeValue {
  if (value === undefined) return null;
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string") return storedText(value);
  if (typeof value === "object" && value !== null) return value.slice(0, longestList).map(shown);
  return value;
}

function storedText(text: string): string {
  const stored = storableText(text, longestText);
  return stored.length < text.length && text.length > longestText ? `${stored}…` : stored;
}

/** A yes or no is never a secret (`mustChangePassword`), and "was empty" may be known; all else is hidden. */
function hidden(value: ChangeValue): ChangeValue {
  if (value === null || value === undefined || value === "") return null;
  return typeof value === "boolean" ? value : hiddenValue;
}

/** The same changes with every secret hidden by the name of its field, and every value fit for JSON. */
export function stripSecrets(changes: Changes): Changes {
  return Object.fromEntries(
    Object.entries(changes).map(([name, [before, after]]) => {
      const show = isSecretName(name) ? hidden : shown;
      return [storedText(name), [show(before), show(after)]];
    }),
  );
}

function same(before: ChangeValue, after: ChangeValue): boolean {
  return JSON.stringify(shown(before)) === JSON.stringify(shown(after));
}

type Described = Readonly<Record<string, ChangeValue>>;

/**
 * Before → after of the fields that differ, secrets hidden. `before` null: made; `after` null: deleted.
 * `updatedAt` changes with every write and says nothing: left out.
 */
export function describeChange(before: Described | null, after: Described | null): Changes {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  names.delete("updatedAt");
  const fieldOf = (side: Described | null, name: string) => (side && Object.hasOwn(side, name) ? side[name] : null);
  const differing = [...names]
    .sort()
    .map((name): [string, [ChangeValue, ChangeValue]] => [name, [fieldOf(before, name), fieldOf(after, name)]])
    .filter(([, [was, is]]) => !same(was, is));
  return stripSecrets(Object.fromEntries(differing));
}
