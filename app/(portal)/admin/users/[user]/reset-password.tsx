"use client";

import { KeyRound } from "lucide-react";
import { FormDialog } from "@/components/forms/form-dialog";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { useStepUpAction } from "../../../step-up/use-step-up-action";
import { resetPassword } from "../actions";
import { SecretChoice } from "../secret-choice";
import { SecretShown } from "../secret-shown";

type Of = { userId: number; username: string; base: string | null };

/** What is shown once goes with the dialog: to have it again means another reset. */
export function ResetPassword(of: Of) {
  const trigger = (
    <Button variant="outline" size="sm">
      <KeyRound aria-hidden="true" />
      Reset password
    </Button>
  );
  return (
    <FormDialog
      trigger={trigger}
      title="Reset the password"
      description="The old password stops working at once and every session of the user ends."
    >
      {(close) => <Steps {...of} close={close} />}
    </FormDialog>
  );
}

function Steps({ userId, username, base, close }: Of & { close: () => void }) {
  const { state, submit, pending } = useStepUpAction(resetPassword);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  if (state?.ok) {
    return (
      <div className="flex flex-col gap-4" role="status">
        <SecretShown secret={state.value} base={base} username={username} />
        <Button className="self-end" onClick={close}>
          Done
        </Button>
      </div>
    );
  }
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && !failure.fields?.secret ? <FormMessage>{failure.message}</FormMessage> : null}
      <input type="hidden" name="userId" value={userId} />
      <SecretChoice error={failure?.fields?.secret} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button variant="outline" onClick={close}>
          Cancel
        </Button>
        <SubmitButton pending={pending}>Reset password</SubmitButton>
      </div>
    </KeptForm>
  );
}
