"use client";

import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { saveGeneral } from "./actions";
import { GroupForm } from "./group-form";

export function GeneralForm({
  companyId,
  name,
  description,
}: {
  companyId: number;
  name: string;
  description: string;
}) {
  return (
    <GroupForm
      action={saveGeneral}
      companyId={companyId}
      title="General"
      description="What the company is called here. No two companies have the same name."
    >
      {({ errors, typed }) => (
        <>
          <FormField name="name" label="Name" error={errors.name} required>
            {(control) => (
              <Input
                {...control}
                defaultValue={typed.name ?? name}
                maxLength={128}
                autoComplete="off"
                className="max-w-sm"
              />
            )}
          </FormField>
          <FormField
            name="description"
            label="Description"
            hint="For administrators, up to 1,000 characters."
            error={errors.description}
          >
            {(control) => (
              <Textarea {...control} defaultValue={typed.description ?? description} maxLength={1000} rows={3} />
            )}
          </FormField>
        </>
      )}
    </GroupForm>
  );
}
