"use client";

import { CircleCheck } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { FormAction } from "@/lib/portal/action-core";
import { useStepUpAction } from "../../../step-up/use-step-up-action";

type Shown = {
  /** What is wrong with which field. */
  errors: Readonly<Record<string, string>>;
  /** What was typed before a refusal, for a page without scripts. */
  typed: Readonly<Record<string, string>>;
};

/** One group of settings: a card with its own form and its own button. */
export function GroupForm({
  action,
  companyId,
  title,
  description,
  children,
}: {
  action: FormAction<{ companyId: number }>;
  companyId: number;
  title: string;
  description: ReactNode;
  children: (shown: Shown) => ReactNode;
}) {
  const { state, submit, pending } = useStepUpAction(action);
  const [edited, setEdited] = useState<unknown>(null);
  const titleId = useId();
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const errors = failure?.fields ?? {};
  // "Saved" holds for the answer it came with, until something is typed again.
  const isSaved = state?.ok === true && edited !== state && !pending;
  return (
    <Card role="region" aria-labelledby={titleId}>
      <CardHeader>
        <CardTitle id={titleId}>{title}</CardTitle>
        <CardDescription>{description}</CardDescription>
      </CardHeader>
      <CardContent>
        <KeptForm ref={form} action={submit} onChange={() => setEdited(state)} className="flex flex-col gap-4">
          {failure && Object.keys(errors).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
          <input type="hidden" name="companyId" value={companyId} />
          {children({ errors, typed: failure?.values ?? {} })}
          <div className="flex items-center gap-3">
            <SubmitButton pending={pending} pendingLabel="Saving…" variant="secondary" aria-describedby={titleId}>
              Save
            </SubmitButton>
            <span role="status" className="inline-flex items-center gap-1.5 text-[0.8125rem] text-muted-foreground">
              {isSaved ? (
                <>
                  <CircleCheck className="size-4 text-success" aria-hidden="true" />
                  Saved
                </>
              ) : null}
            </span>
          </div>
        </KeptForm>
      </CardContent>
    </Card>
  );
}
