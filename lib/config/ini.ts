export type IniEntry = { section: string; key: string; value: string; line: number };

const sectionLine = /^\[([^\]]*)\]$/;
const quoted = /^(["'])(.*)\1$/;

/**
 * Reads a config.ini the way Python's configparser does, because existing files were written for it: a value reaches
 * to the end of its line, so a `#` or `;` inside a database password stays in it, and every value stays text.
 * What cannot be read is a problem with its line number, never a silent loss. Keys come out in upper case.
 */
export function readIni(text: string): { entries: IniEntry[]; problems: string[] } {
  const entries: IniEntry[] = [];
  const problems: string[] = [];
  const seen = new Map<string, number>();
  let section: string | null = null;
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (const [index, rawLine] of lines.entries()) {
    const line = index + 1;
    const content = rawLine.trim();
    if (content === "" || content.startsWith("#") || content.startsWith(";")) continue;
    const heading = sectionLine.exec(content);
    if (heading) {
      section = (heading[1] ?? "").trim().toLowerCase();
      continue;
    }
    const delimiter = content.search(/[=:]/);
    if (delimiter <= 0) {
      problems.push(`config.ini line ${line}: is neither a [section] nor KEY = value`);
      continue;
    }
    const key = content.slice(0, delimiter).trim().toUpperCase();
    const value = content.slice(delimiter + 1).trim();
    if (section === null) {
      problems.push(`config.ini line ${line}: ${key} stands before the first [section]`);
      continue;
    }
    const place = `${section}\n${key}`;
    const earlier = seen.get(place);
    if (earlier !== undefined) {
      problems.push(`config.ini line ${line}: [${section}] ${key} is given twice (first in line ${earlier})`);
      continue;
    }
    seen.set(place, line);
    entries.push({ section, key, value: quoted.exec(value)?.[2] ?? value, line });
  }
  return { entries, problems };
}
