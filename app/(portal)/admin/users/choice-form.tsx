"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { NativeSelect } from "@/components/ui/native-select";
import { notify } from "@/components/ui/notify";
import type { FormAction } from "@/lib/portal/action-core";
import { useStepUpAction } from "../../step-up/use-step-up-action";

export type ChoiceField = {
  name: string;
  label: string;
  hint?: ReactNode;
  value?: string;
  choices: readonly { value: string; label: string }[];
};

/** One line of selects with a button: the short changes of a page. `done` is the toast afterwards. */
export function ChoiceForm<T>({
  action,
  hidden,
  fields,
  submitLabel,
  done,
  primary = false,
}: {
  action: FormAction<T>;
  hidden: Record<string, string>;
  fields: readonly ChoiceField[];
  submitLabel: string;
  done: string;
  primary?: boolean;
}) {
  const { state, submit, pending } = useStepUpAction(action);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const said = useRef(state);
  useEffect(() => {
    if (!state?.ok || said.current === state) return;
    said.current = state;
    notify({ kind: "success", title: done });
  }, [state, done]);
  const named = Object.keys(failure?.fields ?? {}).some((name) => fields.some((field) => field.name === name));
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-3">
      {failure && !named ? <FormMessage>{failure.message}</FormMessage> : null}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="flex flex-col items-stretch gap-3 sm:flex-row sm:items-end">
        {fields.map(({ name, label, value, choices }) => (
          <FormField
            key={name}
            id={`${submitLabel}-${name}`.replaceAll(" ", "-").toLowerCase()}
            name={name}
            label={label}
            error={failure?.fields?.[name]}
            className="min-w-0 flex-1"
          >
            {(control) => (
              <NativeSelect {...control} defaultValue={value} key={value}>
                {choices.map((choice) => (
                  <option key={choice.value} value={choice.value}>
                    {choice.label}
                  </option>
                ))}
              </NativeSelect>
            )}
          </FormField>
        ))}
        <SubmitButton pending={pending} variant={primary ? "default" : "outline"} className="max-sm:self-start">
          {submitLabel}
        </SubmitButton>
      </div>
      {fields.map(({ name, hint }) =>
        hint ? (
          <p key={name} className="text-muted-foreground text-xs leading-relaxed">
            {hint}
          </p>
        ) : null,
      )}
    </KeptForm>
  );
}
