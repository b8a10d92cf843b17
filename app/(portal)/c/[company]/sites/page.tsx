import { Building2, KeyRound, MonitorDown, TriangleAlert } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { type ListColumn, ListTable } from "@/components/tables/list-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { requireAct } from "@/lib/portal/answers/require-act";
import { type Portal, requirePortal } from "@/lib/portal/portal";
import { MomentOrDash } from "../../../moment";
import { NewSite } from "./new-site";

export const metadata: Metadata = { title: "Sites and keys" };

type Site = Awaited<ReturnType<Portal["sites"]["list"]>>[number];

const figureColumns: ListColumn[] = [
  { id: "keys", head: "Keys" },
  { id: "used", head: "Last used" },
  { id: "computers", head: "Computers", className: "text-right" },
  { id: "silent", head: "Silent" },
  { id: "events", head: "Events, 24 h", className: "text-right" },
];

export default async function SitesPage({ params }: { params: Promise<{ company: string }> }) {
  const { company } = await params;
  const portal = await requirePortal(company);
  await requireAct(portal, "sites.names");
  const sites = await portal.sites.list(portal.now);
  const own = portal.company;
  const mayManage = own !== null && isAdministered(portal, own.id);
  const showsFigures = own ? mayManage : sites.some((site) => site.figures !== null);
  const columns: ListColumn[] = [
    { id: "site", head: "Site" },
    ...(own ? [] : [{ id: "company", head: "Company" }]),
    ...(showsFigures ? figureColumns : []),
  ];
  const companyNames = new Map(portal.companies.map(({ id, name }) => [id, name]));
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-4">
      <PageHeader
        title="Sites and keys"
        description={
          own
            ? "The places of this company. The computers of a place share its keys."
            : "The places of all your companies. Open one to manage its keys."
        }
        note={showsFigures ? `Times in ${portal.timeZone}` : undefined}
        actions={
          own && mayManage ? (
            <>
              <NewSite companyId={own.id} />
              <Button asChild>
                <Link href={`/c/${own.id}/sites/add`} prefetch={false}>
                  <MonitorDown aria-hidden="true" />
                  Add computers
                </Link>
              </Button>
            </>
          ) : null
        }
      />
      <ListTable
        label="Sites"
        columns={columns}
        rows={sites.map((site) => ({
          id: String(site.id),
          ...(site.figures ? { href: `/c/${site.companyId}/sites/${site.id}` } : {}),
          cells: [
            <bdi key="site">{site.name}</bdi>,
            ...(own ? [] : [<bdi key="company">{companyNames.get(site.companyId) ?? ""}</bdi>]),
            ...(showsFigures ? figureCells(site, portal.timeZone) : []),
          ],
        }))}
        empty={
          <EmptyState icon={own ? KeyRound : Building2} title="There is no site yet">
            {mayManage
              ? "Make one for each place whose computers share a key: the head office, a branch, a school."
              : "An administrator of the company makes one for each place."}
          </EmptyState>
        }
      />
      {showsFigures ? null : (
        <p className="text-[0.8125rem] text-muted-foreground">
          Keys and computers of a site are for the administrators of its company.
        </p>
      )}
    </div>
  );
}

function isAdministered(portal: Portal, companyId: number): boolean {
  const rank = portal.companies.find((entry) => entry.id === companyId)?.rank;
  return rank !== undefined && rank !== "none" && rank !== "User";
}

function figureCells(site: Site, timeZone: string) {
  const { figures } = site;
  if (!figures) return figureColumns.map((column) => <Nothing key={column.id} />);
  const { keys, keysInUse, lastUsedAt, computers, silent, events24h } = figures;
  return [
    <span key="keys" className={keysInUse === 0 ? "text-warning" : undefined}>
      {keys === 0 ? "no key" : keysInUse === keys ? `${keys} active` : `${keysInUse} of ${keys} active`}
    </span>,
    <MomentOrDash key="used" at={lastUsedAt} timeZone={timeZone} />,
    <span key="computers" className="tabular-nums">
      {computers.toLocaleString("en")}
    </span>,
    silent > 0 ? (
      <StatusBadge key="silent" tone="danger" icon={TriangleAlert}>
        {silent.toLocaleString("en")} silent
      </StatusBadge>
    ) : (
      <span key="silent" className="text-muted-foreground">
        none
      </span>
    ),
    <span key="events" className="tabular-nums">
      {events24h.toLocaleString("en")}
    </span>,
  ];
}

function Nothing() {
  return (
    <span className="text-muted-foreground">
      <span aria-hidden="true">–</span>
      <span className="sr-only">not shown to you</span>
    </span>
  );
}
