import type { AuditRow } from "@/lib/audit/trail-store";
import { createStamp } from "./event-columns";

/** The columns of an exported trail, with the width of a spreadsheet's column in characters. */
export const auditColumns = [
  { head: "Timestamp", width: 25 },
  { head: "Timestamp (UTC)", width: 26 },
  { head: "Who", width: 24 },
  { head: "Kind of who", width: 12 },
  { head: "Where from", width: 20 },
  { head: "What", width: 30 },
  { head: "On what", width: 40 },
  { head: "Outcome", width: 10 },
  { head: "Company", width: 24 },
  { head: "Times", width: 8 },
  { head: "Before and after", width: 60 },
  { head: "Entry", width: 10 },
  { head: "Place in the chain", width: 12 },
] as const;

type Value = AuditRow["changes"][string][number];

/** One value of a change as text; an empty text is shown as such. */
export function changeText(value: Value): string {
  if (value === null || value === undefined) return "none";
  if (value === "") return "(empty)";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "object" ? value.map(changeText).join(", ") : String(value);
}

/** `maxOpenSeconds` as "max open seconds". */
export function fieldWords(name: string): string {
  return name.replace(
    /([a-z0-9])([A-Z])/g,
    (_match, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}

function targetWords(target: AuditRow["target"]): string {
  if (target === null) return "";
  const id = target.label === "" || target.label === target.id ? target.id : `${target.label} (${target.id})`;
  return `${target.kind}: ${id}`;
}

/** A row's cells as text, in the order of `auditColumns`. */
export function auditCells(zone: string, companies: ReadonlyMap<number, string>): (row: AuditRow) => string[] {
  const stamp = createStamp(zone);
  return (row) => [
    stamp(row.at),
    row.at.toISOString(),
    row.actor.name,
    row.actor.kind,
    row.ip ?? "",
    row.action,
    targetWords(row.target),
    row.outcome,
    row.companyId === null ? "" : (companies.get(row.companyId) ?? String(row.companyId)),
    String(row.count),
    Object.entries(row.changes)
      .map(([name, [before, after]]) => `${fieldWords(name)}: ${changeText(before)} → ${changeText(after)}`)
      .join("; "),
    String(row.id),
    row.chainIndex === null ? "" : String(row.chainIndex),
  ];
}
