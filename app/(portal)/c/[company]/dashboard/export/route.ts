import { orRefuse } from "@/lib/portal/answers/or-refuse";
import { requirePortal } from "@/lib/portal/portal";
import { getRuntime } from "@/lib/portal/runtime";
import { exportEvents } from "./export-events";

export { refuseHead as HEAD } from "@/lib/portal/answers/refuse-head";

export const dynamic = "force-dynamic";

/** Every event of the filter as a file: `?format=csv` or `xlsx`. */
export async function GET(incoming: Request, { params }: { params: Promise<{ company: string }> }): Promise<Response> {
  const { company } = await params;
  return orRefuse(
    async () => exportEvents(await requirePortal(company), await getRuntime(), incoming),
    (message, init) => Response.json({ message }, init),
  );
}
