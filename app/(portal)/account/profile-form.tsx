"use client";

import { useEffect } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { useStepUpAction } from "../step-up/use-step-up-action";
import { editProfile } from "./actions";

export function ProfileForm({ username, email }: { username: string; email: string }) {
  const { state, submit, pending } = useStepUpAction(editProfile);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const values = failure?.values ?? {};
  const fields = failure?.fields ?? {};
  useEffect(() => {
    if (state?.ok) notify({ kind: "success", title: "Your profile is saved." });
  }, [state]);
  return (
    <KeptForm ref={form} action={submit} className="flex max-w-sm flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <FormField name="username" label="User name" error={fields.username} required>
        {(control) => (
          <Input
            {...control}
            defaultValue={values.username ?? username}
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={64}
          />
        )}
      </FormField>
      <FormField
        name="email"
        label="E-mail address"
        error={fields.email}
        required
        hint="You can sign in with either of the two."
      >
        {(control) => (
          <Input {...control} type="email" defaultValue={values.email ?? email} autoComplete="email" maxLength={254} />
        )}
      </FormField>
      <div>
        <SubmitButton pending={pending} pendingLabel="Saving…">
          Save
        </SubmitButton>
      </div>
    </KeptForm>
  );
}
