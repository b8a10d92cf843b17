import { z } from "zod";
import { mayAnywhere } from "@/lib/access/policy";
import { orRefuse } from "@/lib/portal/answers/or-refuse";
import { requirePortal } from "@/lib/portal/portal";

export { refuseHead as HEAD } from "@/lib/portal/answers/refuse-head";

const shown = 6;
const request = z.object({ q: z.string().trim().max(256).catch(""), scope: z.string().max(16).catch("all") });

type Item = { id: string; label: string; hint?: string; href: string };

/**
 * For the palette: who and what of the companies in view has a name that holds the text, as
 * `{ groups: [{ label, items }] }`; people and computers lead to their events, users to their own page.
 */
export async function GET(incoming: Request): Promise<Response> {
  const { q, scope } = request.parse(Object.fromEntries(new URL(incoming.url).searchParams));
  const portal = await requirePortal(scope);
  const answer = async (): Promise<Response> => {
    if (q === "") return Response.json({ groups: [] }, { headers: { "cache-control": "no-store" } });
    const [people, computers, users] = await Promise.all([
      portal.events.names("person", q, shown),
      portal.events.names("computer", q, shown),
      findUsers(),
    ]);
    const events = (name: "user" | "computer", value: string): string =>
      `/c/${encodeURIComponent(scope)}/dashboard?range=last-30-days&${name}=${encodeURIComponent(value)}`;
    const itemsOf = (name: "user" | "computer", names: typeof people): Item[] =>
      names.map(({ value, label }) => ({ id: `${name} ${value}`, label, href: events(name, value) }));
    const groups = [
      { label: "People", items: itemsOf("user", people) },
      { label: "Computers", items: itemsOf("computer", computers) },
      { label: "Users of this portal", items: users },
    ];
    return Response.json(
      { groups: groups.filter((group) => group.items.length > 0) },
      { headers: { "cache-control": "no-store" } },
    );
  };
  async function findUsers(): Promise<Item[]> {
    const actor = { viewer: portal.viewer, companyIds: portal.scope.companyIds };
    if (!mayAnywhere(actor, "users.edit")) return [];
    const { rows } = await portal.users.list({ search: q }, { sort: { by: "name", direction: "asc" }, size: shown });
    return rows.map(({ id, username, email }) => ({
      id: `account ${id}`,
      label: username,
      hint: email,
      href: `/admin/users/${id}`,
    }));
  }
  return orRefuse(answer, (message, init) => Response.json({ message }, init));
}
