import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { setImmediate as nextTurn } from "node:timers/promises";
import ExcelJS from "exceljs";
import { xlsxFile } from "@/lib/reports/xlsx";

const sheet = { name: "Events", columns: ["Name", "No"].map((head) => ({ head, width: 12 })) };

async function* rows(count: number, perChunk: number): AsyncGenerator<string[][]> {
  for (let at = 0; at < count; at += perChunk) {
    yield Array.from({ length: Math.min(perChunk, count - at) }, (_, index) => [`=row ${at + index}`, "é<&>\"'"]);
  }
}

async function read(bytes: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Uint8Array.from(bytes).buffer);
  return workbook;
}

test("every cell is text, also one that looks like a formula", async () => {
  const workbook = await read(await buffer(xlsxFile(sheet, rows(600, 250))));
  const [page] = workbook.worksheets;
  expect(page?.name).toBe("Events");
  expect(page?.rowCount).toBe(601);
  expect(page?.getRow(1).values).toEqual([undefined, "Name", "No"]);
  const cell = page?.getRow(2).getCell(1);
  expect(cell?.value).toBe("=row 0");
  expect(cell?.type).not.toBe(ExcelJS.ValueType.Formula);
  expect(page?.getRow(601).values).toEqual([undefined, "=row 599", "é<&>\"'"]);
});

test("characters that XML does not have cost their cell nothing else", async () => {
  async function* odd(): AsyncGenerator<string[][]> {
    yield [
      ["a\uFFFEb\uFFFFc", "nul\0 bell\u0007 half\uD83D"],
      ["tab\t line\n whole\u{1F600}", "é\uFFFD"],
    ];
  }
  const [page] = (await read(await buffer(xlsxFile(sheet, odd())))).worksheets;
  const cells = [2, 3].map((row) => page?.getRow(row).values);
  expect(cells).toEqual([
    [undefined, "a\uFFFDb\uFFFDc", "nul\uFFFD bell\uFFFD half\uFFFD"],
    [undefined, "tab\t line\n whole\u{1F600}", "é\uFFFD"],
  ]);
});

test("rows beyond a sheet go on to the next, each with its head", async () => {
  const workbook = await read(await buffer(xlsxFile(sheet, rows(7, 2), { rowsInSheet: 4 })));
  expect(workbook.worksheets.map((page) => [page.name, page.rowCount])).toEqual([
    ["Events", 4],
    ["Events 2", 4],
    ["Events 3", 2],
  ]);
  expect(workbook.worksheets[2]?.getRow(2).getCell(1).value).toBe("=row 6");
});

test("no rows give a sheet with a head", async () => {
  const workbook = await read(await buffer(xlsxFile(sheet, rows(0, 1))));
  expect(workbook.worksheets[0]?.rowCount).toBe(1);
});

test("a reader that stops reading stops the writing, and one that goes closes the source", async () => {
  let made = 0;
  let closed = false;
  async function* endless(): AsyncGenerator<string[][]> {
    try {
      for (;;) {
        made += 500;
        // Text that does not compress, so that the reader's buffer fills.
        yield Array.from({ length: 500 }, (_, index) => [`${Math.sin(made + index)}${Math.cos(made * index)}`, "x"]);
      }
    } finally {
      closed = true;
    }
  }
  const stream = xlsxFile(sheet, endless());
  await once(stream, "readable");
  let before = -1;
  while (before !== made) {
    before = made;
    for (let turn = 0; turn < 2000; turn++) await nextTurn();
  }
  expect(made).toBeLessThan(200_000);
  stream.destroy();
  while (!closed) await nextTurn();
  expect(closed).toBe(true);
});

test("a source that fails fails the stream", async () => {
  async function* broken(): AsyncGenerator<string[][]> {
    yield [["a", "b"]];
    throw new Error("the database went away");
  }
  await expect(buffer(xlsxFile(sheet, broken()))).rejects.toThrow("the database went away");
});
