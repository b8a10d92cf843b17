import { Ban, Bot, ChevronRight, CircleCheck, CircleX, Filter, Server, UserRound, UserRoundX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Moment } from "@/app/(portal)/moment";
import { ListTable } from "@/components/tables/list-table";
import { OutsideText } from "@/components/ui/outside-text";
import { StatusBadge } from "@/components/ui/status-badge";
import { visibleText } from "@/components/ui/visible-text";
import type { AuditRow } from "@/lib/audit/trail-store";
import { changeText, fieldWords } from "@/lib/reports/audit-columns";

const outcomeMarks = {
  ok: { tone: "ok", icon: CircleCheck, word: "Done" },
  denied: { tone: "warning", icon: Ban, word: "Denied" },
  failed: { tone: "danger", icon: CircleX, word: "Failed" },
} as const;

const actorIcons: Record<string, typeof UserRound> = {
  user: UserRound,
  agent: Bot,
  system: Server,
  anonymous: UserRoundX,
};

const columns = [
  { id: "at", head: "Time" },
  { id: "actor", head: "Who" },
  { id: "ip", head: "Where from", className: "max-lg:hidden" },
  { id: "action", head: "What" },
  { id: "target", head: "On what" },
  { id: "outcome", head: "Outcome" },
  { id: "company", head: "Company", className: "max-md:hidden" },
];

/** Entries of the trail, newest first; each opens to what it changed and where it stands. */
export function EntryTable({
  rows,
  zone,
  companies,
  hrefOfTarget,
  empty,
}: {
  rows: readonly AuditRow[];
  zone: string;
  companies: ReadonlyMap<number, string>;
  /** The list of everything that was done to the same thing. */
  hrefOfTarget: (target: { kind: string; id: string }) => string;
  empty: ReactNode;
}) {
  return (
    <ListTable
      label="Entries of the audit trail"
      columns={columns}
      rows={rows.map((row) => ({
        id: String(row.id),
        cells: [
          <Moment key="at" at={row.at} timeZone={zone} style="second" />,
          <Actor key="actor" actor={row.actor} />,
          <OutsideText key="ip" value={row.ip} mono />,
          <Action key="action" row={row} zone={zone} companies={companies} hrefOfTarget={hrefOfTarget} />,
          <Target key="target" target={row.target} />,
          <OutcomeMark key="outcome" outcome={row.outcome} />,
          <OutsideText key="company" value={companyOf(row, companies)} className="max-w-40" />,
        ],
      }))}
      empty={empty}
    />
  );
}

function companyOf(row: AuditRow, companies: ReadonlyMap<number, string>): string | null {
  return row.companyId === null ? null : (companies.get(row.companyId) ?? `deleted company ${row.companyId}`);
}

function Actor({ actor }: { actor: AuditRow["actor"] }) {
  const Icon = actorIcons[actor.kind] ?? UserRound;
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 align-bottom">
      <Icon className="size-3.5 shrink-0 text-muted-foreground" aria-hidden="true" />
      <span className="sr-only">{actor.kind} </span>
      <OutsideText value={actor.name === "" ? actor.kind : actor.name} className="max-w-44" />
    </span>
  );
}

function OutcomeMark({ outcome }: { outcome: string }) {
  const mark = outcomeMarks[outcome === "ok" || outcome === "denied" ? outcome : "failed"];
  return (
    <StatusBadge tone={mark.tone} icon={mark.icon}>
      {mark.word}
    </StatusBadge>
  );
}

function Target({ target }: { target: AuditRow["target"] }) {
  if (target === null) return <OutsideText value={null} />;
  return (
    <span className="inline-flex max-w-full items-baseline gap-1.5">
      <span className="text-muted-foreground text-xs">{visibleText(target.kind)}</span>
      <OutsideText value={target.label === "" ? target.id : target.label} className="max-w-60" />
    </span>
  );
}

type ActionProps = {
  row: AuditRow;
  zone: string;
  companies: ReadonlyMap<number, string>;
  hrefOfTarget: (target: { kind: string; id: string }) => string;
};

function Action({ row, zone, companies, hrefOfTarget }: ActionProps) {
  const changes = Object.entries(row.changes);
  return (
    <details className="group/entry max-w-[34rem] whitespace-normal">
      <summary className="flex cursor-pointer list-none items-center gap-1 rounded-sm outline-none hover:underline focus-visible:outline-2 focus-visible:outline-ring max-sm:justify-end [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-3.5 shrink-0 text-muted-foreground transition-transform group-open/entry:rotate-90"
          aria-hidden="true"
        />
        <bdi>{visibleText(row.action)}</bdi>
        {row.count > 1 ? <span className="text-muted-foreground tabular-nums">× {row.count}</span> : null}
        {changes.length > 0 ? (
          <span className="whitespace-nowrap text-muted-foreground text-xs">
            · {changes.length} {changes.length === 1 ? "change" : "changes"}
          </span>
        ) : null}
      </summary>
      <div className="mt-1.5 flex flex-col gap-2 border-border border-l-2 py-0.5 pl-3 text-left text-xs">
        {changes.length > 0 ? <Changes changes={changes} /> : null}
        <dl className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-x-2 gap-y-0.5">
          <Fact name="Time, UTC">
            <time dateTime={row.at.toISOString()}>{row.at.toISOString()}</time>
          </Fact>
          <Fact name="Where from">{row.ip ?? "not known"}</Fact>
          {row.actor.id === null ? null : <Fact name="Account">{`${row.actor.kind} ${row.actor.id}`}</Fact>}
          {row.target === null ? null : (
            <Fact name="On what">{visibleText(`${row.target.kind} ${row.target.id}: ${row.target.label}`)}</Fact>
          )}
          {row.companyId === null ? null : <Fact name="Company">{visibleText(companyOf(row, companies) ?? "")}</Fact>}
          <Fact name="In the chain">
            {row.chainIndex === null
              ? `No: counted beside it${row.count > 1 ? `, ${row.count} times within a minute` : ""}`
              : `Entry ${row.chainIndex.toLocaleString("en-GB")}`}
          </Fact>
        </dl>
        {row.target === null ? null : (
          <Link
            href={hrefOfTarget(row.target)}
            prefetch={false}
            className="inline-flex w-fit items-center gap-1 rounded-sm text-link underline-offset-4 outline-none hover:underline focus-visible:outline-2 focus-visible:outline-ring"
          >
            <Filter className="size-3" aria-hidden="true" />
            Everything done to this
          </Link>
        )}
        <span className="sr-only">
          Times in <bdi>{zone}</bdi> unless told
        </span>
      </div>
    </details>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="break-words">
        <bdi>{children}</bdi>
      </dd>
    </>
  );
}

function Changes({ changes }: { changes: readonly [string, AuditRow["changes"][string]][] }) {
  return (
    <table className="w-full border-separate border-spacing-0">
      <thead className="text-muted-foreground">
        <tr>
          <th scope="col" className="pr-3 text-left font-normal">
            Field
          </th>
          <th scope="col" className="pr-3 text-left font-normal">
            Before
          </th>
          <th scope="col" className="text-left font-normal">
            After
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map(([name, [before, after]]) => (
          <tr key={name}>
            <th scope="row" className="pr-3 text-left align-top font-normal">
              {visibleText(fieldWords(name))}
            </th>
            <td className="break-words pr-3 align-top text-muted-foreground">
              <bdi>{visibleText(changeText(before))}</bdi>
            </td>
            <td className="break-words align-top">
              <bdi>{visibleText(changeText(after))}</bdi>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
