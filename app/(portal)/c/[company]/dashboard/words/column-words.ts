import { type EventColumnId, eventColumnWords } from "@/lib/reports/event-columns";

export const columnIds = [
  "time",
  "kind",
  "user",
  "company",
  "site",
  "computer",
  "localIp",
  "publicIp",
] as const satisfies readonly EventColumnId[];
export type ColumnId = (typeof columnIds)[number];

export const columnWords: Readonly<Record<ColumnId, string>> = eventColumnWords;

/** As the original: what is seldom asked for is hidden until it is. */
export const hiddenAtFirst: readonly ColumnId[] = ["computer", "localIp", "publicIp"];

/** The columns a list names (`time,user`), in their own order; nothing known in it means the usual ones. */
export function columnsOf(text: string | null, withCompany: boolean): ColumnId[] {
  const named = new Set((text ?? "").slice(0, 200).split(","));
  const offered = columnIds.filter((id) => withCompany || id !== "company");
  const chosen = offered.filter((id) => named.has(id));
  return chosen.length > 0 ? chosen : offered.filter((id) => !hiddenAtFirst.includes(id));
}
