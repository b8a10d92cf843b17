"use client";

import type { ReactNode } from "react";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/lib/portal/action-core";
import { useAnnouncedAction } from "../../../step-up/use-announced-action";
import { demoteMember, leaveCompany, promoteMember, removeMember } from "./actions";

type Member = { userId: number; username: string };
type Company = { id: number; name: string };

/** The acts on one member that the policy allows. The last administrator is told why they cannot leave. */
export function MemberActs({
  member,
  company,
  isSelf,
  isLastOne,
  promote,
  demote,
  remove,
}: {
  member: Member;
  company: Company;
  isSelf: boolean;
  isLastOne: boolean;
  promote: boolean;
  demote: boolean;
  remove: boolean;
}) {
  const name = <bdi className="font-medium">{member.username}</bdi>;
  const place = <bdi className="font-medium">{company.name}</bdi>;
  const of = { member, company };
  if (isSelf && isLastOne) {
    return (
      <span className="text-muted-foreground text-xs">The only administrator: make another before you leave.</span>
    );
  }
  return (
    <span className="flex flex-wrap justify-end gap-1">
      {promote ? (
        <Act
          {...of}
          label="Make company administrator"
          title="Make company administrator"
          action={promoteMember}
          done="is a company administrator now"
          words={
            <>
              {name} will manage the members, sites and keys of {place}. You cannot take that back yourself unless you
              rank above them.
            </>
          }
        />
      ) : null}
      {demote ? (
        <Act
          {...of}
          label={isSelf ? "Step down" : "Make user"}
          title={isSelf ? "Step down to user" : "Make user"}
          action={demoteMember}
          done="is a user now"
          words={
            <>
              {isSelf ? "You" : name} will see the data of {place}, and manage nothing there.
            </>
          }
        />
      ) : null}
      {remove && !isSelf ? (
        <Act
          {...of}
          label="Remove"
          title="Remove from the company"
          action={removeMember}
          done="is no member any more"
          danger
          words={
            <>
              {name} will not see {place} any more, at once. The account itself stays as it is.
            </>
          }
        />
      ) : null}
      {remove && isSelf ? (
        <Act
          {...of}
          label="Leave"
          title="Leave the company"
          action={leaveCompany}
          done="left the company"
          danger
          words={<>You will not see {place} any more, at once. To come back you need an invitation.</>}
        />
      ) : null}
    </span>
  );
}

type ActProps = {
  member: Member;
  company: Company;
  label: string;
  title: string;
  action: FormAction<{ companyId: number; userId: number }>;
  /** After the name, in the message that it worked. */
  done: string;
  danger?: boolean;
  words: ReactNode;
};

function Act({ label, title, danger = false, ...props }: ActProps) {
  return (
    <FormDialog
      title={title}
      trigger={
        <Button
          variant="ghost"
          size="sm"
          className={danger ? "text-destructive-text" : undefined}
          aria-label={`${label}: ${props.member.username}`}
        >
          {label}
        </Button>
      }
    >
      {(close) => <Confirm {...props} title={title} danger={danger} close={close} />}
    </FormDialog>
  );
}

function Confirm({
  member,
  company,
  title,
  action,
  done,
  danger,
  words,
  close,
}: Omit<ActProps, "label"> & { close: () => void }) {
  const { state, submit, pending } = useAnnouncedAction(action, `${member.username} ${done}`, close);
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{ companyId: String(company.id), userId: String(member.userId) }}
      words={words}
      confirmLabel={title}
      danger={danger ?? false}
      onCancel={close}
    />
  );
}
