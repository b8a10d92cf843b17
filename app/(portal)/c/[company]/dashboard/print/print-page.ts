import { companyName, type Names, siteName, type WireRow } from "../live/wire-row";
import { type ColumnId, columnWords } from "../words/column-words";
import { formatDateTime, formatUtc } from "../words/format-time";
import { kindWord } from "../words/kind-words";

/** More than this is thousands of sheets: the page then says so and names the export. */
export const printLimit = 50_000;

const replacements: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Names come from outside: nothing of them is markup. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (found) => replacements[found] ?? "");

export type PrintHead = {
  company: string;
  range: string;
  /** The zone in words. */
  zone: string;
  madeAt: Date;
  /** The zone `madeAt` is written in. */
  madeIn: string;
  /** One line for each filter, in words. */
  filters: readonly string[];
  columns: readonly ColumnId[];
};

const style = `
:root { color-scheme: light; }
body { margin: 1.5rem; font: 9pt/1.35 ui-sans-serif, system-ui, sans-serif; color: #111; background: #fff; }
h1 { margin: 0 0 .25rem; font-size: 15pt; }
p, ul { margin: 0 0 .5rem; color: #333; }
ul { padding-left: 1.1rem; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
thead { display: table-header-group; }
th, td { padding: 2pt 5pt 2pt 0; border-bottom: .5pt solid #bbb; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { border-bottom-color: #111; white-space: nowrap; }
td:first-child { white-space: nowrap; }
tr { break-inside: avoid; }
.end { margin-top: .75rem; }
@page { margin: 12mm; }
@media print { body { margin: 0; } .screen { display: none; } }
`;

/** Everything before the first row. */
export function printStart(head: PrintHead): string {
  const filters = head.filters.map((filter) => `<li><bdi>${escapeHtml(filter)}</bdi></li>`).join("");
  const headings = head.columns.map((id) => `<th scope="col">${columnWords[id]}</th>`).join("");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>Events – ${escapeHtml(head.company)}</title><style>${style}</style></head><body>
<h1>Events – <bdi>${escapeHtml(head.company)}</bdi></h1>
<p>${escapeHtml(head.range)} · times in ${escapeHtml(head.zone)} · printed ${formatDateTime(head.madeAt, head.madeIn)}</p>
${filters ? `<ul>${filters}</ul>` : ""}
<table><thead><tr>${headings}</tr></thead><tbody>
`;
}

/** Rows as table rows, in the columns of the head. */
export function printRows(rows: readonly WireRow[], columns: readonly ColumnId[], zone: string, names: Names): string {
  return rows
    .map((row) => `<tr>${columns.map((id) => `<td>${cell(row, id, zone, names)}</td>`).join("")}</tr>\n`)
    .join("");
}

function cell(row: WireRow, id: ColumnId, zone: string, names: Names): string {
  if (id === "time") {
    const instant = new Date(row.occurredAt);
    return `<time datetime="${row.occurredAt}" title="${formatUtc(instant)}">${formatDateTime(instant, zone)}</time>`;
  }
  return `<bdi>${escapeHtml(textOf(row, id, names))}</bdi>`;
}

function textOf(row: WireRow, id: Exclude<ColumnId, "time">, names: Names): string {
  switch (id) {
    case "kind":
      return kindWord(row.kind, row.eventType);
    case "user":
      return row.userName;
    case "company":
      return companyName(row, names);
    case "site":
      return siteName(row, names);
    case "computer":
      return row.computerName;
    case "localIp":
      return row.localIp ?? "";
    case "publicIp":
      return row.publicIp ?? "";
  }
}

/** Everything after the last row. `cut`: the limit was reached. The script opens the print dialog by itself. */
export function printEnd(count: number, cut: boolean, nonce: string | null): string {
  const amount = count.toLocaleString("en-GB");
  const words = cut
    ? `The first ${amount} events. A print ends here; export to CSV or Excel to get all that match.`
    : `${amount} ${count === 1 ? "event" : "events"}, complete.`;
  const script = nonce === null ? "" : `<script nonce="${escapeHtml(nonce)}">print()</script>`;
  return `</tbody></table><p class="end">${words}</p>${script}</body></html>\n`;
}

/** A database that fails half way must not look like the end of the list. */
export const printBroken =
  '</tbody></table><p class="end"><strong>This list is not complete: reading the events failed. Please print again.</strong></p></body></html>\n';
