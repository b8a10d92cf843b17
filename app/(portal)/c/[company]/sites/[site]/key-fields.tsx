"use client";

import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";

/** Label and last day: what can be said of a key besides the key itself. */
export function KeyFields({
  label,
  lastDay,
  errors,
}: {
  label: string;
  lastDay: string;
  errors: Record<string, string>;
}) {
  return (
    <>
      <FormField
        name="label"
        label="Label"
        error={errors.label}
        required
        hint="Tells this key from the site's others: who uses it, or what for."
      >
        {(control) => <Input {...control} defaultValue={label} maxLength={128} autoComplete="off" />}
      </FormField>
      <FormField
        name="lastDay"
        label="Last day (optional)"
        error={errors.lastDay}
        hint="The key works until the end of this day, by the company's clock. Empty: no end."
      >
        {(control) => <Input {...control} type="date" defaultValue={lastDay} className="max-w-44" />}
      </FormField>
    </>
  );
}
