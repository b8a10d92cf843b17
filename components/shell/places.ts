import type { ReactNode } from "react";

/**
 * One page of the navigation. `href` may hold `:scope`, which stands for the scope the viewer is in.
 * An `exact` place is current only at its own address, any other also below it.
 */
export type Place = { id: string; label: string; href: string; icon: ReactNode; exact?: boolean; note?: PlaceNote };

/** A small figure beside a place, said in words too ("2 waiting"). */
export type PlaceNote = { figure: string; words: string };

export type PlaceGroup = { id: string; label: string | null; places: readonly Place[] };

/** One choice of the switch on top. `placeIds` are the places this viewer may open in it. */
export type Scope = { id: string; label: string; hint?: string; placeIds: readonly string[] };

/** `/c/12/reports` with the base `/c` → `12`; null outside the base. */
export function scopeIdOf(pathname: string, base: string): string | null {
  if (!pathname.startsWith(`${base}/`)) return null;
  const id = pathname.slice(base.length + 1).split("/")[0];
  return id ? id : null;
}

export function hrefIn(place: Place, scopeId: string): string {
  return place.href.replace(":scope", scopeId);
}

export function isCurrent(pathname: string, href: string, exact = false): boolean {
  return pathname === href || (!exact && pathname.startsWith(`${href}/`));
}

/** What remains of the navigation in one scope: groups without a place drop out. Without a scope only free places stay. */
export function groupsIn(groups: readonly PlaceGroup[], scope: Scope | null): PlaceGroup[] {
  return groups
    .map((group) => ({
      ...group,
      places: group.places.filter((place) =>
        place.href.includes(":scope") ? scope?.placeIds.includes(place.id) : true,
      ),
    }))
    .filter((group) => group.places.length > 0);
}

/** Where the switch leads: the same place in the other scope if it may be opened there, else that scope's first. */
export function switchHref(
  groups: readonly PlaceGroup[],
  pathname: string,
  from: Scope | null,
  to: Scope,
): string | null {
  const scoped = groups.flatMap((group) => group.places).filter((place) => place.href.includes(":scope"));
  const here = from ? scoped.find((place) => isCurrent(pathname, hrefIn(place, from.id), place.exact)) : undefined;
  const open = scoped.filter((place) => to.placeIds.includes(place.id));
  const target = open.find((place) => place.id === here?.id) ?? open[0];
  return target ? hrefIn(target, to.id) : null;
}

export type Crumb = { key: string; label: string; href: string | null };

/** `/c/12/dashboard/x` → the scope's name (leading to its first place), the place's name, `x`. */
export function trailOf(
  pathname: string,
  groups: readonly PlaceGroup[],
  scopes: readonly Scope[],
  base: string,
): Crumb[] {
  const scopeId = scopeIdOf(pathname, base);
  const scope = scopes.find((one) => one.id === scopeId) ?? null;
  const crumbs: Crumb[] = [];
  if (scope) crumbs.push({ key: "scope", label: scope.label, href: switchHref(groups, "", null, scope) });
  const places = groups.flatMap((group) => group.places);
  const place = places.find((one) => isCurrent(pathname, hrefIn(one, scopeId ?? ""), one.exact));
  if (!place) return crumbs;
  const href = hrefIn(place, scopeId ?? "");
  crumbs.push({ key: "place", label: place.label, href });
  for (const part of pathname.slice(href.length).split("/").filter(Boolean)) {
    crumbs.push({ key: `deeper-${crumbs.length}`, label: readable(part), href: null });
  }
  return crumbs;
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What the sheet of a phone shows: `brand` on top, the switch and the places, `bottom` below. */
export type PhoneNavigationProps = {
  title: string;
  switchLabel: string;
  groups: readonly PlaceGroup[];
  scopes: readonly Scope[];
  base: string;
  brand: ReactNode;
  bottom: ReactNode;
};
