"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { useStepUpAction } from "../step-up/use-step-up-action";
import { leave } from "./actions";

type Company = { companyId: number; companyName: string; isAdministrator: boolean };

export function LeaveCompany(company: Company) {
  return (
    <FormDialog
      title={`Leave ${company.companyName}?`}
      trigger={
        <Button variant="outline" size="sm" aria-label={`Leave ${company.companyName}`}>
          Leave
        </Button>
      }
    >
      {(close) => <LeaveForm {...company} onCancel={close} />}
    </FormDialog>
  );
}

/** After a success the row, and this dialog with it, is gone from the page. */
function LeaveForm({ companyId, companyName, isAdministrator, onCancel }: Company & { onCancel: () => void }) {
  const { state, submit, pending } = useStepUpAction(leave);
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{ companyId: String(companyId) }}
      words={
        <>
          You will no longer see anything of {companyName}. To come back you need a new invitation.
          {isAdministrator ? " The last administrator of a company cannot leave it." : ""}
        </>
      }
      confirmLabel="Leave"
      danger
      onCancel={onCancel}
    />
  );
}
