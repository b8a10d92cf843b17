import { CircleAlert } from "lucide-react";
import type { Metadata } from "next";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { requirePortal } from "@/lib/portal/portal";
import { localMinuteOf } from "@/lib/time";
import { ChartSection } from "./chart-section";
import { Figures } from "./figures";
import { FilterForm } from "./filters/filter-form";
import { RangeMenu } from "./filters/range-menu";
import { liveFilterOf } from "./live/matches";
import { toWireRow } from "./live/wire-row";
import { readPage, readRequest } from "./load";
import type { Notice, RawParams } from "./query";
import { hasFilters, noFilters } from "./query-state";
import { bucketsOf, resolveRange } from "./range";
import { EventTable } from "./table/event-table";
import { zoneTitle } from "./words/format-time";

export const metadata: Metadata = { title: "Dashboard" };

export default async function DashboardPage({
  params,
  searchParams,
}: {
  params: Promise<{ company: string }>;
  searchParams: Promise<RawParams>;
}) {
  const { company } = await params;
  const portal = await requirePortal(company);
  const { events, timeZone: zone, now } = portal;
  const path = `/c/${company}/dashboard`;
  // Asked first: what arrives while the rest is read then comes over the stream, twice rather than never.
  const liveCursor = await events.liveCursor(now);
  const { query, filter, notices, total, names, sites } = await readRequest(portal, await searchParams);
  const range = resolveRange(query.range, zone, now);
  const counted = { from: range.from, to: range.until };
  const buckets = bucketsOf(counted.from, counted.to, zone);
  const [page, figures, series, last, selected] = await Promise.all([
    readPage(portal, filter, query),
    events.figures(now, counted),
    events.series(counted, buckets),
    events.last(),
    query.event ? events.find(query.event.companyId, query.event.id) : null,
  ]);
  if (query.event && !selected)
    notices.push({ param: "event", message: "The event of this link does not exist here." });

  return (
    <div className="mx-auto flex w-full max-w-[110rem] flex-col gap-4">
      <PageHeader
        title="Dashboard"
        description={
          portal.company
            ? "Sign-ins and what else the computers of this company report."
            : "Sign-ins and what else the computers of all your companies report."
        }
        note={
          <span className="inline-flex items-center gap-1">
            Times in <bdi>{zoneTitle(zone, now)}</bdi>
          </span>
        }
        actions={
          <RangeMenu
            query={query}
            path={path}
            zone={zone}
            from={localMinuteOf(range.from, zone)}
            to={localMinuteOf(range.to, zone)}
          />
        }
      />
      <Notices notices={notices} />
      <Figures figures={figures} query={query} path={path} />
      <ChartSection
        buckets={buckets}
        series={series}
        kinds={query.kinds}
        narrowed={hasFilters({ ...query, kinds: noFilters.kinds })}
      />
      <EventTable
        company={company}
        path={path}
        query={{ ...query, event: null }}
        zone={zone}
        names={names}
        rows={page.rows.map(toWireRow)}
        next={page.next}
        previous={page.previous}
        total={total}
        selected={selected && toWireRow(selected)}
        liveFilter={liveFilterOf(filter, range.open)}
        liveCursor={liveCursor}
        nothingYet={last === null}
      >
        <FilterForm query={query} path={path} sites={sites} />
      </EventTable>
    </div>
  );
}

/** What of the address was not understood: said, not swallowed, and never a reason not to show the page. */
function Notices({ notices }: { notices: readonly Notice[] }) {
  if (notices.length === 0) return null;
  return (
    <Alert variant="warning">
      <CircleAlert aria-hidden="true" />
      <AlertTitle>Part of this address was left out</AlertTitle>
      <AlertDescription>
        <ul>
          {notices.map((notice) => (
            <li key={`${notice.param} ${notice.message}`}>
              <bdi>{notice.message}</bdi>
            </li>
          ))}
        </ul>
      </AlertDescription>
    </Alert>
  );
}
