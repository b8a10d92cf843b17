"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { PasswordInput } from "@/components/forms/password-input";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { signIn } from "./actions";

/** A plain form first: without client JavaScript it posts to the same action and comes back with the same words. */
export function LoginForm({ next }: { next: string }) {
  const [state, submit, pending] = useActionState(signIn, null);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const values = failure?.values ?? {};
  const fields = failure?.fields ?? {};
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <input type="hidden" name="next" value={values.next ?? next} />
      <FormField name="login" label="User name or e-mail" error={fields.login} required>
        {(control) => (
          <Input
            {...control}
            defaultValue={values.login}
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={254}
            className="h-10"
          />
        )}
      </FormField>
      <FormField name="password" label="Password" error={fields.password} required>
        {(control) => <PasswordInput {...control} autoComplete="current-password" maxLength={1024} className="h-10" />}
      </FormField>
      <div className="flex items-center gap-2">
        <NativeCheckbox id="remember" name="remember" defaultChecked={values.remember === "on"} />
        <Label htmlFor="remember" className="py-1 font-normal">
          Remember me on this computer
        </Label>
      </div>
      <SubmitButton pending={pending} size="lg" className="mt-1" pendingLabel="Signing in…">
        Sign in
      </SubmitButton>
    </KeptForm>
  );
}
