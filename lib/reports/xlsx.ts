import { once } from "node:events";
import { PassThrough, type Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import ExcelJS from "exceljs";

export type Sheet = {
  /** Tab of the sheet; further ones are numbered. */
  name: string;
  columns: readonly { head: string; width: number }[];
};

/** What Excel can hold in one sheet, the head included. */
const rowsInSheet = 1_048_576;
/** Rows written before others get a turn: a workbook of a million rows must not stop the letterbox. */
const rowsInTurn = 250;

/** Characters that XML 1.0 does not have, in any spelling; one of them makes the whole sheet unreadable. */
const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const readable = (cell: string): string => cell.replace(notInXml, "\u{FFFD}");

/**
 * A workbook as a stream. Every cell is typed text, so nothing in it is ever a formula. Rows beyond what a sheet
 * holds go on to the next. Reading slowly slows the writing; destroying the stream ends it and closes `chunks`.
 */
export function xlsxFile(
  sheet: Sheet,
  chunks: AsyncIterable<readonly (readonly string[])[]>,
  limit: { rowsInSheet: number } = { rowsInSheet },
): Readable {
  const out = new PassThrough({ highWaterMark: 256 * 1024 });
  write(out, sheet, chunks, limit.rowsInSheet).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return out;
}

async function write(
  out: PassThrough,
  sheet: Sheet,
  chunks: AsyncIterable<readonly (readonly string[])[]>,
  limit: number,
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({
    stream: out,
    useStyles: true,
    useSharedStrings: false,
    zip: { zlib: { level: 3 } },
  });
  let page = addPage(workbook, sheet, 1);
  let pages = 1;
  let rowsInPage = 1;
  let rowsInThisTurn = 0;
  for await (const rows of chunks) {
    for (const cells of rows) {
      if (rowsInPage >= limit) {
        page.commit();
        pages += 1;
        page = addPage(workbook, sheet, pages);
        rowsInPage = 1;
      }
      page.addRow(cells.map(readable)).commit();
      rowsInPage += 1;
      rowsInThisTurn += 1;
      if (rowsInThisTurn >= rowsInTurn) {
        rowsInThisTurn = 0;
        await nextTurn();
        if (!(await readerIsReady(out))) return;
      }
    }
  }
  if (out.destroyed) return;
  page.commit();
  await workbook.commit();
}

/** Waits while the reader is behind; false when it has gone. */
async function readerIsReady(out: PassThrough): Promise<boolean> {
  while (out.writableNeedDrain && !out.destroyed) {
    const gone = new AbortController();
    try {
      await Promise.race([once(out, "drain", { signal: gone.signal }), once(out, "close", { signal: gone.signal })]);
    } finally {
      gone.abort();
    }
  }
  return !out.destroyed;
}

function addPage(workbook: ExcelJS.stream.xlsx.WorkbookWriter, sheet: Sheet, number: number): ExcelJS.Worksheet {
  const name = number === 1 ? sheet.name : `${sheet.name} ${number}`;
  const page = workbook.addWorksheet(name, { views: [{ state: "frozen", ySplit: 1 }] });
  page.columns = sheet.columns.map(({ width }) => ({ width }));
  const head = page.addRow(sheet.columns.map((column) => column.head));
  head.font = { bold: true };
  head.commit();
  return page;
}
