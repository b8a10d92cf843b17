import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { administeredBy } from "@/lib/access/scope";
import { requireAct } from "@/lib/portal/answers/require-act";
import { readPublicBase } from "@/lib/portal/people/users/public-base";
import { requirePortal } from "@/lib/portal/portal";
import { type RawParams, readQuery } from "../query";
import { CandidatePicker } from "./candidate-picker";
import { InviteForm } from "./invite-form";

export const metadata: Metadata = { title: "Add member" };

/** By invitation, or at once where the users are the viewer's own anyway. */
export default async function AddMemberPage({
  params,
  searchParams,
}: {
  params: Promise<{ company: string }>;
  searchParams: Promise<RawParams>;
}) {
  const { company } = await params;
  const portal = await requirePortal(company);
  if (!portal.company) notFound();
  await requireAct(portal, "members.create_user");
  const { id, name } = portal.company;
  const { search } = readQuery(await searchParams);
  // Candidates are members of the viewer's other companies, which this company's own desk does not reach.
  const whole = await requirePortal();
  const isGlobal = whole.viewer.globalRole === "GlobalAdmin";
  const hasOthers = isGlobal || administeredBy(whole.viewer, whole.scope).companyIds.length > 1;
  const candidates = hasOthers ? await whole.members.candidates(id, search) : [];
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6">
      <PageHeader
        title="Add member"
        description={
          <>
            Somebody who shall see <bdi>{name}</bdi>.
          </>
        }
        actions={
          <Button asChild variant="outline">
            <Link href={`/c/${id}/members`} prefetch={false}>
              All members
            </Link>
          </Button>
        }
      />
      <InviteForm companyId={id} base={await readPublicBase()} />
      {hasOthers ? (
        <CandidatePicker
          company={{ id, name }}
          candidates={candidates}
          search={search}
          words={
            isGlobal
              ? "Any user of this installation. They are members at once, without an invitation."
              : "Users who belong to no other companies than those you administer. They are members at once."
          }
        />
      ) : null}
    </div>
  );
}
