import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireAct } from "@/lib/portal/answers/require-act";
import { requirePortal } from "@/lib/portal/portal";
import { readAddComputers } from "@/lib/portal/sites/add-computers";
import { AddComputers } from "./add-computers";
import { ProgramNote } from "./program-note";

export const metadata: Metadata = { title: "Add computers" };

export default async function AddComputersPage({
  params,
  searchParams,
}: {
  params: Promise<{ company: string }>;
  searchParams: Promise<{ site?: string | string[] }>;
}) {
  const { company } = await params;
  const portal = await requirePortal(company);
  await requireAct(portal, "agent.package");
  const own = portal.company;
  if (!own) notFound();
  const [sites, facts, { site: wanted }] = await Promise.all([portal.agents.sites(), readAddComputers(), searchParams]);
  const chosen = sites.find((site) => String(site.id) === wanted) ?? sites[0];
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5">
      <PageHeader
        title="Add computers"
        description="A package for the Windows agent, and lines to send a first event by hand. Both bring a new key."
      />
      {chosen ? (
        <>
          <ProgramNote program={facts.program} place={facts.programPlace} timeZone={portal.timeZone} />
          <AddComputers
            companyId={own.id}
            sites={sites.map(({ id, name }) => ({ id, name }))}
            siteId={chosen.id}
            label={`Package of ${portal.now.toISOString().slice(0, 10)}`}
            publicUrl={facts.publicUrl}
            defaults={facts.defaults}
          />
        </>
      ) : (
        <Card>
          <EmptyState
            icon={KeyRound}
            title="There is no site yet"
            action={
              <Button asChild>
                <Link href={`/c/${own.id}/sites`}>Make a site first</Link>
              </Button>
            }
          >
            Computers belong to a site, whose key they send with.
          </EmptyState>
        </Card>
      )}
    </div>
  );
}
