"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import type { GlobalRole } from "@/lib/access/viewer";
import { useStepUpAction } from "../../../step-up/use-step-up-action";
import { createUser } from "../actions";
import { SecretChoice } from "../secret-choice";
import { SecretShown } from "../secret-shown";

export type Option = { value: string; label: string };

export function NewUserForm({
  companies,
  roles,
  companyRoles,
  base,
}: {
  companies: readonly Option[];
  roles: readonly { value: GlobalRole; label: string; hint: string }[];
  companyRoles: readonly Option[];
  base: string | null;
}) {
  const { state, submit, pending } = useStepUpAction(createUser);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  if (state?.ok) {
    const { userId, username, secret } = state.value;
    return (
      <div className="flex flex-col gap-4" role="status">
        <p className="text-sm">
          The account of <bdi className="font-medium">{username}</bdi> is ready.
        </p>
        <SecretShown secret={secret} base={base} username={username} />
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <Link href={`/admin/users/${userId}`}>Open the account</Link>
          </Button>
          <Button asChild variant="outline">
            <Link href="/admin/users">Back to users</Link>
          </Button>
        </div>
      </div>
    );
  }
  const fields = failure?.fields ?? {};
  const { deletedUserId } = fields;
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && (deletedUserId || Object.keys(fields).length === 0) ? (
        <FormMessage>
          {failure.message}{" "}
          {deletedUserId ? (
            <Link href={`/admin/users/${deletedUserId}`} className="text-link underline underline-offset-4">
              Look at the deleted account
            </Link>
          ) : null}
        </FormMessage>
      ) : null}
      <FormField name="username" label="User name" error={fields.username} required>
        {(control) => <Input {...control} maxLength={64} autoComplete="off" autoCapitalize="none" spellCheck={false} />}
      </FormField>
      <FormField name="email" label="E-mail address" error={fields.email} required>
        {(control) => (
          <Input {...control} type="email" inputMode="email" maxLength={254} autoComplete="off" spellCheck={false} />
        )}
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          name="companyId"
          label="Company"
          error={fields.companyId}
          choices={[{ value: "", label: "None yet" }, ...companies]}
        />
        <Select name="companyRole" label="Role in the company" error={fields.companyRole} choices={companyRoles} />
      </div>
      <Select
        name="role"
        label="Role in the installation"
        error={fields.role}
        choices={roles}
        hint={
          <ul>
            {roles.map((role) => (
              <li key={role.value}>
                {role.label}: {role.hint}.
              </li>
            ))}
          </ul>
        }
      />
      <SecretChoice error={fields.secret} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pending={pending}>Create user</SubmitButton>
        <Button asChild variant="ghost">
          <Link href="/admin/users">Cancel</Link>
        </Button>
      </div>
    </KeptForm>
  );
}

function Select({
  name,
  label,
  error,
  hint,
  choices,
}: {
  name: string;
  label: string;
  error: string | undefined;
  hint?: ReactNode;
  choices: readonly Option[];
}) {
  return (
    <FormField name={name} label={label} error={error} hint={hint}>
      {(control) => (
        <NativeSelect {...control} defaultValue={choices[0]?.value}>
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </NativeSelect>
      )}
    </FormField>
  );
}
