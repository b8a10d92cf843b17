"use client";

import { AppCodeField } from "@/app/(signed-out)/mfa/app-code-field";
import { NewSecretCard } from "@/app/(signed-out)/mfa/new-secret";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import type { NewSecret } from "@/lib/portal/identity/mfa/view";
import type { RunningAction } from "./running-action";

/** Scan, then show that the app has it. */
export function ConfirmNewFactor({ secret, confirm }: { secret: NewSecret; confirm: RunningAction }) {
  const { state, submit, pending } = confirm;
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  return (
    <KeptForm ref={form} action={submit} className="flex max-w-md flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <p className="text-sm">Scan the code with an authenticator app, then enter the six digits it shows.</p>
      <NewSecretCard secret={secret} />
      <AppCodeField error={fields.code} />
      <SubmitButton pending={pending} pendingLabel="Checking…" className="self-start">
        Confirm
      </SubmitButton>
    </KeptForm>
  );
}
