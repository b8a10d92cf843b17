"use client";

import { useActionState, useEffect, useRef } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { PasswordInput } from "@/components/forms/password-input";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { stepUp } from "./actions";

/** `asksCode`: the viewer has a second factor. One set up meanwhile is asked for when the server says so. */
export function StepUpForm({
  asksCode,
  onProven,
  onCancel,
}: {
  asksCode: boolean;
  onProven: () => void;
  onCancel: () => void;
}) {
  const [state, submit, pending] = useActionState(stepUp, null);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  const told = useRef(false);
  useEffect(() => {
    if (!state?.ok || told.current) return;
    told.current = true;
    onProven();
  }, [state, onProven]);
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <FormField id="step-up-password" name="password" label="Your password" error={fields.password} required>
        {(control) => <PasswordInput {...control} autoComplete="current-password" maxLength={1024} />}
      </FormField>
      {asksCode || fields.code ? (
        <FormField
          id="step-up-code"
          name="code"
          label="Code"
          hint="Of your authenticator app, or a recovery code."
          error={fields.code}
          required
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="one-time-code"
              autoCapitalize="characters"
              autoCorrect="off"
              spellCheck={false}
              maxLength={64}
              className="font-mono"
            />
          )}
        </FormField>
      ) : null}
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button type="button" variant="outline" onClick={onCancel}>
          Cancel
        </Button>
        <SubmitButton pending={pending} pendingLabel="Checking…">
          Confirm
        </SubmitButton>
      </div>
    </KeptForm>
  );
}
