"use client";

import type { ReactNode } from "react";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { saveSessionRules } from "./actions";
import { GroupForm } from "./group-form";

/** The rules in the units of the form, as text. */
export type TypedRules = { staleAfterMinutes: string; maxOpenHours: string; dedupeSeconds: string };

const rules: { name: keyof TypedRules; label: string; unit: string; hint: ReactNode }[] = [
  {
    name: "staleAfterMinutes",
    label: "Silence after which a computer counts as off",
    unit: "minutes",
    hint: "5 to 120; usual 15. When a computer has reported nothing for so long, the time after its last report is not counted, and a session still open there ends at that report, marked as estimated. Let agents report at least three times within it.",
  },
  {
    name: "maxOpenHours",
    label: "Longest session without a sign-out",
    unit: "hours",
    hint: "1 to 48; usual 12. For computers whose agent sends no signs of life, and for terminal servers: when no sign-out arrives, a session is counted for at most so long.",
  },
  {
    name: "dedupeSeconds",
    label: "Second sign-in that is the same one",
    unit: "seconds",
    hint: "0 to 120; usual 10. Windows often reports one sign-in twice. Another one of the same person on the same computer within so many seconds begins no new session.",
  },
];

export function SessionRulesForm({ companyId, values }: { companyId: number; values: TypedRules }) {
  return (
    <GroupForm
      action={saveSessionRules}
      companyId={companyId}
      title="Session rules"
      description="How signed-in time is worked out of events. New rules hold for reports of the past too; the events stay as they are."
    >
      {({ errors, typed }) =>
        rules.map(({ name, label, unit, hint }) => (
          <FormField key={name} name={name} label={`${label} (${unit})`} hint={hint} error={errors[name]} required>
            {(control) => (
              <Input
                {...control}
                defaultValue={typed[name] ?? values[name]}
                inputMode="decimal"
                maxLength={12}
                autoComplete="off"
                className="w-32 tabular-nums"
              />
            )}
          </FormField>
        ))
      }
    </GroupForm>
  );
}
