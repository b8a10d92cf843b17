import type { PlaceGroup, Scope } from "@/components/shell/places";
import type { Portal } from "@/lib/portal/portal";
import { type Entry, entries, entryIdsFor, groupLabels, highestRank } from "./navigation";

const groupOrder: readonly Entry["group"][] = ["start", "company", "administration"];

/** The navigation as the shell takes it. `firstSteps`: offer them too, until a first event has arrived. */
export function placeGroups({ firstSteps }: { firstSteps: boolean }): PlaceGroup[] {
  const offered = entries.filter((entry) => entry.group !== "start" || firstSteps);
  return groupOrder.map((group) => ({
    id: group,
    label: groupLabels[group],
    places: offered
      .filter((entry) => entry.group === group)
      .map(({ id, label, href, icon: Icon }) => ({ id, label, href, icon: <Icon aria-hidden="true" /> })),
  }));
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
