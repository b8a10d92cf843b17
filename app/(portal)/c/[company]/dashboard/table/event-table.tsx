"use client";

import { CalendarSearch, RadioTower } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useState } from "react";
import { ColumnMenu } from "@/components/tables/column-menu";
import { DensitySwitch, useDensity } from "@/components/tables/density-switch";
import { PageSize } from "@/components/tables/page-size";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import type { CappedCount } from "@/lib/events/event";
import type { LiveFilter } from "../live/matches";
import { useLiveRows } from "../live/use-live-rows";
import type { Names, WireRow } from "../live/wire-row";
import { changed, type DashboardQuery, defaultQuery, hasFilters, noFilters, pageSizes, toSearch } from "../query-state";
import { columnIds, columnWords } from "../words/column-words";
import { EventGrid } from "./event-grid";
import { ExportLinks } from "./export-links";
import { LiveStatus, WaitingChip } from "./live-status";
import { useColumns } from "./use-columns";
import { useOpenEvent } from "./use-open-event";
import { useScrolledPast } from "./use-scrolled-past";

/** Fetched when a first row is opened. */
const EventDrawer = dynamic(() => import("./event-drawer").then((loaded) => loaded.EventDrawer));

export type EventTableProps = {
  /** A company's id, or "all". */
  company: string;
  path: string;
  query: DashboardQuery;
  zone: string;
  names: Names;
  rows: WireRow[];
  next: string | null;
  previous: string | null;
  total: CappedCount;
  selected: WireRow | null;
  liveFilter: LiveFilter;
  liveCursor: string;
  /** No event of any time is stored yet. */
  nothingYet: boolean;
  /** The filter form. */
  children: ReactNode;
};

export function EventTable(props: EventTableProps) {
  const { company, path, query, zone, names, next, previous, total, nothingYet } = props;
  const router = useRouter();
  const [paused, setPaused] = useState(false);
  const [density, setDensity] = useDensity();
  const { visibility, offered, show, reset } = useColumns(company === "all");
  const { mark, past } = useScrolledPast<HTMLDivElement>();
  const atNewest = query.sort.by === "time" && query.sort.direction === "desc" && previous === null;
  const live = useLiveRows({
    company,
    question: toSearch(changed(query, { sort: defaultQuery.sort, size: defaultQuery.size })),
    cursor: props.liveCursor,
    page: props.rows,
    hasMore: next !== null,
    filter: props.liveFilter,
    names,
    atNewest,
    paused,
    scrolled: past,
  });
  const opened = useOpenEvent(live.rows, props.selected);
  const { open } = opened;
  const close = useCallback(() => open(null), [open]);

  const showWaiting = (): void => {
    if (!atNewest) router.push(`${path}${toSearch(changed(query, { sort: { by: "time", direction: "desc" } }))}`);
    else {
      live.showWaiting();
      mark.current?.scrollIntoView({ block: "start" });
    }
  };
  const pageHref = (cursor: string | null): string => `${path}${toSearch(changed(query, { cursor }))}`;

  return (
    <Card className="min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 pt-3">
        <div className="flex items-center gap-3">
          <h2 className="font-semibold text-sm">Events</h2>
          <LiveStatus state={live.state} paused={paused} onPause={setPaused} />
        </div>
        <div className="flex flex-wrap items-center gap-1.5 print:hidden">
          <ExportLinks query={query} path={path} columns={columnIds.filter((id) => visibility[id])} />
          <div className="flex items-center gap-1.5" data-needs-script="">
            <ColumnMenu
              columns={offered.map((id) => ({
                id,
                label: columnWords[id],
                visible: visibility[id],
                fixed: id === "time",
              }))}
              onChange={(id, visible) => {
                const column = columnIds.find((known) => known === id);
                if (column) show(column, visible);
              }}
              onReset={reset}
            />
            <DensitySwitch value={density} onChange={setDensity} />
          </div>
        </div>
      </div>
      <div className="border-border border-b px-3 py-3 print:hidden">{props.children}</div>
      <div ref={mark} data-scrolled-past={past} className="scroll-mt-14" />
      <WaitingChip count={live.waiting} more={live.overflowed} onShow={showWaiting} />
      {live.rows.length > 0 ? (
        <EventGrid
          rows={live.rows}
          arrived={live.arrived}
          query={query}
          path={path}
          zone={zone}
          names={names}
          capped={total.capped}
          visibility={visibility}
          density={density}
          openKey={opened.key}
          onOpen={open}
        />
      ) : (
        <NoEvents query={query} path={path} nothingYet={nothingYet} />
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-border border-t px-3 py-2.5">
        <PageSize
          value={query.size}
          options={pageSizes}
          onChange={(size) => {
            const known = pageSizes.find((one) => one === size);
            if (known) router.push(`${path}${toSearch(changed(query, { size: known }))}`);
          }}
        />
        <Pagination
          className="flex-1 sm:justify-end"
          label="Pages of events"
          first={previous === null ? null : pageHref(null)}
          previous={previous === null ? null : pageHref(previous)}
          next={next === null ? null : pageHref(next)}
          summary={<Summary shown={live.rows.length} total={total} />}
        />
      </div>
      {opened.last ? (
        <EventDrawer
          row={opened.last}
          open={opened.row !== null}
          zone={zone}
          names={names}
          query={query}
          path={path}
          onClose={close}
        />
      ) : null}
    </Card>
  );
}

function Summary({ shown, total }: { shown: number; total: CappedCount }) {
  const count = Math.max(total.count, shown);
  return (
    <span data-total={total.count}>
      {shown.toLocaleString("en-GB")} of {count.toLocaleString("en-GB")}
      {total.capped ? "+" : ""} {count === 1 ? "event" : "events"}
    </span>
  );
}

function NoEvents({ query, path, nothingYet }: { query: DashboardQuery; path: string; nothingYet: boolean }) {
  if (nothingYet) {
    return (
      <EmptyState
        icon={RadioTower}
        title="No events yet"
        action={
          <Button asChild size="sm">
            <Link href="/home">See how to send the first event</Link>
          </Button>
        }
      >
        Put an agent on a computer, or send one event by hand. It appears here by itself.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={CalendarSearch}
      title={hasFilters(query) ? "No event matches these filters" : "No events in this range"}
      action={
        <>
          {hasFilters(query) ? (
            <Button asChild size="sm" variant="outline">
              <Link href={`${path}${toSearch(changed(query, noFilters))}`}>Clear filters</Link>
            </Button>
          ) : null}
          {query.range.preset === "last-30-days" ? null : (
            <Button asChild size="sm" variant="outline">
              <Link href={`${path}${toSearch(changed(query, { range: { preset: "last-30-days" } }))}`}>
                Last 30 days
              </Link>
            </Button>
          )}
        </>
      }
    >
      Events that fit appear here as they happen.
    </EmptyState>
  );
}
