import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { requireAct } from "@/lib/portal/answers/require-act";
import { type CompanyHistory, companyHistory, listCompany } from "@/lib/portal/people/companies";
import { requirePortal } from "@/lib/portal/portal";
import { eventColumnIds } from "@/lib/reports/event-columns";
import { addDays, localDateOf } from "@/lib/time";
import { Moment, MomentOrDash } from "../../../moment";
import { DeleteForm } from "./delete-form";

export const metadata: Metadata = { title: "Company" };

export default async function CompanyPage({ params }: { params: Promise<{ company: string }> }) {
  const { company: id } = await params;
  if (id === "all") notFound();
  const portal = await requirePortal(id);
  await requireAct(portal, "companies.edit");
  const [company, history] = await Promise.all([listCompany(portal), companyHistory(portal)]);
  if (!company) notFound();
  const { timeZone } = portal;
  const base = `/c/${company.id}`;
  const count = (value: number): string => value.toLocaleString("en");
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4">
      <PageHeader
        title={company.name}
        description={company.description === "" ? "No description." : company.description}
        note={<bdi>Times in {timeZone}</bdi>}
      />
      <nav aria-label="Pages of this company" className="flex flex-wrap gap-2">
        <PageLink href={`${base}/dashboard`}>Dashboard</PageLink>
        <PageLink href={`${base}/sites`}>Sites and keys</PageLink>
        <PageLink href={`${base}/members`}>Members</PageLink>
        <PageLink href={`${base}/settings`}>Edit name and settings</PageLink>
      </nav>
      <Card>
        <CardContent>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
            <Fact label="Members">{count(company.members)}</Fact>
            <Fact label="People">{`${count(company.persons.count)}${company.persons.capped ? "+" : ""}`}</Fact>
            <Fact label="Computers">{count(company.computers)}</Fact>
            <Fact label="Sites">{count(company.sites)}</Fact>
            <Fact label="Keys">{count(company.keys)}</Fact>
            <Fact label="Events">{eventWords(history)}</Fact>
            <Fact label="Last event">
              <MomentOrDash at={company.lastEventAt} timeZone={timeZone} />
            </Fact>
            <Fact label="Created">
              <Moment at={company.createdAt} timeZone={timeZone} style="date" />
            </Fact>
          </dl>
        </CardContent>
      </Card>
      <Card className="border-destructive-text/40">
        <CardHeader>
          <CardTitle>Delete this company</CardTitle>
          <CardDescription>
            Nobody can open it from that moment on. Its members lose it, invitations to it are void, its agents are
            refused with their next report, and its name is free for another company. Its events are then removed for
            good. The audit trail keeps what was done in it.
          </CardDescription>
        </CardHeader>
        <CardContent className="flex flex-col gap-4">
          <ExportOffer history={history} base={base} timeZone={timeZone} />
          <div>
            <DeleteForm companyId={company.id} name={company.name} />
          </div>
        </CardContent>
      </Card>
    </div>
  );
}

const eventWords = (history: CompanyHistory): string =>
  history ? `${history.events.count.toLocaleString("en")}${history.events.capped ? "+" : ""}` : "none";

function ExportOffer({ history, base, timeZone }: { history: CompanyHistory; base: string; timeZone: string }) {
  if (!history)
    return <p className="text-muted-foreground text-sm">It has no events, so there is nothing to export.</p>;
  // Whole local days, with one to spare: what arrives while the page is open is in the file too.
  const query = new URLSearchParams({
    range: "exact",
    from: `${localDateOf(history.first, timeZone)}T00:00`,
    to: `${addDays(localDateOf(history.last, timeZone), 2)}T00:00`,
    columns: eventColumnIds.join(","),
  });
  const href = (format: string): string => `${base}/dashboard/export?${query}&format=${format}`;
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm">
        Take its events with you first: all {eventWords(history)} of them, from{" "}
        <Moment at={history.first} timeZone={timeZone} style="date" /> to{" "}
        <Moment at={history.last} timeZone={timeZone} style="date" />, with every column.
      </p>
      <div className="flex flex-wrap gap-2">
        <Button asChild variant="outline">
          <a href={href("csv")} download>
            <Download aria-hidden="true" />
            Export all events (CSV)
          </a>
        </Button>
        <Button asChild variant="ghost">
          <a href={href("xlsx")} download>
            Excel
          </a>
        </Button>
      </div>
    </div>
  );
}

function PageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Button asChild variant="outline" size="sm">
      <Link href={href} prefetch={false}>
        {children}
      </Link>
    </Button>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted-foreground text-xs">{label}</dt>
      <dd className="text-sm tabular-nums">{children}</dd>
    </div>
  );
}
