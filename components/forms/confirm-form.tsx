"use client";

import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { FormMessage } from "./form-message";
import { KeptForm } from "./kept-form";
import { SubmitButton } from "./submit-button";
import { useFocusFirstError } from "./use-focus-first-error";

type Answer = null | { ok: boolean; message?: string; fields?: Record<string, string> };

/**
 * "Are you sure?" as a form. With `typed` the same text must be typed into the field `confirm` first; the server
 * checks it again. `hidden` are the fields that say what is acted on.
 */
export function ConfirmForm({
  action,
  pending,
  state,
  hidden,
  words,
  confirmLabel,
  typed,
  danger = false,
  onCancel,
  children,
}: {
  action: (form: FormData) => void;
  pending: boolean;
  state: Answer;
  hidden: Record<string, string>;
  words: ReactNode;
  confirmLabel: string;
  typed?: string;
  danger?: boolean;
  onCancel?: () => void;
  /** Further fields. */
  children?: ReactNode;
}) {
  const [text, setText] = useState("");
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const isReady = typed === undefined || text.trim() === typed.trim();
  return (
    <KeptForm ref={form} action={action} className="flex flex-col gap-4">
      {failure ? <FormMessage>{failure.message}</FormMessage> : null}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="text-sm">{words}</div>
      {children}
      {typed === undefined ? null : (
        <FormField name="confirm" label={`Type “${typed}” to confirm`} error={failure?.fields?.confirm} required>
          {(control) => (
            <Input
              {...control}
              value={text}
              onChange={(event) => setText(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          )}
        </FormField>
      )}
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        {onCancel ? (
          <Button type="button" variant="outline" onClick={onCancel}>
            Cancel
          </Button>
        ) : null}
        <SubmitButton pending={pending} variant={danger ? "destructive" : "default"} disabled={!isReady}>
          {confirmLabel}
        </SubmitButton>
      </div>
    </KeptForm>
  );
}
