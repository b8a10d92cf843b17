import { Clock, UserPlus, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ListTable } from "@/components/tables/list-table";
import { SortableHead } from "@/components/tables/sortable-head";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireAct } from "@/lib/portal/answers/require-act";
import { decodePlace, encodePlace, exactTotal } from "@/lib/portal/people/users/place";
import type { PortalUser } from "@/lib/portal/people/users/rights";
import { requirePortal } from "@/lib/portal/portal";
import { MomentOrDash } from "../../moment";
import { hrefOf, isFiltered, type RawParams, readQuery, sortHref, type UsersQuery, usersPath } from "./query";
import { FactorBadge, globalRoleWords, StateBadge } from "./user-words";
import { UsersFilter } from "./users-filter";

export const metadata: Metadata = { title: "Users" };

const pageSize = 50;

export default async function UsersPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const portal = await requirePortal();
  await requireAct(portal, "users.edit");
  const { users, viewer, companies, timeZone } = portal;
  const query = readQuery(await searchParams);
  const cursor = decodePlace(query.place, query.sort);
  const [page, pending] = await Promise.all([
    users.list(query.filter, { sort: query.sort, size: pageSize, cursor }),
    users.pendingCount(),
  ]);
  const isGlobalAdmin = viewer.globalRole === "GlobalAdmin";
  const names = new Map(companies.map((company) => [company.id, company.name]));
  const total = page.total > exactTotal ? `${exactTotal.toLocaleString("en")}+` : page.total.toLocaleString("en");
  return (
    <div className="mx-auto flex w-full max-w-[90rem] flex-col gap-4">
      <PageHeader
        title="Users"
        description={
          isGlobalAdmin ? "Everybody with an account here." : "Who has an account in the companies you administer."
        }
        note={<bdi>Times in {timeZone}</bdi>}
        actions={
          <>
            {pending > 0 ? (
              <Button asChild variant="outline">
                <Link href={`${usersPath}?state=pending`} prefetch={false}>
                  <Clock aria-hidden="true" />
                  {pending} waiting for approval
                </Link>
              </Button>
            ) : null}
            <Button asChild>
              <Link href={`${usersPath}/new`} prefetch={false}>
                <UserPlus aria-hidden="true" />
                Add user
              </Link>
            </Button>
          </>
        }
      />
      <UsersFilter query={query} companies={companies} seesEverybody={isGlobalAdmin} />
      <ListTable
        label="Users"
        columns={columnsOf(query)}
        rows={page.rows.map((user) => ({
          id: String(user.id),
          href: `${usersPath}/${user.id}`,
          cells: [
            <NameCell key="name" user={user} isSelf={user.id === viewer.userId} />,
            <span key="email" className="break-all">
              {user.email}
            </span>,
            globalRoleWords[user.globalRole],
            <CompanyNames key="companies" user={user} names={names} />,
            <StateBadge key="state" user={user} />,
            <FactorBadge key="factor" user={user} />,
            <MomentOrDash key="signedIn" at={user.lastSignInAt} timeZone={timeZone} />,
            <MomentOrDash key="created" at={user.createdAt} timeZone={timeZone} style="date" />,
          ],
        }))}
        empty={<Nobody filtered={isFiltered(query)} />}
      />
      {page.total > 0 ? (
        <Pagination
          first={page.previous ? hrefOf(query) : null}
          previous={page.previous && hrefOf(query, encodePlace(page.previous, query.sort))}
          next={page.next && hrefOf(query, encodePlace(page.next, query.sort))}
          summary={`${total} ${page.total === 1 ? "user" : "users"}`}
        />
      ) : null}
    </div>
  );
}

function columnsOf(query: UsersQuery) {
  const sortable = (id: "name" | "signedIn" | "created", label: string) => ({
    id,
    label,
    isCell: true,
    head: (
      <SortableHead href={sortHref(query, id)} direction={query.sort.by === id ? query.sort.direction : null}>
        {label}
      </SortableHead>
    ),
  });
  return [
    sortable("name", "User name"),
    { id: "email", head: "E-mail" },
    { id: "role", head: "Role" },
    { id: "companies", head: "Companies" },
    { id: "state", head: "State" },
    { id: "factor", head: "Second factor" },
    sortable("signedIn", "Last sign-in"),
    sortable("created", "Made"),
  ];
}

function NameCell({ user, isSelf }: { user: PortalUser; isSelf: boolean }) {
  return (
    <>
      <bdi>{user.username}</bdi>
      {isSelf ? <span className="ml-1.5 font-normal text-muted-foreground">(you)</span> : null}
    </>
  );
}

const shownCompanies = 2;

function CompanyNames({ user, names }: { user: PortalUser; names: ReadonlyMap<number, string> }) {
  const known = user.companies.map(({ companyId }) => names.get(companyId) ?? "").filter((name) => name !== "");
  const more = known.length - shownCompanies;
  if (known.length === 0) return <span className="text-muted-foreground">–</span>;
  return (
    <span className="inline-flex flex-wrap items-center gap-1" title={known.join(", ")}>
      <bdi className="break-words">{known.slice(0, shownCompanies).join(", ")}</bdi>
      {more > 0 ? <Badge variant="muted">+{more}</Badge> : null}
    </span>
  );
}

function Nobody({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <EmptyState
      icon={Users}
      title="Nobody fits these filters"
      action={
        <Button asChild variant="outline" size="sm">
          <Link href={usersPath}>Show everybody</Link>
        </Button>
      }
    >
      Deleted users are listed only with the state “Deleted”.
    </EmptyState>
  ) : (
    <EmptyState icon={Users} title="No users yet">
      Add the first one, or invite people on the Members page of a company.
    </EmptyState>
  );
}
