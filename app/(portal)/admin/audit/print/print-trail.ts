import { visibleText } from "@/components/ui/visible-text";
import type { AuditFilter, AuditRow } from "@/lib/audit/trail-store";
import type { Portal } from "@/lib/portal/portal";
import { auditCells, auditColumns } from "@/lib/reports/audit-columns";
import { formatInstant } from "@/lib/time";

/** More than this is hundreds of sheets: the page then says so and names the export. */
const printLimit = 20_000;

const printed = [
  "Timestamp",
  "Who",
  "Where from",
  "What",
  "On what",
  "Outcome",
  "Company",
  "Times",
  "Before and after",
];
const places = printed.map((head) => auditColumns.findIndex((column) => column.head === head));

const replacements: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text: string): string =>
  visibleText(text).replace(/[&<>"']/g, (character) => replacements[character] ?? "");

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
@page { margin: 12mm; size: landscape; }
@media print { body { margin: 0; } }
`;

type Print = { filter: AuditFilter; range: string; words: readonly string[]; nonce: string | null };

/** The trail as one page, written while it is read; the dialog of the browser opens by itself at its end. */
export function printTrail(
  portal: Pick<Portal, "audit" | "companies" | "timeZone" | "now">,
  print: Print,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const pieces = piecesOf(portal, print);
  return new ReadableStream({
    async pull(controller) {
      try {
        const piece = await pieces.next();
        if (piece.done) controller.close();
        else controller.enqueue(encoder.encode(piece.value));
      } catch {
        // The status is long sent: the page itself says that it is not whole.
        controller.enqueue(encoder.encode(`</tbody></table><p><strong>${broken}</strong></p></body></html>\n`));
        controller.close();
      }
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

const broken = "This list is not complete: reading the trail failed. Please print again.";

async function* piecesOf(
  { audit, companies, timeZone, now }: Pick<Portal, "audit" | "companies" | "timeZone" | "now">,
  { filter, range, words, nonce }: Print,
): AsyncGenerator<string> {
  const filters = words.map((line) => `<li><bdi>${escapeHtml(line)}</bdi></li>`).join("");
  const zone = escapeHtml(timeZone.replaceAll("_", " "));
  yield `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="/icon.svg" type="image/svg+xml"><title>Audit trail</title><style>${style}</style></head><body>
<h1>Audit trail</h1>
<p>${escapeHtml(range)} · times in ${zone} · printed ${escapeHtml(formatInstant(now, timeZone))}</p>
${filters ? `<ul>${filters}</ul>` : ""}
<table><thead><tr>${printed.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>
`;
  const cells = auditCells(timeZone, new Map(companies.map(({ id, name }) => [id, name])));
  let count = 0;
  let isCut = false;
  for await (const rows of audit.each(filter)) {
    const shown = rows.slice(0, printLimit - count);
    yield shown.map((row) => rowOf(row, cells)).join("");
    count += shown.length;
    isCut = shown.length < rows.length;
    if (isCut) break;
  }
  const amount = count.toLocaleString("en-GB");
  const end = isCut
    ? `The newest ${amount} entries. A print ends here; export to CSV or Excel to get all that match.`
    : `${amount} ${count === 1 ? "entry" : "entries"}, complete.`;
  const script = nonce === null ? "" : `<script nonce="${escapeHtml(nonce)}">print()</script>`;
  yield `</tbody></table><p>${end}</p>${script}</body></html>\n`;
}

function rowOf(row: AuditRow, cells: (row: AuditRow) => string[]): string {
  const texts = cells(row);
  return `<tr>${places.map((place) => `<td><bdi>${escapeHtml(texts[place] ?? "")}</bdi></td>`).join("")}</tr>\n`;
}
