"use client";

import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { removeFactor } from "./actions";

function Confirm({ close }: { close: () => void }) {
  const { state, submit, pending } = useStepUpAction(removeFactor);
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{}}
      words="From then on your password alone opens your account. Your recovery codes stop working, and your sessions elsewhere end."
      confirmLabel="Remove"
      danger
      onCancel={close}
    />
  );
}

/** Where the policy asks for a second factor it says so in the place of the button. */
export function RemoveFactor({ isRequired }: { isRequired: boolean }) {
  if (isRequired) {
    return (
      <p className="text-muted-foreground text-sm">
        It is required for your account, so it cannot be removed. With a new phone, ask an administrator to reset it.
      </p>
    );
  }
  return (
    <div>
      <FormDialog
        title="Remove the second factor?"
        trigger={<Button variant="outline">Remove the second factor</Button>}
      >
        {(close) => <Confirm close={close} />}
      </FormDialog>
    </div>
  );
}
