/** Control characters, and those that turn the direction of a line, join or part letters unseen. */
const invisible = /[\p{Cc}\u061C\u200B-\u200F\u202A-\u202E\u2028\u2029\u2060-\u2069\uFEFF]/gu;

/**
 * The text with its number in place of everything that would change how it is shown without being seen: `⟨U+001B⟩`
 * for escape, `⟨U+202E⟩` for what turns the line around. With `lines` line breaks and tabs stay.
 */
export function visibleText(text: string, { lines = false }: { lines?: boolean } = {}): string {
  const clean = lines ? text.replaceAll("\r\n", "\n") : text;
  return clean.replace(invisible, (character) => {
    const code = character.codePointAt(0) ?? 0;
    if (lines && (code === 9 || code === 10)) return character;
    return `⟨U+${code.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}
