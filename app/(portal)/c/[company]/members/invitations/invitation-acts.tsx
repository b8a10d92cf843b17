"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { useAnnouncedAction } from "../../../../step-up/use-announced-action";
import { useStepUpAction } from "../../../../step-up/use-step-up-action";
import { renewInvitation, withdrawInvitation } from "../actions";
import { LinkShown } from "./link-shown";

type Invitation = { id: number; email: string };
type FormProps = { invitation: Invitation; close: () => void };

export function InvitationActs({ invitation, base }: { invitation: Invitation; base: string | null }) {
  return (
    <span className="flex flex-wrap justify-end gap-1">
      <FormDialog
        title="New link"
        trigger={
          <Button variant="ghost" size="sm" aria-label={`New link: ${invitation.email}`}>
            New link
          </Button>
        }
      >
        {(close) => <Renew invitation={invitation} base={base} close={close} />}
      </FormDialog>
      <FormDialog
        title="Withdraw the invitation"
        trigger={
          <Button
            variant="ghost"
            size="sm"
            className="text-destructive-text"
            aria-label={`Withdraw: ${invitation.email}`}
          >
            Withdraw
          </Button>
        }
      >
        {(close) => <Withdraw invitation={invitation} close={close} />}
      </FormDialog>
    </span>
  );
}

function Renew({ invitation, base, close }: FormProps & { base: string | null }) {
  const { state, submit, pending } = useStepUpAction(renewInvitation);
  if (state?.ok) {
    return (
      <div className="flex flex-col gap-4">
        <LinkShown handedOver={state.value} base={base} />
        <Button onClick={close} className="self-end">
          Done
        </Button>
      </div>
    );
  }
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{ invitationId: String(invitation.id) }}
      words={
        <>
          The link that <bdi className="break-all font-medium">{invitation.email}</bdi> has now stops working. The new
          one works for 72 hours, and the invitation is yours from then on.
        </>
      }
      confirmLabel="Make a new link"
      onCancel={close}
    />
  );
}

function Withdraw({ invitation, close }: FormProps) {
  const { state, submit, pending } = useAnnouncedAction(withdrawInvitation, "The invitation is withdrawn", close);
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{ invitationId: String(invitation.id) }}
      words={
        <>
          The link that <bdi className="break-all font-medium">{invitation.email}</bdi> has stops working at once.
        </>
      }
      confirmLabel="Withdraw"
      danger
      onCancel={close}
    />
  );
}
