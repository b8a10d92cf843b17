"use client";

import { useStoredValue } from "@/components/tables/use-stored-value";
import { type ColumnId, columnIds, hiddenAtFirst } from "../words/column-words";

export type Visibility = Record<ColumnId, boolean>;

/** The company has a column only where several are shown, and is shown there unless hidden by hand. */
function usualColumns(): Visibility {
  return Object.fromEntries(columnIds.map((id) => [id, !hiddenAtFirst.includes(id)])) as Visibility;
}

function parseVisibility(text: string | null): Visibility {
  const visibility = usualColumns();
  if (text === null || text.length > 500) return visibility;
  for (const entry of text.split(",")) {
    const [id, shown] = entry.split(":");
    const column = columnIds.find((known) => known === id);
    if (column && column !== "time") visibility[column] = shown === "1";
  }
  return visibility;
}

const formatVisibility = (visibility: Visibility): string =>
  columnIds.map((id) => `${id}:${visibility[id] ? 1 : 0}`).join(",");

/** Which columns this browser shows, kept in localStorage. `withCompany`: the table spans companies. */
export function useColumns(withCompany: boolean) {
  const [stored, store] = useStoredValue("event-columns", parseVisibility, formatVisibility);
  const visibility = withCompany ? stored : { ...stored, company: false };
  return {
    visibility,
    offered: columnIds.filter((id) => withCompany || id !== "company"),
    show: (id: ColumnId, shown: boolean): void => store({ ...stored, [id]: shown }),
    reset: (): void => store(usualColumns()),
  };
}
