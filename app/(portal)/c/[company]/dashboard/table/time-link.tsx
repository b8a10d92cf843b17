import { rowKey, type WireRow } from "../live/wire-row";
import { formatDateTime, formatUtc } from "../words/format-time";

/** When it happened, in the page's zone; the link opens the row's details. */
export function TimeLink({ row, zone, href }: { row: WireRow; zone: string; href: string }) {
  const instant = new Date(row.occurredAt);
  return (
    <a
      href={href}
      data-event={rowKey(row)}
      className="rounded-sm underline-offset-4 outline-none hover:underline focus-visible:outline-2 focus-visible:outline-ring"
    >
      <time dateTime={row.occurredAt} title={formatUtc(instant)}>
        {formatDateTime(instant, zone)}
      </time>
    </a>
  );
}
