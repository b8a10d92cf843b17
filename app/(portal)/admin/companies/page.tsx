import { Building2, CircleCheck, Plus } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { FilterBar } from "@/components/tables/filter-bar";
import { ListTable } from "@/components/tables/list-table";
import { SortableHead } from "@/components/tables/sortable-head";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireAct } from "@/lib/portal/answers/require-act";
import { type CompanyQuery, type ListedCompany, listCompanies } from "@/lib/portal/people/companies";
import { requirePortal } from "@/lib/portal/portal";
import { Moment, MomentOrDash } from "../../moment";
import { companiesPath, hrefOf, type RawParams, readQuery, sortHref, sortParams } from "./query";

export const metadata: Metadata = { title: "Companies" };

export default async function CompaniesPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const portal = await requirePortal();
  await requireAct(portal, "companies.edit");
  const params = await searchParams;
  const query = readQuery(params);
  const list = await listCompanies(portal, query);
  const { timeZone } = portal;
  return (
    <div className="mx-auto flex w-full max-w-[90rem] flex-col gap-4">
      <PageHeader
        title="Companies"
        description="Each company sees its own people, computers and events, and no other's."
        note={<bdi>Times in {timeZone}</bdi>}
        actions={<NewCompanyLink />}
      />
      {params.deleted === undefined ? null : (
        <Alert variant="success" live>
          <CircleCheck aria-hidden="true" />
          <AlertTitle>The company is deleted</AlertTitle>
          <AlertDescription>
            Nobody can open it any more and its keys are refused. Its events are removed in the background.
          </AlertDescription>
        </Alert>
      )}
      <FilterBar
        key={query.search}
        action={companiesPath}
        hidden={sortParams(query.sort)}
        search={{ name: "q", value: query.search, placeholder: "Search by name", label: "Search companies by name" }}
        resetHref={hrefOf({ ...query, search: "" })}
        isFiltered={query.search !== ""}
      />
      <ListTable
        label="Companies"
        columns={columnsOf(query)}
        rows={list.rows.map((company) => rowOf(company, timeZone))}
        empty={<Nothing isFiltered={query.search !== ""} />}
      />
      {list.total > 0 ? (
        <Pagination
          previous={list.page > 1 ? hrefOf(query, list.page - 1) : null}
          next={list.page < list.pages ? hrefOf(query, list.page + 1) : null}
          label="Pages of companies"
          summary={summaryOf(list, query)}
        />
      ) : null}
    </div>
  );
}

const written = (count: number): string => count.toLocaleString("en");

function summaryOf({ rows, total, page }: { rows: unknown[]; total: number; page: number }, query: CompanyQuery) {
  const before = (page - 1) * query.size;
  const words = total === 1 ? "company" : "companies";
  if (rows.length === total) return `${written(total)} ${words}`;
  return `${written(before + 1)}–${written(before + rows.length)} of ${written(total)} ${words}`;
}

const numbers = "text-right tabular-nums";

function columnsOf(query: CompanyQuery) {
  const sortable = (id: Parameters<typeof sortHref>[1], label: string, className?: string) => ({
    id,
    label,
    isCell: true,
    ...(className ? { className } : {}),
    head: (
      <SortableHead
        href={sortHref(query, id)}
        direction={query.sort.by === id ? query.sort.direction : null}
        className={className ? "[&>a]:justify-end" : undefined}
      >
        {label}
      </SortableHead>
    ),
  });
  return [
    sortable("name", "Company"),
    { id: "description", head: "Description", className: "sm:max-w-64" },
    sortable("members", "Members", numbers),
    // Counted for the companies on screen alone, so the list cannot be ordered by it.
    { id: "people", head: "People", className: numbers },
    sortable("computers", "Computers", numbers),
    sortable("sites", "Sites", numbers),
    sortable("lastEvent", "Last event"),
    { id: "zone", head: "Time zone" },
    sortable("created", "Created"),
  ];
}

function rowOf(company: ListedCompany, timeZone: string) {
  const { persons } = company;
  return {
    id: String(company.id),
    href: `${companiesPath}/${company.id}`,
    cells: [
      <bdi key="name" className="break-words">
        {company.name}
      </bdi>,
      company.description === "" ? (
        <span key="description" className="text-muted-foreground">
          –
        </span>
      ) : (
        <span key="description" className="line-clamp-1 break-all" title={company.description}>
          {company.description}
        </span>
      ),
      written(company.members),
      `${written(persons.count)}${persons.capped ? "+" : ""}`,
      written(company.computers),
      written(company.sites),
      <MomentOrDash key="last" at={company.lastEventAt} timeZone={timeZone} />,
      <bdi key="zone">{company.timeZone}</bdi>,
      <Moment key="created" at={company.createdAt} timeZone={timeZone} style="date" />,
    ],
  };
}

function NewCompanyLink() {
  return (
    <Button asChild>
      <Link href={`${companiesPath}/new`} prefetch={false}>
        <Plus aria-hidden="true" />
        New company
      </Link>
    </Button>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState icon={Building2} title="No company has such a name">
        Try a part of the name, or clear the search.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Building2} title="There is no company yet" action={<NewCompanyLink />}>
      A company has its own sites, keys and members. Make the first one to receive events.
    </EmptyState>
  );
}
