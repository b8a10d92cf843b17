"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { useAnnouncedAction } from "../../../../step-up/use-announced-action";
import { addMember } from "../actions";
import { RoleField } from "./role-field";

type Props = { company: { id: number; name: string }; candidate: { userId: number; username: string } };

export function AddCandidate(props: Props) {
  return (
    <FormDialog
      title="Add to the company"
      trigger={
        <Button variant="outline" size="sm" aria-label={`Add: ${props.candidate.username}`}>
          Add
        </Button>
      }
    >
      {(close) => <AddForm {...props} close={close} />}
    </FormDialog>
  );
}

function AddForm({ company, candidate, close }: Props & { close: () => void }) {
  const title = `${candidate.username} is a member now`;
  const { state, submit, pending } = useAnnouncedAction(addMember, title, close);
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{ companyId: String(company.id), userId: String(candidate.userId) }}
      words={
        <>
          <bdi className="font-medium">{candidate.username}</bdi> will see{" "}
          <bdi className="font-medium">{company.name}</bdi> at once.
        </>
      }
      confirmLabel="Add member"
      onCancel={close}
    >
      <RoleField id={`role-${candidate.userId}`} error={state && !state.ok ? state.fields?.role : undefined} />
    </ConfirmForm>
  );
}
