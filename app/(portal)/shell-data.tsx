import type { Place, PlaceGroup, Scope } from "@/components/shell/places";
import type { CompanyRank } from "@/lib/access/viewer";
import type { Portal } from "@/lib/portal/portal";
import { type Entry, entries, entryIdsFor, groupLabels, highestRank } from "./navigation";

const groupOrder: readonly Entry["group"][] = ["start", "company", "administration"];

/**
 * The navigation as the shell takes it. `rank`: the viewer's best anywhere, for the pages of the installation.
 * `firstSteps`: offer them too, until a first event has arrived. `pending`: registrations that wait for approval.
 */
export function placeGroups({
  rank,
  firstSteps,
  pending = 0,
}: {
  rank: CompanyRank;
  firstSteps: boolean;
  pending?: number;
}): PlaceGroup[] {
  const offered = entries.filter((entry) => {
    if (entry.group === "start") return firstSteps;
    return entry.group === "company" || entry.may(rank);
  });
  const noteOf = (id: string): Pick<Place, "note"> =>
    id === "users" && pending > 0
      ? { note: { figure: String(pending), words: `${pending} waiting for approval` } }
      : {};
  return groupOrder.map((group) => ({
    id: group,
    label: groupLabels[group],
    places: offered
      .filter((entry) => entry.group === group)
      .map(({ id, label, href, icon: Icon }) => ({
        id,
        label,
        href,
        icon: <Icon aria-hidden="true" />,
        ...noteOf(id),
      })),
  }));
}

/** The viewer's best rank anywhere. A GlobalAdmin is one also without any company. */
export function rankOf({ viewer, companies }: Pick<Portal, "viewer" | "companies">): CompanyRank {
  return viewer.globalRole === "GlobalAdmin" ? "GlobalAdmin" : highestRank(companies.map((company) => company.rank));
}

/** The viewer's companies, with "all" on top when there is more than one. */
export function scopesOf(companies: Portal["companies"]): Scope[] {
  const scopes = companies.map(({ id, name, timeZone, rank }) => ({
    id: String(id),
    label: name,
    hint: timeZone,
    placeIds: entryIdsFor(rank, false),
  }));
  if (scopes.length < 2) return scopes;
  const best = highestRank(companies.map((company) => company.rank));
  const all: Scope = {
    id: "all",
    label: "All companies",
    hint: `${companies.length} companies`,
    placeIds: entryIdsFor(best, true),
  };
  return [all, ...scopes];
}
