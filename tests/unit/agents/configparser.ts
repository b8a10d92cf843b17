/**
 * A small reading of what the agents' two ini readers do, for tests: Python's configparser in its defaults, and the Go
 * package gopkg.in/ini.v1 in its defaults. Each gives section → key → value, and throws where the original would.
 */
export type Ini = Record<string, Record<string, string>>;

/** Python: `=` or `:` ends the name, `#` and `;` begin a comment line, a deeper line goes on, `%(x)s` and `%%`. */
export function readAsPython(text: string): Ini {
  const found: Ini = {};
  let section: Record<string, string> | null = null;
  let last: string | null = null;
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (/^\s*(?:[#;].*)?$/.test(line)) continue;
    if (/^\s/.test(line) && section && last !== null) {
      section[last] = `${section[last]}\n${line.trim()}`;
      continue;
    }
    const head = /^\[(.+)\]/.exec(line);
    if (head) {
      section = found[head[1] ?? ""] ??= {};
      last = null;
      continue;
    }
    const parts = /^(.*?)\s*[=:]\s*(.*)$/.exec(line);
    if (!parts || !section) throw new Error(`not understood: ${line}`);
    last = (parts[1] ?? "").trim().toLowerCase();
    if (last in section) throw new Error(`twice: ${last}`);
    section[last] = (parts[2] ?? "").trim();
  }
  for (const values of Object.values(found)) {
    for (const [name, value] of Object.entries(values)) {
      if (/%(?![%(])|%\((?![^)]*\)s)/.test(value)) throw new Error(`interpolation: ${value}`);
      values[name] = value.replaceAll("%%", "%");
    }
  }
  return found;
}

/** Go: names keep their case, ` #` and ` ;` end a value, quotes around it fall away, a closing backslash goes on. */
export function readAsGo(text: string): Ini {
  const found: Ini = {};
  let section: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let place = 0; place < lines.length; place++) {
    const line = (lines[place] ?? "").trim();
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue;
    if (line.startsWith("[")) {
      section = found[line.slice(1, line.lastIndexOf("]"))] ??= {};
      continue;
    }
    const at = line.search(/[=:]/);
    if (at < 0) throw new Error(`not understood: ${line}`);
    let value = line.slice(at + 1).trim();
    while (value.endsWith("\\")) value = value.slice(0, -1) + (lines[++place] ?? "").trim();
    const comment = /[#;]/.exec(value);
    if (comment) value = value.slice(0, comment.index).trim();
    if (/^(["'`]).*\1$/.test(value)) value = value.slice(1, -1);
    section[line.slice(0, at).trim()] = value.replace(/%\(([^)]+)\)s/g, (_, name: string) => section[name] ?? "");
  }
  return found;
}
