import Link from "next/link";
import type { ReactNode } from "react";
import { Moment } from "@/app/(portal)/moment";
import { ListTable } from "@/components/tables/list-table";
import { OutsideText } from "@/components/ui/outside-text";
import { visibleText } from "@/components/ui/visible-text";
import type { ErrorRow } from "@/lib/audit/error-store";
import { LevelMark } from "./level-mark";

const columns = [
  { id: "at", head: "Time" },
  { id: "level", head: "Level" },
  { id: "logger", head: "Logger", className: "max-lg:hidden" },
  { id: "message", head: "Message" },
  { id: "n", head: "Times" },
  { id: "user", head: "User", className: "max-lg:hidden" },
  { id: "ip", head: "Address", className: "max-lg:hidden" },
  { id: "request", head: "Number", className: "max-xl:hidden" },
];

const longestInRow = 240;

/** Entries of the error log, newest first; the message leads to the whole of it. */
export function ErrorTable({
  rows,
  zone,
  hrefOf,
  empty,
}: {
  rows: readonly ErrorRow[];
  zone: string;
  hrefOf: (row: ErrorRow) => string;
  empty: ReactNode;
}) {
  return (
    <ListTable
      label="Entries of the error log"
      columns={columns}
      rows={rows.map((row) => ({
        id: String(row.id),
        cells: [
          <Moment key="at" at={row.at} timeZone={zone} style="second" />,
          <LevelMark key="level" level={row.level} />,
          <OutsideText key="logger" value={row.logger} className="max-w-32" />,
          <Link
            key="message"
            href={hrefOf(row)}
            prefetch={false}
            className="line-clamp-2 max-w-[36rem] whitespace-normal break-words rounded-sm text-link underline-offset-4 outline-none hover:underline focus-visible:outline-2 focus-visible:outline-ring"
          >
            <bdi>{visibleText(cut(row.message))}</bdi>
          </Link>,
          <Times key="n" row={row} zone={zone} />,
          <OutsideText key="user" value={row.userName ?? (row.userId === null ? null : `user ${row.userId}`)} />,
          <OutsideText key="ip" value={row.ip} mono />,
          <OutsideText key="request" value={row.requestId} mono className="max-w-28" />,
        ],
      }))}
      empty={empty}
    />
  );
}

function cut(message: string): string {
  return message.length > longestInRow ? `${message.slice(0, longestInRow)}…` : message;
}

function Times({ row, zone }: { row: ErrorRow; zone: string }) {
  if (row.n === 1) return <span className="tabular-nums">1</span>;
  return (
    <span className="whitespace-nowrap tabular-nums">
      {row.n.toLocaleString("en-GB")}
      <span className="text-muted-foreground text-xs">
        {" "}
        · last <Moment at={row.lastAt} timeZone={zone} style="second" />
      </span>
    </span>
  );
}
