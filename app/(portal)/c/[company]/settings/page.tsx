import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { mayAnywhere } from "@/lib/access/policy";
import { requireAct } from "@/lib/portal/answers/require-act";
import { durationText, offeredTimeZones } from "@/lib/portal/people/company-forms";
import { requirePortal } from "@/lib/portal/portal";
import { GeneralForm } from "./general-form";
import { SessionRulesForm } from "./session-rules-form";
import { TimeZoneForm } from "./time-zone-form";
import { WorkingHoursForm } from "./working-hours-form";

export const metadata: Metadata = { title: "Company settings" };

export default async function CompanySettingsPage({ params }: { params: Promise<{ company: string }> }) {
  const { company: address } = await params;
  // Settings are of one company; for all together there is nothing to set.
  if (address === "all") notFound();
  const portal = await requirePortal(address);
  await requireAct(portal, "company.options");
  const company = portal.company && (await portal.people.find(portal.company.id));
  if (!company) notFound();
  const { id, name, description } = company;
  const editsCompanies = mayAnywhere({ viewer: portal.viewer, companyIds: portal.scope.companyIds }, "companies.edit");
  const rules = {
    staleAfterMinutes: durationText(company.staleAfterSeconds, 60),
    maxOpenHours: durationText(company.maxOpenSeconds, 3_600),
    dedupeSeconds: String(company.dedupeSeconds),
  };
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4">
      <PageHeader
        title="Company settings"
        description="Each part is saved by itself."
        actions={
          editsCompanies ? (
            <Button asChild variant="outline" size="sm">
              <Link href={`/admin/companies/${id}`} prefetch={false}>
                Numbers and deletion
              </Link>
            </Button>
          ) : null
        }
      />
      {editsCompanies ? (
        <GeneralForm companyId={id} name={name} description={description} />
      ) : (
        <GeneralFacts name={name} description={description} />
      )}
      <TimeZoneForm companyId={id} timeZone={company.timeZone} zones={offeredTimeZones} />
      <WorkingHoursForm
        companyId={id}
        workDays={company.workDays}
        workFrom={company.workFrom}
        workTo={company.workTo}
      />
      <SessionRulesForm companyId={id} values={rules} />
    </div>
  );
}

/** For whoever may not change them. */
function GeneralFacts({ name, description }: { name: string; description: string }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>General</CardTitle>
        <CardDescription>Name and description are changed by a global administrator.</CardDescription>
      </CardHeader>
      <CardContent>
        <dl className="flex flex-col gap-2 text-sm">
          <div>
            <dt className="text-muted-foreground text-xs">Name</dt>
            <dd className="break-words">{name}</dd>
          </div>
          <div>
            <dt className="text-muted-foreground text-xs">Description</dt>
            <dd className="whitespace-pre-line break-words">{description === "" ? "–" : description}</dd>
          </div>
        </dl>
      </CardContent>
    </Card>
  );
}
