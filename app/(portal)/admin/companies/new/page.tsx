import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { requireAct } from "@/lib/portal/answers/require-act";
import { offeredTimeZones } from "@/lib/portal/people/company-forms";
import { requirePortal } from "@/lib/portal/portal";
import { NewCompanyForm } from "./form";

export const metadata: Metadata = { title: "New company" };

export default async function NewCompanyPage() {
  const portal = await requirePortal();
  await requireAct(portal, "companies.edit");
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4">
      <PageHeader title="New company" description="With its first site and the key its computers send with." />
      <NewCompanyForm zones={offeredTimeZones} timeZone={portal.timeZone} />
    </div>
  );
}
