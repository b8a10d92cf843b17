"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import type { PasswordRules } from "@/lib/auth/password-policy";
import { NewPasswordFields } from "../password-rules";
import { askForAccount } from "./actions";

/** Of a long list the first are enough to know what is meant. */
const mostNamed = 12;

/** What is typed into these must not be part of the password. */
const named = ["username", "email"];

export function RegisterForm({ rules, domains }: { rules: PasswordRules; domains: readonly string[] | null }) {
  const [state, submit, pending] = useActionState(askForAccount, null);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const values = failure?.values ?? {};
  const fields = failure?.fields ?? {};
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <FormField name="username" label="User name" error={fields.username} required>
        {(control) => (
          <Input
            {...control}
            defaultValue={values.username}
            autoComplete="username"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={64}
            className="h-10"
          />
        )}
      </FormField>
      <FormField
        name="email"
        label="E-mail address"
        error={fields.email}
        required
        hint={domains ? <DomainWords domains={domains} /> : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            defaultValue={values.email}
            autoComplete="email"
            maxLength={254}
            className="h-10"
          />
        )}
      </FormField>
      <NewPasswordFields rules={rules} context={[]} contextFields={named} errors={fields} label="Password" />
      <SubmitButton pending={pending} size="lg" className="mt-1" pendingLabel="Sending…">
        Ask for an account
      </SubmitButton>
    </KeptForm>
  );
}

function DomainWords({ domains }: { domains: readonly string[] }) {
  if (domains.length === 0) return <>Nobody can register just now: no e-mail domain is allowed yet.</>;
  const shown = domains.length > mostNamed ? domains.slice(0, mostNamed - 1) : domains;
  const others = domains.length - shown.length;
  const names = others > 0 ? [...shown, `${others} others`] : shown;
  const words = new Intl.ListFormat("en", { type: "disjunction" }).format(names);
  return <span className="break-words">Only addresses of {words}.</span>;
}
