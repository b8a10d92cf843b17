import { CircleAlert, Clock, Trash2 } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { companyRoles } from "@/lib/access/viewer";
import { requireAct } from "@/lib/portal/answers/require-act";
import { readPublicBase } from "@/lib/portal/people/users/public-base";
import { isOffered, type PortalUserDetail, whyNoAccountActs } from "@/lib/portal/people/users/rights";
import { type Portal, requirePortal } from "@/lib/portal/portal";
import { Moment, MomentOrDash } from "../../../moment";
import { ActDialog } from "../act-dialog";
import { approveUser, restoreUser } from "../actions";
import { ChoiceForm } from "../choice-form";
import { companyRoleWords, globalRoleWords, StateBadge } from "../user-words";
import { CompaniesSection } from "./companies-section";
import { NamesForm } from "./names-form";
import { Section } from "./section";
import { SecuritySection } from "./security-section";
import { StateSection } from "./state-section";
import { TrailSection } from "./trail-section";

export const metadata: Metadata = { title: "User" };

const isNumber = (text: string): boolean => /^[1-9]\d{0,9}$/.test(text);

export default async function UserPage({ params }: { params: Promise<{ user: string }> }) {
  const portal = await requirePortal();
  await requireAct(portal, "users.edit");
  const { user: id } = await params;
  const user = isNumber(id) ? await portal.users.find(Number(id), portal.now) : null;
  if (!user) notFound();
  const whyNot = whyNoAccountActs(portal, user);
  const isDeleted = user.deletedAt !== null;
  const mayAct = whyNot === null && !isDeleted;
  const base = mayAct ? await readPublicBase() : null;
  return (
    <div className="mx-auto flex w-full max-w-4xl flex-col gap-4">
      <PageHeader
        title={user.username}
        description={
          <span className="inline-flex flex-wrap items-center gap-2">
            <StateBadge user={user} />
            {globalRoleWords[user.globalRole]}
          </span>
        }
        note={<bdi>Times in {portal.timeZone}</bdi>}
      />
      {whyNot ? (
        <Alert>
          <CircleAlert aria-hidden="true" />
          <AlertTitle>You cannot change this account</AlertTitle>
          <AlertDescription>{whyNot}</AlertDescription>
        </Alert>
      ) : null}
      {isDeleted ? <Deleted portal={portal} user={user} mayRestore={whyNot === null} /> : null}
      {user.state === "pending" && !isDeleted && isOffered(portal, "users.approve", user) ? (
        <Approval portal={portal} user={user} />
      ) : null}
      <Section title="Account">
        {mayAct ? <NamesForm userId={user.id} username={user.username} email={user.email} /> : null}
        <Facts portal={portal} user={user} withEmail={!mayAct} />
      </Section>
      <CompaniesSection portal={portal} user={user} />
      {isDeleted ? null : <SecuritySection portal={portal} user={user} base={base} mayAct={mayAct} />}
      <TrailSection portal={portal} userId={user.id} />
      {mayAct ? <StateSection user={user} /> : null}
    </div>
  );
}

function Facts({ portal, user, withEmail }: { portal: Portal; user: PortalUserDetail; withEmail: boolean }) {
  const facts = [
    ...(withEmail
      ? [
          [
            "E-mail",
            <span key="email" className="break-all">
              {user.email}
            </span>,
          ] as const,
        ]
      : []),
    ["Last sign-in", <MomentOrDash key="last" at={user.lastSignInAt} timeZone={portal.timeZone} />] as const,
    ["Made", <Moment key="made" at={user.createdAt} timeZone={portal.timeZone} />] as const,
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-[0.8125rem] sm:flex sm:flex-wrap">
      {facts.map(([name, value]) => (
        <div key={name} className="contents sm:flex sm:gap-2">
          <dt className="text-muted-foreground">{name}</dt>
          <dd className="min-w-0">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Deleted({ portal, user, mayRestore }: { portal: Portal; user: PortalUserDetail; mayRestore: boolean }) {
  return (
    <Alert variant="warning">
      <Trash2 aria-hidden="true" />
      <AlertTitle>This account is deleted</AlertTitle>
      <AlertDescription className="flex flex-col items-start gap-2">
        <span>
          Since <MomentOrDash at={user.deletedAt} timeZone={portal.timeZone} />. Its name and e-mail stay taken.
        </span>
        {mayRestore ? (
          <ActDialog
            label="Restore"
            title={`Restore ${user.username}?`}
            action={restoreUser}
            hidden={{ userId: String(user.id) }}
            words="The account comes back as it was, with its password, roles and companies."
            confirmLabel="Restore"
            done="User restored"
          />
        ) : null}
      </AlertDescription>
    </Alert>
  );
}

function Approval({ portal, user }: { portal: Portal; user: PortalUserDetail }) {
  return (
    <Section
      title="Waiting for approval"
      description={
        <span className="inline-flex items-start gap-1.5 text-warning">
          <Clock className="mt-0.5 size-3.5 shrink-0" aria-hidden="true" />
          Registered by themselves. E-mail not verified: make sure that you know who this is.
        </span>
      }
    >
      {portal.companies.length === 0 ? (
        <p className="text-sm">There is no company to let the user into. Make one first.</p>
      ) : (
        <ChoiceForm
          action={approveUser}
          hidden={{ userId: String(user.id) }}
          submitLabel="Approve"
          done="User approved"
          primary
          fields={[
            {
              name: "companyId",
              label: "Into the company",
              choices: portal.companies.map(({ id, name }) => ({ value: String(id), label: name })),
            },
            {
              name: "role",
              label: "With the role",
              value: "User",
              hint: "To decline, delete the account in the danger zone below: name and e-mail are free again.",
              choices: [...companyRoles].reverse().map((value) => ({ value, label: companyRoleWords[value] })),
            },
          ]}
        />
      )}
    </Section>
  );
}
