import { orRefuse } from "@/lib/portal/answers/or-refuse";
import { recordTrailExport } from "@/lib/portal/installation/audit";
import { requirePortal } from "@/lib/portal/portal";
import { readRequestFacts } from "@/lib/portal/request";
import { getRuntime } from "@/lib/portal/runtime";
import { auditCells, auditColumns } from "@/lib/reports/audit-columns";
import { reportFileName } from "@/lib/reports/file-name";
import { filterOf, filterWords, readAuditQuery } from "../list/query";
import { fileAnswer, formatOf } from "./file-answer";

export { refuseHead as HEAD } from "@/lib/portal/answers/refuse-head";

export const dynamic = "force-dynamic";

/** Every entry of the filter as a file: `?format=csv` or `xlsx`. */
export async function GET(incoming: Request): Promise<Response> {
  return orRefuse(
    async () => exportTrail(incoming),
    (message, init) => Response.json({ message }, init),
  );
}

async function exportTrail(incoming: Request): Promise<Response> {
  const portal = await requirePortal();
  const runtime = await getRuntime();
  const asked = new URL(incoming.url).searchParams;
  const format = formatOf(asked);
  const { query } = readAuditQuery(Object.fromEntries(asked), portal);
  const filter = filterOf(query);
  const facts = readRequestFacts(incoming.headers);
  await recordTrailExport(runtime, portal, facts, { format, filter, what: filterWords(query, portal).join("; ") });
  const companies = new Map(portal.companies.map(({ id, name }) => [id, name]));
  return fileAnswer({
    format,
    fileName: reportFileName({
      company: (typeof query.company === "number" ? companies.get(query.company) : null) ?? "All companies",
      report: "audit trail",
      range: filter,
      zone: portal.timeZone,
      extension: format,
    }),
    sheet: "Audit trail",
    columns: auditColumns,
    chunks: portal.audit.each(filter),
    cells: auditCells(portal.timeZone, companies),
  });
}
