"use client";

import { type ReactNode, useEffect } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { CardContent, CardFooter } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { notify } from "@/components/ui/notify";
import type { FormAction } from "@/lib/portal/action-core";
import { useStepUpAction } from "../../step-up/use-step-up-action";
import type { FieldRow } from "./fields/field";
import { SettingField } from "./fields/setting-field";

/** The form of one group: its fields and its own Save, which sends nothing else. */
export function GroupForm<T>({
  title,
  action,
  rows,
  children,
}: {
  title: string;
  action: FormAction<T>;
  rows: readonly FieldRow[];
  /** Stands above the fields. */
  children?: ReactNode;
}) {
  const { state, submit, pending } = useStepUpAction(action);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const isSaved = state?.ok === true;
  useEffect(() => {
    if (state?.ok) notify({ kind: "success", title: `${title} saved` });
  }, [state, title]);
  return (
    <KeptForm ref={form} action={submit} aria-label={title}>
      <CardContent className="flex flex-col gap-5">
        {failure ? <FormMessage>{failure.message}</FormMessage> : null}
        {children}
        {rows.map((row) => (
          <div key={row[0]?.name} className={cn("grid gap-x-6 gap-y-5", row.length > 1 && "sm:grid-cols-2")}>
            {row.map((field) => (
              <SettingField key={field.name} field={field} errors={failure?.fields ?? {}} />
            ))}
          </div>
        ))}
      </CardContent>
      <CardFooter className="justify-between">
        <span className="text-muted-foreground text-xs" aria-live="polite">
          {isSaved && !pending ? "Saved" : ""}
        </span>
        <SubmitButton pending={pending} size="sm" aria-label={`Save ${title.toLowerCase()}`}>
          Save
        </SubmitButton>
      </CardFooter>
    </KeptForm>
  );
}
