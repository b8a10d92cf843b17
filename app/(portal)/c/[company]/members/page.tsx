import { UserPlus, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { type ListColumn, ListTable } from "@/components/tables/list-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireAct } from "@/lib/portal/answers/require-act";
import { requirePortal } from "@/lib/portal/portal";
import { InvitationList } from "./invitations/invitation-list";
import { memberRow } from "./member-row";
import { MembersFilter } from "./members-filter";
import { hrefAt, isFiltered, type RawParams, readQuery } from "./query";

export const metadata: Metadata = { title: "Members" };

const columns: ListColumn[] = [
  { id: "name", head: "User name" },
  { id: "email", head: "E-mail" },
  { id: "role", head: "Role" },
  { id: "state", head: "State" },
  { id: "factor", head: "Second factor" },
  { id: "signed-in", head: "Last sign-in" },
  { id: "acts", head: <span className="sr-only">What can be done</span>, label: "", className: "sm:text-right" },
];

/** The users of a company, and who is invited. */
export default async function MembersPage({
  params,
  searchParams,
}: {
  params: Promise<{ company: string }>;
  searchParams: Promise<RawParams>;
}) {
  const { company } = await params;
  const portal = await requirePortal(company);
  if (!portal.company) notFound();
  await requireAct(portal, "members.list");
  const { id, name } = portal.company;
  const query = readQuery(await searchParams);
  const path = `/c/${id}/members`;
  const [page, administrators, invitations] = await Promise.all([
    portal.members.page(id, query, query.cursor),
    portal.members.administrators(id),
    portal.invitations.list(id, portal.now),
  ]);
  const total = `${page.total.count.toLocaleString("en")}${page.total.capped ? "+" : ""}`;
  const isPaged = page.next !== null || page.previous !== null;
  return (
    <div className="mx-auto flex w-full max-w-6xl flex-col gap-4">
      <PageHeader
        title="Members"
        description="The people who sign in to see this company, and what they may do here."
        note={`Times in ${portal.timeZone}`}
        actions={
          <>
            {invitations.length > 0 ? (
              <Button asChild variant="outline">
                <a href="#invitations">
                  {invitations.length === 1 ? "1 invitation" : `${invitations.length} invitations`}
                </a>
              </Button>
            ) : null}
            <Button asChild>
              <Link href={`${path}/add`} prefetch={false}>
                <UserPlus aria-hidden="true" />
                Add member
              </Link>
            </Button>
          </>
        }
      />
      <MembersFilter path={path} query={query} />
      <ListTable
        label="Members"
        columns={columns}
        rows={page.rows.map((member) => memberRow(member, { portal, company: { id, name }, administrators }))}
        empty={
          <EmptyState icon={Users} title={isFiltered(query) ? "No member is like that" : "There is no member yet"}>
            {isFiltered(query)
              ? "Search for another part of the name, or clear the filter."
              : "Invite somebody by e-mail: they see this company once they accept."}
          </EmptyState>
        }
      />
      {isPaged ? (
        <Pagination
          label="Pages of members"
          first={query.cursor ? hrefAt(path, query, null) : null}
          previous={page.previous && hrefAt(path, query, page.previous)}
          next={page.next && hrefAt(path, query, page.next)}
          summary={`${total} members`}
        />
      ) : (
        <p className="text-[0.8125rem] text-muted-foreground tabular-nums">
          {total} {page.total.count === 1 ? "member" : "members"}
        </p>
      )}
      <InvitationList portal={portal} invitations={invitations} addHref={`${path}/add`} />
    </div>
  );
}
