import { CircleCheck, CircleSlash, MailPlus, TimerOff } from "lucide-react";
import Link from "next/link";
import { type ListColumn, ListTable } from "@/components/tables/list-table";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusBadge } from "@/components/ui/status-badge";
import { readPublicBase } from "@/lib/portal/people/users/public-base";
import type { Portal } from "@/lib/portal/portal";
import { Moment } from "../../../../moment";
import { rankWords } from "../words";
import { InvitationActs } from "./invitation-acts";

type Invitation = Awaited<ReturnType<Portal["invitations"]["list"]>>[number];

const columns: ListColumn[] = [
  { id: "email", head: "E-mail" },
  { id: "role", head: "Role" },
  { id: "by", head: "Invited by" },
  { id: "state", head: "State" },
  { id: "until", head: "Link works until" },
  { id: "acts", head: <span className="sr-only">What can be done</span>, label: "", className: "sm:text-right" },
];

function InvitationState({ state }: Pick<Invitation, "state">) {
  if (state === "open") {
    return (
      <StatusBadge tone="ok" icon={CircleCheck}>
        Open
      </StatusBadge>
    );
  }
  return state === "expired" ? (
    <StatusBadge tone="warning" icon={TimerOff}>
      Expired
    </StatusBadge>
  ) : (
    <StatusBadge tone="warning" icon={CircleSlash}>
      No longer valid: whoever invited has lost that right. Make a new link.
    </StatusBadge>
  );
}

/** Who was invited and has not answered. It looks the same whether or not the e-mail has an account. */
export async function InvitationList({
  portal,
  invitations,
  addHref,
}: {
  portal: Portal;
  invitations: readonly Invitation[];
  addHref: string;
}) {
  const base = await readPublicBase();
  return (
    <section aria-labelledby="invitations" className="mt-4 flex flex-col gap-3">
      <div>
        <h2 id="invitations" className="font-semibold text-base tracking-tight">
          Invitations
        </h2>
        <p className="text-[0.8125rem] text-muted-foreground">
          Not answered yet. Somebody joins only by opening their link and accepting.
        </p>
      </div>
      <ListTable
        label="People invited"
        columns={columns}
        rows={invitations.map((entry) => ({
          id: String(entry.id),
          cells: [
            <bdi key="email" className="break-all">
              {entry.email}
            </bdi>,
            rankWords[entry.role],
            entry.invitedBy === null ? "–" : <bdi key="by">{entry.invitedBy}</bdi>,
            <InvitationState key="state" state={entry.state} />,
            <Moment key="until" at={entry.expiresAt} timeZone={portal.timeZone} />,
            <InvitationActs key="acts" invitation={{ id: entry.id, email: entry.email }} base={base} />,
          ],
        }))}
        empty={
          <EmptyState
            icon={MailPlus}
            title="Nobody is invited just now"
            action={
              <Button asChild variant="outline" size="sm">
                <Link href={addHref} prefetch={false}>
                  Invite somebody
                </Link>
              </Button>
            }
          >
            An invitation is a link that you hand over. It works for 72 hours.
          </EmptyState>
        }
      />
    </section>
  );
}
