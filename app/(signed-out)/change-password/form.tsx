"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { PasswordInput } from "@/components/forms/password-input";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { changePassword } from "./actions";

/** The server never sends anything typed here back; the browser keeps it while the page stays. */
export function ChangePasswordForm({ rules, asksSetupCode }: { rules: readonly string[]; asksSetupCode: boolean }) {
  const [state, submit, pending] = useActionState(changePassword, null);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <FormField name="current" label="Current password" error={fields.current} required>
        {(control) => <PasswordInput {...control} autoComplete="current-password" maxLength={1024} className="h-10" />}
      </FormField>
      <FormField
        name="password"
        label="New password"
        error={fields.password}
        required
        hint={
          <ul className="ml-3.5 list-disc">
            {rules.map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        }
      >
        {(control) => <PasswordInput {...control} autoComplete="new-password" maxLength={1024} className="h-10" />}
      </FormField>
      <FormField name="repeat" label="New password again" error={fields.repeat} required>
        {(control) => <PasswordInput {...control} autoComplete="new-password" maxLength={1024} className="h-10" />}
      </FormField>
      {asksSetupCode ? (
        <FormField
          name="setupCode"
          label="Set-up code"
          error={fields.setupCode}
          required
          hint="It was printed when the server first started, or written to first-start.txt in its instance folder. It shows that this server is yours."
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="one-time-code"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              maxLength={128}
              className="h-10 font-mono"
            />
          )}
        </FormField>
      ) : null}
      <SubmitButton pending={pending} size="lg" className="mt-1" pendingLabel="Changing…">
        Change password
      </SubmitButton>
    </KeptForm>
  );
}
