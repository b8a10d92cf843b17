"use client";

import { type FormEvent, startTransition, useEffect, useRef } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import type { FormState } from "@/lib/portal/action";
import { forgetCode, keepCode, takeCode } from "./kept-code";

/** Takes the code out of the link and sends it; without scripts, or without a link, the person pastes it. */
export function CodeForm({
  state,
  action,
  pending,
  note,
}: {
  state: FormState<unknown>;
  action: (form: FormData) => void;
  pending: boolean;
  /** What was wrong with a form after this one. */
  note: string | null;
}) {
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const latest = useRef(action);
  useEffect(() => {
    latest.current = action;
  });
  useEffect(() => {
    const sendCode = () => {
      const code = takeCode();
      const field = form.current?.elements.namedItem("code");
      if (code === "" || !(field instanceof HTMLInputElement)) return;
      field.value = code;
      const data = new FormData();
      data.set("code", code);
      startTransition(() => latest.current(data));
    };
    sendCode();
    // The same page may be open already when the link is pasted into its address bar.
    window.addEventListener("hashchange", sendCode);
    return () => window.removeEventListener("hashchange", sendCode);
  }, [form]);
  useEffect(() => {
    if (failure?.fields?.code) forgetCode();
  }, [failure]);

  function keepTyped(event: FormEvent<HTMLFormElement>) {
    const code = new FormData(event.currentTarget).get("code");
    if (typeof code === "string") keepCode(code);
  }
  const fields = failure?.fields ?? {};
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Join a company</h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">
        With the link that an administrator of the company gave you.
      </p>
      <KeptForm ref={form} action={action} onSubmitCapture={keepTyped} className="flex flex-col gap-4">
        {note && !failure ? <FormMessage>{note}</FormMessage> : null}
        {failure && !fields.code ? <FormMessage>{failure.message}</FormMessage> : null}
        <FormField
          name="code"
          label="Code of your invitation"
          hint="The part of your link after #. You may also paste the whole link."
          error={fields.code}
          required
        >
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              autoCapitalize="none"
              autoCorrect="off"
              spellCheck={false}
              maxLength={2048}
              className="h-10 font-mono"
            />
          )}
        </FormField>
        <SubmitButton pending={pending} size="lg" className="mt-1" pendingLabel="Opening…">
          Open the invitation
        </SubmitButton>
      </KeptForm>
    </>
  );
}
