import { orRefuse } from "@/lib/portal/answers/or-refuse";
import { recordErrorsExport } from "@/lib/portal/installation/errors";
import { requirePortal } from "@/lib/portal/portal";
import { readRequestFacts } from "@/lib/portal/request";
import { getRuntime } from "@/lib/portal/runtime";
import { errorCells, errorColumns } from "@/lib/reports/error-columns";
import { reportFileName } from "@/lib/reports/file-name";
import { fileAnswer, formatOf } from "../../audit/export/file-answer";
import { filterOf, readErrorQuery } from "../list/query";

export { refuseHead as HEAD } from "@/lib/portal/answers/refuse-head";

export const dynamic = "force-dynamic";

/** Every entry of the filter as a file: `?format=csv` or `xlsx`. */
export async function GET(incoming: Request): Promise<Response> {
  return orRefuse(
    async () => exportErrors(incoming),
    (message, init) => Response.json({ message }, init),
  );
}

async function exportErrors(incoming: Request): Promise<Response> {
  const portal = await requirePortal();
  const asked = new URL(incoming.url).searchParams;
  const format = formatOf(asked);
  const { query } = readErrorQuery(Object.fromEntries(asked), portal);
  const filter = filterOf(query);
  const what = [query.level && `Level: ${query.level}`, query.search && `Containing: ${query.search}`];
  await recordErrorsExport(await getRuntime(), portal, readRequestFacts(incoming.headers), {
    format,
    range: filter,
    what: what.filter((line) => line !== null).join("; "),
  });
  return fileAnswer({
    format,
    fileName: reportFileName({
      company: "Installation",
      report: "error log",
      range: filter,
      zone: portal.timeZone,
      extension: format,
    }),
    sheet: "Error log",
    columns: errorColumns,
    chunks: portal.errors.each(filter),
    cells: errorCells(portal.timeZone),
  });
}
