import type { ErrorRow } from "@/lib/audit/error-store";
import { createStamp } from "./event-columns";

/** The columns of an exported error log, with the width of a spreadsheet's column in characters. */
export const errorColumns = [
  { head: "First seen", width: 25 },
  { head: "First seen (UTC)", width: 26 },
  { head: "Last seen", width: 25 },
  { head: "Times", width: 8 },
  { head: "Level", width: 10 },
  { head: "Logger", width: 16 },
  { head: "Message", width: 60 },
  { head: "User", width: 20 },
  { head: "Address", width: 20 },
  { head: "Number", width: 38 },
  { head: "Stack and fields", width: 60 },
] as const;

/** What a spreadsheet takes in one cell; a stack is cut there. */
const longestCell = 32_000;

/** A row's cells as text, in the order of `errorColumns`. */
export function errorCells(zone: string): (row: ErrorRow) => string[] {
  const [first, last] = [createStamp(zone), createStamp(zone)];
  return (row) => [
    first(row.at),
    row.at.toISOString(),
    last(row.lastAt),
    String(row.n),
    row.level,
    row.logger,
    row.message,
    row.userName ?? (row.userId === null ? "" : String(row.userId)),
    row.ip ?? "",
    row.requestId ?? "",
    (row.stack ?? "").slice(0, longestCell),
  ];
}
