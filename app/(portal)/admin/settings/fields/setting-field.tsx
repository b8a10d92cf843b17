"use client";

import { Lock } from "lucide-react";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { NativeSelect } from "@/components/ui/native-select";
import { AddressField } from "./address-field";
import type { Field } from "./field";

/** The control of one setting with its label, its sentence, and the rule it broke. */
export function SettingField({ field, errors }: { field: Field; errors: Record<string, string> }) {
  const error = errors[field.name];
  if (field.locked !== undefined) return <LockedField field={field} value={field.locked} />;
  if (field.kind === "address") return <AddressField field={field} errors={errors} />;
  if (field.kind === "check") return <CheckField field={field} />;
  return (
    <FormField name={field.name} label={field.label} hint={field.explanation} error={error}>
      {(control) =>
        field.kind === "choice" ? (
          // A new key: what was saved is shown as it was saved.
          <NativeSelect key={field.value} {...control} defaultValue={field.value} wrapperClassName="max-w-sm">
            {field.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </NativeSelect>
        ) : field.kind === "number" ? (
          <Input
            key={field.value}
            {...control}
            defaultValue={field.value}
            inputMode="numeric"
            autoComplete="off"
            placeholder={field.placeholder}
            className="max-w-40 tabular-nums"
          />
        ) : (
          <Input
            key={field.value}
            {...control}
            defaultValue={field.value}
            maxLength={field.maxLength}
            autoComplete="off"
            spellCheck={false}
            className="max-w-sm font-mono"
          />
        )
      }
    </FormField>
  );
}

function CheckField({ field }: { field: Field & { kind: "check" } }) {
  return (
    <div className="flex items-start gap-2.5">
      <NativeCheckbox
        key={String(field.value)}
        id={field.name}
        name={field.name}
        defaultChecked={field.value}
        aria-describedby={`${field.name}-hint`}
      />
      <div className="flex flex-col gap-1 pt-0.5">
        <label htmlFor={field.name} className="cursor-pointer font-medium text-[0.8125rem] leading-tight">
          {field.label}
        </label>
        <p id={`${field.name}-hint`} className="text-muted-foreground text-xs leading-relaxed">
          {field.explanation}
        </p>
      </div>
    </div>
  );
}

/** What the operator has written down is shown and cannot be changed here; a field that is off is not sent either. */
function LockedField({ field, value }: { field: Field; value: string }) {
  const hint = (
    <>
      {field.explanation}{" "}
      <span className="inline-flex items-baseline gap-1 text-foreground">
        <Lock className="size-3 translate-y-px" aria-hidden="true" />
        Given by the configuration, which wins; change it there and restart.
      </span>
    </>
  );
  return (
    <FormField name={field.name} label={field.label} hint={hint}>
      {(control) => <Input {...control} value={value} disabled readOnly className="max-w-sm" />}
    </FormField>
  );
}
