import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Moment } from "@/app/(portal)/moment";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireAct } from "@/lib/portal/answers/require-act";
import { readChainState } from "@/lib/portal/installation/audit";
import { requirePortal } from "@/lib/portal/portal";
import { ChainPanel } from "./chain/chain-panel";
import { AuditFilters } from "./list/audit-filters";
import { EntryTable } from "./list/entry-table";
import { FileLinks } from "./list/file-links";
import { Notices } from "./list/notices";
import { type AuditQuery, filterOf, fromStart, isNarrowed, readAuditQuery, toSearch } from "./list/query";
import type { RawParams } from "./list/range";

export const metadata: Metadata = { title: "Audit trail" };

const path = "/admin/audit";
const pageSize = 50;

export default async function AuditPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const portal = await requirePortal();
  await requireAct(portal, "audit.view");
  const { query, notices } = readAuditQuery(await searchParams, portal);
  const filter = filterOf(query);
  const [page, total, actions, chain] = await Promise.all([
    portal.audit.page(filter, { size: pageSize, after: query.after, before: query.before }),
    portal.audit.count(filter),
    portal.audit.actions(),
    readChainState(portal),
  ]);
  const { timeZone: zone, companies, viewer } = portal;
  const first = toSearch(fromStart(query));
  const amount = `${total.count.toLocaleString("en-GB")}${total.capped ? "+" : ""}`;
  return (
    <div className="mx-auto flex w-full max-w-[110rem] flex-col gap-4">
      <PageHeader
        title="Audit trail"
        description={descriptionOf(companies)}
        note={
          <span>
            Times in <bdi>{zone.replaceAll("_", " ")}</bdi>
          </span>
        }
        actions={<FileLinks path={path} search={first} formats={["csv", "xlsx", "print"]} />}
      />
      <Notices notices={notices} />
      {chain ? <ChainPanel state={chain} zone={zone} /> : null}
      <AuditFilters
        query={query}
        actions={actions}
        companies={companies}
        path={path}
        withInstallation={viewer.globalRole === "GlobalAdmin"}
      />
      {query.target ? <TargetNote query={query} /> : null}
      <EntryTable
        rows={page.rows}
        zone={zone}
        companies={new Map(companies.map(({ id, name }) => [id, name]))}
        hrefOfTarget={(target) => `${path}${toSearch(fromStart(query, { target }))}`}
        empty={<Nothing query={query} searchedTo={page.searchedTo} zone={zone} />}
      />
      <Pagination
        label="Pages of the trail"
        first={query.after === null && query.before === null ? null : `${path}${first}`}
        previous={page.previous && `${path}${toSearch(fromStart(query, { before: page.previous }))}`}
        next={page.next && `${path}${toSearch(fromStart(query, { after: page.next }))}`}
        summary={
          <>
            {amount} {total.count === 1 ? "entry" : "entries"}
            {page.searchedTo ? (
              <>
                , looked through back to <Moment at={page.searchedTo} timeZone={zone} />
              </>
            ) : null}
          </>
        }
      />
    </div>
  );
}

function descriptionOf(companies: readonly { rank: string }[]): string {
  const administers = companies.some(({ rank }) => rank !== "User" && rank !== "none");
  return administers
    ? "Who did what, when and where from: every change, sign-in, denial and export."
    : "What you did here: your own changes, sign-ins and exports.";
}

/** Which thing's history this is, with the way out of it. */
function TargetNote({ query }: { query: AuditQuery }) {
  return (
    <p className="flex flex-wrap items-center gap-2 text-[0.8125rem]">
      Only what was done to{" "}
      <bdi className="font-medium">
        {query.target?.kind} {query.target?.id}
      </bdi>
      <Button asChild variant="ghost" size="sm">
        <Link href={`${path}${toSearch(fromStart(query, { target: null }))}`} prefetch={false}>
          Show everything
        </Link>
      </Button>
    </p>
  );
}

function Nothing({ query, searchedTo, zone }: { query: AuditQuery; searchedTo: Date | null; zone: string }) {
  if (searchedTo) {
    return (
      <EmptyState icon={ScrollText} title="Nothing found so far">
        The newest entries back to <Moment at={searchedTo} timeZone={zone} /> hold nothing that fits. Go on with “Next”,
        or choose an earlier range.
      </EmptyState>
    );
  }
  if (query.after !== null || query.before !== null) {
    return (
      <EmptyState icon={ScrollText} title="No further entries">
        This is the end of the range. Go back to the first page, or choose a longer range.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={ScrollText} title={isNarrowed(query) ? "Nothing fits these filters" : "Nothing in this range"}>
      {isNarrowed(query)
        ? "Clear the filters or choose a longer range."
        : "Choose a longer range to see older entries."}
    </EmptyState>
  );
}
