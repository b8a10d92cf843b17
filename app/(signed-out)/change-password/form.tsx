"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { PasswordInput } from "@/components/forms/password-input";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import type { PasswordRules } from "@/lib/auth/password-policy";
import type { FormAction } from "@/lib/portal/action";
import { NewPasswordFields } from "../password-rules";

/**
 * The server never sends anything typed here back; the browser keeps it while the page stays. `action`: where to go
 * after it differs from page to page.
 */
export function ChangePasswordForm({
  action,
  rules,
  context,
  asksSetupCode = false,
}: {
  action: FormAction<null>;
  rules: PasswordRules;
  context: readonly string[];
  asksSetupCode?: boolean;
}) {
  const [state, submit, pending] = useActionState(action, null);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <FormField name="current" label="Current password" error={fields.current} required>
        {(control) => <PasswordInput {...control} autoComplete="current-password" maxLength={1024} className="h-10" />}
      </FormField>
      <NewPasswordFields rules={rules} context={context} errors={fields} />
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
