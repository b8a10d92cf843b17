"use client";

import Link from "next/link";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import type { PasswordRules } from "@/lib/auth/password-policy";
import type { FormState } from "@/lib/portal/action";
import { NewPasswordFields } from "../password-rules";
import { keepCode } from "./kept-code";

/**
 * For whoever is not signed in. Both ways are offered to everybody: whether the e-mail has an account is said to
 * nobody who only looks.
 */
export function NewAccountForm({
  state,
  join,
  pending,
  code,
  companyName,
  email,
  username,
  rules,
}: {
  state: FormState<unknown>;
  join: (form: FormData) => void;
  pending: boolean;
  code: string;
  companyName: string;
  email: string;
  username: string | null;
  rules: PasswordRules;
}) {
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  const isOfField = Boolean(fields.username || fields.password || fields.repeat);
  return (
    <div className="flex flex-col gap-6">
      <section aria-labelledby="with-account" className="flex flex-col gap-2 rounded-lg border border-border p-4">
        <h2 id="with-account" className="font-medium text-sm">
          I have an account here
        </h2>
        <p className="text-muted-foreground text-xs">Sign in, and you come back here to accept.</p>
        <Button asChild variant="outline" className="w-full">
          <Link href="/login?next=%2Fjoin" prefetch={false} onClick={() => keepCode(code)}>
            Sign in to accept
          </Link>
        </Button>
      </section>
      <section aria-labelledby="new-account" className="flex flex-col gap-4">
        <h2 id="new-account" className="font-medium text-sm">
          I am new here
        </h2>
        <KeptForm ref={form} action={join} className="flex flex-col gap-4">
          {failure && !isOfField ? <FormMessage>{failure.message}</FormMessage> : null}
          <input type="hidden" name="code" value={code} />
          <FormField name="username" label="User name" error={fields.username} required>
            {(control) => (
              <Input
                {...control}
                defaultValue={failure?.values?.username ?? username ?? ""}
                autoComplete="username"
                autoCapitalize="none"
                autoCorrect="off"
                spellCheck={false}
                maxLength={64}
                className="h-10"
              />
            )}
          </FormField>
          <NewPasswordFields
            rules={rules}
            context={[email, companyName]}
            contextFields={["username"]}
            errors={fields}
            label="Password"
          />
          <SubmitButton pending={pending} size="lg" pendingLabel="Joining…">
            Make my account and join
          </SubmitButton>
        </KeptForm>
      </section>
    </div>
  );
}
