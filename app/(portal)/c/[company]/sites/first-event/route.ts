import { orRefuse } from "@/lib/portal/answers/or-refuse";
import { requirePortal } from "@/lib/portal/portal";

export { refuseHead as HEAD } from "@/lib/portal/answers/refuse-head";

export const dynamic = "force-dynamic";

const answer = (body: unknown, init: ResponseInit = {}) =>
  Response.json(body, { ...init, headers: { "cache-control": "no-store", ...init.headers } });

/** What came by `?key=` (its number) since it was made: `{events, lastUsedAt}`. */
export async function GET(request: Request, { params }: { params: Promise<{ company: string }> }): Promise<Response> {
  const { company } = await params;
  return orRefuse(
    async () => {
      const portal = await requirePortal(company);
      const asked = new URL(request.url).searchParams.get("key") ?? "";
      const keyId = /^[1-9]\d{0,9}$/.test(asked) ? Number(asked) : 0;
      const arrivals = keyId <= 2_147_483_647 ? await portal.keys.arrivals(keyId) : null;
      return arrivals ? answer(arrivals) : answer({ message: "There is no such key." }, { status: 404 });
    },
    (message, init) => answer({ message }, init),
  );
}
