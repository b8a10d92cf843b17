"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import type { PasswordRules } from "@/lib/auth/password-policy";
import { LinkCodeField } from "../link-code-field";
import { NewPasswordFields } from "../password-rules";
import { choosePassword } from "./actions";

/** Whose link it is, is not known here: the rule about names is judged by the server alone. */
export function ResetForm({ rules }: { rules: PasswordRules }) {
  const [state, submit, pending] = useActionState(choosePassword, null);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <LinkCodeField
        label="Code of your link"
        hint="Paste the link you were given, or what follows its #."
        error={fields.code}
      />
      <NewPasswordFields rules={rules} context={[]} errors={fields} />
      <SubmitButton pending={pending} size="lg" className="mt-1" pendingLabel="Saving…">
        Set new password
      </SubmitButton>
    </KeptForm>
  );
}
