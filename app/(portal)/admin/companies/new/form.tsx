"use client";

import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Card } from "@/components/ui/card";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { useStepUpAction } from "../../../step-up/use-step-up-action";
import { TimeZoneField } from "../time-zone-field";
import { makeCompany } from "./actions";
import { CompanyMade } from "./company-made";

export function NewCompanyForm({ zones, timeZone }: { zones: readonly string[]; timeZone: string }) {
  const { state, submit, pending } = useStepUpAction(makeCompany);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  if (state?.ok) return <CompanyMade made={state.value} />;
  const fields = failure?.fields ?? {};
  const typed = failure?.values ?? {};
  return (
    <Card className="p-4">
      <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
        {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
        <FormField name="name" label="Name" error={fields.name} required>
          {(control) => <Input {...control} defaultValue={typed.name} maxLength={128} autoComplete="organization" />}
        </FormField>
        <FormField
          name="description"
          label="Description"
          hint="For administrators, up to 1,000 characters. May stay empty."
          error={fields.description}
        >
          {(control) => <Textarea {...control} defaultValue={typed.description} maxLength={1000} rows={3} />}
        </FormField>
        <TimeZoneField
          zones={zones}
          value={typed.timeZone ?? timeZone}
          hint="Days of this company begin at midnight there. Type a part of the name, such as London."
          error={fields.timeZone}
        />
        <FormField
          name="siteName"
          label="First site"
          hint="A site is a place whose computers share a key. More can be added later."
          error={fields.siteName}
          required
        >
          {(control) => (
            <Input
              {...control}
              defaultValue={typed.siteName ?? "HO"}
              maxLength={128}
              autoComplete="off"
              className="max-w-sm"
            />
          )}
        </FormField>
        <SubmitButton pending={pending} pendingLabel="Creating…" className="self-start">
          Create company
        </SubmitButton>
      </KeptForm>
    </Card>
  );
}
