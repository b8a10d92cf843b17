import { orRefuse } from "@/lib/portal/answers/or-refuse";
import { recordTrailExport } from "@/lib/portal/installation/audit";
import { requirePortal } from "@/lib/portal/portal";
import { readRequestFacts } from "@/lib/portal/request";
import { getRuntime } from "@/lib/portal/runtime";
import { filterOf, filterWords, readAuditQuery } from "../list/query";
import { printTrail } from "./print-trail";

export { refuseHead as HEAD } from "@/lib/portal/answers/refuse-head";

export const dynamic = "force-dynamic";

/** Every entry of the filter on one plain page for paper. */
export async function GET(incoming: Request): Promise<Response> {
  return orRefuse(
    async () => answer(incoming),
    (message, init) => new Response(message, init),
  );
}

async function answer(incoming: Request): Promise<Response> {
  const portal = await requirePortal();
  const { query } = readAuditQuery(Object.fromEntries(new URL(incoming.url).searchParams), portal);
  const filter = filterOf(query);
  const words = filterWords(query, portal);
  const facts = readRequestFacts(incoming.headers);
  const given = { format: "print", filter, what: words.join("; ") };
  await recordTrailExport(await getRuntime(), portal, facts, given);
  const nonce = incoming.headers.get("x-nonce");
  return new Response(printTrail(portal, { filter, range: query.range.words, words, nonce }), {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}
