import type { PlaceGroup, Scope } from "@/components/shell/places";

/** One thing found: it leads somewhere. */
export type FoundItem = { id: string; label: string; hint?: string; href: string };
export type FoundGroup = { label: string; items: readonly FoundItem[] };

/** `find` answers `?q=…&scope=…` with `{ groups: FoundGroup[] }`. */
export type PaletteProps = {
  label: string;
  scopesLabel: string;
  placesLabel: string;
  groups: readonly PlaceGroup[];
  scopes: readonly Scope[];
  base: string;
  find: string;
  /** Places outside the navigation, such as one's own account. */
  more: readonly FoundItem[];
};

/** Reads an answer of `find`; whatever is no such answer counts as nothing found. */
export function readFound(answer: unknown): FoundGroup[] {
  const groups = (answer as { groups?: unknown } | null)?.groups;
  return Array.isArray(groups) ? (groups as FoundGroup[]) : [];
}
