/** Excel reads a CSV file without this as the machine's old code page. */
const byteOrderMark = "\uFEFF";

/**
 * A cell that a spreadsheet would run as a formula gets an apostrophe in front, which it takes as "this is text"
 * (5-access). The rest is RFC 4180: quoted where it must be, quotes doubled.
 */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

/** A CSV file in UTF-8, piece by piece: the head, then one piece for each chunk of rows. */
export async function* csvFile(
  head: readonly string[],
  chunks: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(byteOrderMark + csvLine(head));
  for await (const rows of chunks) yield encoder.encode(rows.map(csvLine).join(""));
}
