import type { EventRow } from "@/lib/events/event";
import type { Portal } from "@/lib/portal/portal";
import { recordExport } from "@/lib/portal/record-export";
import { readRequestFacts } from "@/lib/portal/request";
import type { Runtime } from "@/lib/portal/runtime";
import { csvFile } from "@/lib/reports/csv";
import {
  type EventColumnId,
  eventCells,
  eventColumnWidths,
  eventColumnWords,
  readEventColumns,
} from "@/lib/reports/event-columns";
import { attachmentHeader, reportFileName } from "@/lib/reports/file-name";
import { xlsxFile } from "@/lib/reports/xlsx";
import { readRequest } from "../load";
import { rawParams } from "../query";
import { columnsOf } from "../words/column-words";
import { filterWords } from "../words/filter-words";

const contentTypes = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** Every event of the filter in the columns asked for, as `?format=csv` or `xlsx`, written as it is read. */
export async function exportEvents(
  portal: Portal,
  runtime: Pick<Runtime, "db" | "log" | "secret">,
  incoming: Request,
): Promise<Response> {
  const asked = new URL(incoming.url).searchParams;
  const format = asked.get("format") === "xlsx" ? "xlsx" : "csv";
  const { query, filter, names } = await readRequest(portal, rawParams(asked));
  const columns = readEventColumns(asked.get("columns"), columnsOf(null, portal.company === null));
  const words = filterWords(query, names);
  await recordExport(runtime, portal, readRequestFacts(incoming.headers), {
    report: "events",
    format,
    range: filter,
    what: [...words, `Columns: ${columns.join(", ")}`].join("; "),
  });
  const cells = eventCells(columns, portal.timeZone, {
    companies: numbered(names.companies),
    sites: numbered(names.sites),
  });
  const chunks = written(portal.events.each(filter, query.sort), cells);
  const fileName = reportFileName({
    company: portal.company?.name ?? "All companies",
    report: "events",
    range: filter,
    zone: portal.timeZone,
    extension: format,
  });
  return new Response(format === "csv" ? streamOf(csvFile(headOf(columns), chunks)) : workbook(columns, chunks), {
    headers: {
      "content-type": contentTypes[format],
      "content-disposition": attachmentHeader(fileName),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
}

const headOf = (columns: readonly EventColumnId[]): string[] => columns.map((id) => eventColumnWords[id]);

function numbered(names: Readonly<Record<number, string>>): Map<number, string> {
  return new Map(Object.entries(names).map(([id, name]) => [Number(id), name]));
}

async function* written(
  chunks: AsyncGenerator<EventRow[]>,
  cells: (row: EventRow) => string[],
): AsyncGenerator<string[][]> {
  for await (const rows of chunks) yield rows.map(cells);
}

function workbook(columns: readonly EventColumnId[], chunks: AsyncGenerator<string[][]>): ReadableStream<Uint8Array> {
  const sheet = {
    name: "Events",
    columns: columns.map((id) => ({ head: eventColumnWords[id], width: eventColumnWidths[id] })),
  };
  return streamOf(xlsxFile(sheet, chunks).iterator({ destroyOnReturn: true }));
}

/** Pulled by the reader: a slow one slows the reading of events, one that has gone ends it. */
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
