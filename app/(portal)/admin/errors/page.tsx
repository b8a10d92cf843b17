import { CircleCheck, RotateCw } from "lucide-react";
import type { Metadata } from "next";
import { FilterBar } from "@/components/tables/filter-bar";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { NativeSelect } from "@/components/ui/native-select";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { errorLevels } from "@/lib/audit/schema";
import { requireAct } from "@/lib/portal/answers/require-act";
import { requirePortal } from "@/lib/portal/portal";
import { FileLinks } from "../audit/list/file-links";
import { Notices } from "../audit/list/notices";
import type { RawParams } from "../audit/list/range";
import { RangeFields } from "../audit/list/range-fields";
import { ErrorTable } from "./list/error-table";
import { LevelCards } from "./list/level-cards";
import { levelMarks } from "./list/level-mark";
import { type ErrorQuery, filterOf, fromStart, readErrorQuery, toSearch } from "./list/query";
import { PurgeForm } from "./purge/purge-form";

export const metadata: Metadata = { title: "Error log" };

const path = "/admin/errors";
const pageSize = 50;

export default async function ErrorsPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const portal = await requirePortal();
  await requireAct(portal, "errors.view");
  const { query, notices } = readErrorQuery(await searchParams, portal);
  const filter = filterOf(query);
  const [page, counts, settings] = await Promise.all([
    portal.errors.page(filter, { size: pageSize, after: query.after, before: query.before }),
    portal.errors.counts(filter),
    portal.settings.read(),
  ]);
  const zone = portal.timeZone;
  const first = toSearch(fromStart(query));
  const total = query.level === null ? counts.total : counts[query.level];
  return (
    <div className="mx-auto flex w-full max-w-[110rem] flex-col gap-4">
      <PageHeader
        title="Error log"
        description={`What the portal itself has to complain about, from level ${settings.logLevel} up.`}
        note={
          <span>
            Times in <bdi>{zone.replaceAll("_", " ")}</bdi>
          </span>
        }
        actions={
          <>
            <Button asChild variant="outline" size="sm">
              <a href={`${path}${first}`}>
                <RotateCw aria-hidden="true" />
                Refresh
              </a>
            </Button>
            <FileLinks path={path} search={first} formats={["csv", "xlsx"]} />
            <PurgeForm />
          </>
        }
      />
      <Notices notices={notices} />
      <LevelCards
        counts={counts}
        current={query.level}
        hrefOf={(level) => `${path}${toSearch(fromStart(query, { level }))}`}
      />
      <ErrorFilters query={query} />
      <ErrorTable
        rows={page.rows}
        zone={zone}
        hrefOf={(row) => `${path}/${row.id}${toSearch(query)}`}
        empty={<Nothing query={query} />}
      />
      <Pagination
        label="Pages of the error log"
        first={query.after === null && query.before === null ? null : `${path}${first}`}
        previous={page.previous && `${path}${toSearch(fromStart(query, { before: page.previous }))}`}
        next={page.next && `${path}${toSearch(fromStart(query, { after: page.next }))}`}
        summary={`${total.toLocaleString("en-GB")} ${total === 1 ? "entry" : "entries"}`}
      />
    </div>
  );
}

function ErrorFilters({ query }: { query: ErrorQuery }) {
  return (
    <FilterBar
      key={toSearch(fromStart(query))}
      action={path}
      search={{ name: "q", value: query.search ?? "", placeholder: "Message, number, address, stack", label: "Search" }}
      resetHref={path}
      isFiltered={toSearch(fromStart(query)) !== ""}
    >
      <RangeFields range={query.range} />
      <NativeSelect name="level" aria-label="Level" defaultValue={query.level ?? ""}>
        <option value="">All levels</option>
        {errorLevels.map((level) => (
          <option key={level} value={level}>
            {levelMarks[level].word}
          </option>
        ))}
      </NativeSelect>
    </FilterBar>
  );
}

function Nothing({ query }: { query: ErrorQuery }) {
  const isNarrowed = query.level !== null || query.search !== null;
  return (
    <EmptyState icon={CircleCheck} title={isNarrowed ? "Nothing fits these filters" : "Nothing to complain about"}>
      {isNarrowed
        ? "Clear the filters or choose a longer range."
        : "No entries in this range. From which level on entries are kept is a setting of the installation."}
    </EmptyState>
  );
}
