import { MonitorDown } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { requireAct } from "@/lib/portal/answers/require-act";
import { requirePortal } from "@/lib/portal/portal";
import { keyView } from "@/lib/portal/sites/site-view";
import { ComputersSection } from "./computers-section";
import { KeysSection } from "./keys-section";
import { RenameSite } from "./rename-site";

export const metadata: Metadata = { title: "Site" };

type Search = Record<string, string | string[] | undefined>;

export default async function SitePage({
  params,
  searchParams,
}: {
  params: Promise<{ company: string; site: string }>;
  searchParams: Promise<Search>;
}) {
  const { company, site: text } = await params;
  const portal = await requirePortal(company);
  await requireAct(portal, "keys.list");
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0;
  const site = id <= 2_147_483_647 ? await portal.sites.find(id) : null;
  if (!site) notFound();
  // A site belongs to one company: its page is that company's.
  if (!portal.company) redirect(`/c/${site.companyId}/sites/${site.id}`);
  const keys = await portal.keys.ofSite(site.id, portal.now);
  const path = `/c/${site.companyId}/sites/${site.id}`;
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-6">
      <PageHeader
        title={site.name}
        description="Keys of this site, and the computers that send with them."
        note={`Times in ${site.companyTimeZone}`}
        actions={
          <>
            <RenameSite siteId={site.id} name={site.name} />
            <Button asChild>
              <Link href={`/c/${site.companyId}/sites/add?site=${site.id}`} prefetch={false}>
                <MonitorDown aria-hidden="true" />
                Add computers
              </Link>
            </Button>
          </>
        }
      />
      <KeysSection
        siteId={site.id}
        timeZone={site.companyTimeZone}
        keys={keys.map((key) => keyView(key, portal.now, site.companyTimeZone))}
      />
      <ComputersSection portal={portal} site={site} path={path} search={await searchParams} />
    </div>
  );
}
