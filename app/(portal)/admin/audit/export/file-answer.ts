import { csvFile } from "@/lib/reports/csv";
import { attachmentHeader } from "@/lib/reports/file-name";
import { xlsxFile } from "@/lib/reports/xlsx";

export type FileFormat = "csv" | "xlsx";

const contentTypes: Record<FileFormat, string> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export function formatOf(asked: URLSearchParams): FileFormat {
  return asked.get("format") === "xlsx" ? "xlsx" : "csv";
}

/** A table as a file to save, written while it is read: memory holds one chunk. */
export function fileAnswer<Row>(given: {
  format: FileFormat;
  fileName: string;
  sheet: string;
  columns: readonly { head: string; width: number }[];
  chunks: AsyncGenerator<Row[]>;
  cells: (row: Row) => string[];
}): Response {
  const { format, columns } = given;
  const rows = written(given.chunks, given.cells);
  const heads = columns.map(({ head }) => head);
  const pieces: AsyncIterator<Uint8Array> =
    format === "csv"
      ? csvFile(heads, rows)
      : xlsxFile({ name: given.sheet, columns: [...columns] }, rows).iterator({ destroyOnReturn: true });
  return new Response(streamOf(pieces), {
    headers: {
      "content-type": contentTypes[format],
      "content-disposition": attachmentHeader(given.fileName),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

async function* written<Row>(chunks: AsyncGenerator<Row[]>, cells: (row: Row) => string[]): AsyncGenerator<string[][]> {
  for await (const rows of chunks) yield rows.map(cells);
}

/** Pulled by the reader: a slow one slows the reading of rows, one that has gone ends it. */
function streamOf(pieces: AsyncIterator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}
