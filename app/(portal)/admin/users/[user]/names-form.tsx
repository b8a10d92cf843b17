"use client";

import { useEffect, useRef } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { useStepUpAction } from "../../../step-up/use-step-up-action";
import { renameUser } from "../actions";

export function NamesForm({ userId, username, email }: { userId: number; username: string; email: string }) {
  const { state, submit, pending } = useStepUpAction(renameUser);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  const said = useRef(state);
  useEffect(() => {
    if (!state?.ok || said.current === state) return;
    said.current = state;
    notify({ kind: "success", title: "Name and e-mail saved" });
  }, [state]);
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <input type="hidden" name="userId" value={userId} />
      <div className="grid gap-4 sm:grid-cols-2">
        <FormField name="username" label="User name" error={fields.username} required>
          {(control) => (
            <Input
              {...control}
              defaultValue={username}
              maxLength={64}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </FormField>
        <FormField name="email" label="E-mail address" error={fields.email} required>
          {(control) => (
            <Input
              {...control}
              type="email"
              inputMode="email"
              defaultValue={email}
              maxLength={254}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </FormField>
      </div>
      <SubmitButton pending={pending} variant="outline" className="self-start">
        Save name and e-mail
      </SubmitButton>
    </KeptForm>
  );
}
