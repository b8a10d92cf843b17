import { orRefuse } from "@/lib/portal/answers/or-refuse";
import { requirePortal } from "@/lib/portal/portal";
import { getRuntime } from "@/lib/portal/runtime";
import { printEvents } from "./print-events";

export { refuseHead as HEAD } from "@/lib/portal/answers/refuse-head";

export const dynamic = "force-dynamic";

/** Every row of the filter on one plain page for paper. */
export async function GET(incoming: Request, { params }: { params: Promise<{ company: string }> }): Promise<Response> {
  const { company } = await params;
  return orRefuse(
    async () => printEvents(await requirePortal(company), await getRuntime(), incoming),
    (message, init) => new Response(message, init),
  );
}
