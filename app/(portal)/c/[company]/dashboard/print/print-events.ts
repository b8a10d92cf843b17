import type { Portal } from "@/lib/portal/portal";
import { recordExport } from "@/lib/portal/record-export";
import { readRequestFacts } from "@/lib/portal/request";
import type { Runtime } from "@/lib/portal/runtime";
import { toWireRow } from "../live/wire-row";
import { readRequest } from "../load";
import { rawParams } from "../query";
import { rangeTitle } from "../range";
import { columnsOf } from "../words/column-words";
import { filterWords } from "../words/filter-words";
import { zoneTitle } from "../words/format-time";
import { printBroken, printEnd, printLimit, printRows, printStart } from "./print-page";

/** Every row of the filter on one plain page for paper, written as it is read, so that memory holds one chunk. */
export async function printEvents(
  portal: Portal,
  runtime: Pick<Runtime, "db" | "log" | "secret">,
  incoming: Request,
): Promise<Response> {
  const asked = new URL(incoming.url).searchParams;
  const { query, filter, names } = await readRequest(portal, rawParams(asked));
  const columns = columnsOf(asked.get("columns"), portal.company === null);
  const nonce = incoming.headers.get("x-nonce");
  const zone = portal.timeZone;

  const words = filterWords(query, names);
  await recordExport(runtime, portal, readRequestFacts(incoming.headers), {
    report: "events",
    format: "print",
    range: filter,
    what: [...words, `Columns: ${columns.join(", ")}`].join("; "),
  });

  async function* pieces(): AsyncGenerator<string> {
    yield printStart({
      company: portal.company?.name ?? "All companies",
      range: rangeTitle(query.range),
      zone: zoneTitle(zone, portal.now),
      madeAt: portal.now,
      madeIn: zone,
      filters: words,
      columns,
    });
    let count = 0;
    for await (const rows of portal.events.each(filter, query.sort)) {
      const room = printLimit - count;
      yield printRows(rows.slice(0, room).map(toWireRow), columns, zone, names);
      count += Math.min(rows.length, room);
      if (rows.length > room) {
        yield printEnd(count, true, nonce);
        return;
      }
    }
    yield printEnd(count, false, nonce);
  }

  return new Response(streamOf(pieces()), {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

/** Pulled by the reader, so a slow printer or a closed tab stops the reading of events. */
function streamOf(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      try {
        const piece = await pieces.next();
        if (piece.done) controller.close();
        else controller.enqueue(encoder.encode(piece.value));
      } catch {
        // The status is long sent: the page itself says that it is not whole.
        controller.enqueue(encoder.encode(printBroken));
        controller.close();
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}
