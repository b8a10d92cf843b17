import * as fc from "fast-check";
import { csvCell, csvFile, csvLine } from "@/lib/reports/csv";

/** A reader by the letter of RFC 4180. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === ",") {
      row.push(cell);
      cell = "";
    } else if (character === "\r" && text[at + 1] === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
      at += 1;
    } else cell += character;
  }
  expect(quoted).toBe(false);
  expect(cell).toBe("");
  return rows;
}

const special = fc.string({
  unit: fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", '"', ",", "'", " ", "a", "é", "💡", ";"),
  maxLength: 8,
});

test("what is written is what a reader reads, but for the apostrophe before a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.array(special, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
      const expected = rows.map((row) => row.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)));
      expect(readCsv(rows.map(csvLine).join(""))).toEqual(expected);
    }),
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")'])("%j is no formula", (text) => {
  expect(csvCell(text).replace(/^"/, "").startsWith("'")).toBe(true);
});

test.each([
  ["plain", "plain"],
  ["a,b", '"a,b"'],
  ['say "x"', '"say ""x"""'],
  [" padded", '" padded"'],
  ["1=1", "1=1"],
  ["", ""],
])("%j is written %j", (text, written) => {
  expect(csvCell(text)).toBe(written);
});

test("a file is a byte-order mark, the head, and the rows with CRLF, one piece a chunk", async () => {
  async function* chunks() {
    yield [
      ["é", "1"],
      ["b", "2"],
    ];
    yield [["c", "3"]];
  }
  const pieces: Uint8Array[] = [];
  for await (const piece of csvFile(["Name", "No"], chunks())) pieces.push(piece);
  expect(pieces).toHaveLength(3);
  expect(Buffer.concat(pieces).toString("utf8")).toBe("\uFEFFName,No\r\né,1\r\nb,2\r\nc,3\r\n");
  expect([...(pieces[0] ?? [])].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
});
