import { type Names, siteName } from "../live/wire-row";
import type { Filters } from "../query-state";
import { kindWord } from "./kind-words";

/** The filters in words, one line each, for the head of a printed list. */
export function filterWords(filters: Filters, names: Names): string[] {
  const lines: [string, string | null][] = [
    ["Search", filters.search],
    ["Event type", filters.kinds.map((kind) => kindWord(kind)).join(" or ") || null],
    ["User", filters.user],
    ["Computer", filters.computer],
    ["Site", filters.siteId === null ? null : siteName({ siteId: filters.siteId }, names)],
    ["IP address", filters.ip],
  ];
  return lines.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]));
}
