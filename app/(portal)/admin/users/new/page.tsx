import { Building2, ChevronRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Card, CardContent } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { companyRoles, globalRoles } from "@/lib/access/viewer";
import { requireAct } from "@/lib/portal/answers/require-act";
import { readPublicBase } from "@/lib/portal/people/users/public-base";
import { type Portal, requirePortal } from "@/lib/portal/portal";
import { companyRoleWords, globalRoleHints, globalRoleWords } from "../user-words";
import { NewUserForm } from "./new-user-form";

export const metadata: Metadata = { title: "Add user" };

export default async function NewUserPage() {
  const portal = await requirePortal();
  await requireAct(portal, "users.edit");
  const isGlobalAdmin = portal.viewer.globalRole === "GlobalAdmin";
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-4">
      <PageHeader
        title="Add user"
        description={
          isGlobalAdmin
            ? "The account works at once, with a password you hand over."
            : "People join a company by an invitation they accept."
        }
      />
      {isGlobalAdmin ? <Form portal={portal} /> : <ChooseCompany companies={portal.companies} />}
    </div>
  );
}

/** Least first: nobody becomes an administrator by a form that was sent in haste. */
const fromLeast = <T,>(roles: readonly T[]): T[] => [...roles].reverse();

async function Form({ portal }: { portal: Portal }) {
  const base = await readPublicBase();
  return (
    <Card>
      <CardContent>
        <NewUserForm
          base={base}
          companies={portal.companies.map(({ id, name }) => ({ value: String(id), label: name }))}
          roles={fromLeast(globalRoles).map((value) => ({
            value,
            label: globalRoleWords[value],
            hint: globalRoleHints[value],
          }))}
          companyRoles={fromLeast(companyRoles).map((value) => ({ value, label: companyRoleWords[value] }))}
        />
      </CardContent>
    </Card>
  );
}

function ChooseCompany({ companies }: { companies: Portal["companies"] }) {
  if (companies.length === 0) {
    return (
      <Card>
        <EmptyState icon={Building2} title="You are in no company">
          Ask a global administrator to add you to one.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <ul className="divide-y divide-border" aria-label="Companies">
        {companies.map(({ id, name }) => (
          <li key={id}>
            <Link
              href={`/c/${id}/members/add`}
              prefetch={false}
              className="flex items-center justify-between gap-3 px-4 py-3 text-sm outline-none hover:bg-accent focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-2"
            >
              <span className="min-w-0">
                <bdi className="block truncate font-medium">{name}</bdi>
                <span className="block text-muted-foreground text-xs">Invite to this company</span>
              </span>
              <ChevronRight className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
