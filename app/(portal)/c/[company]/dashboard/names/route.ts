import { z } from "zod";
import { requirePortal } from "@/lib/portal/portal";

const shown = 12;
const request = z.object({ what: z.enum(["person", "computer"]), q: z.string().max(256).catch("") });

/** Names for the filter fields, of the companies in view: `{ names: [{ value, label }] }`. */
export async function GET(incoming: Request, { params }: { params: Promise<{ company: string }> }): Promise<Response> {
  const portal = await requirePortal((await params).company);
  const asked = request.safeParse(Object.fromEntries(new URL(incoming.url).searchParams));
  if (!asked.success) return Response.json({ names: [] }, { status: 400 });
  const names = await portal.events.names(asked.data.what, asked.data.q, shown);
  return Response.json({ names }, { headers: { "cache-control": "no-store" } });
}
