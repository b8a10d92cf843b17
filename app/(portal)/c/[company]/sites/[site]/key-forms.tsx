"use client";

import { useState } from "react";
import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { FormField } from "@/components/ui/form-field";
import { NativeSelect } from "@/components/ui/native-select";
import { overlaps } from "@/lib/agents/schema";
import { changeKey, deleteKey, disableKey, enableKey, rotateKey } from "../actions";
import { useClosingAction } from "../use-closing-action";
import type { KeyFacts } from "./key-actions";
import { KeyFields } from "./key-fields";
import { NewKeyShown } from "./new-key-shown";

type Props = { facts: KeyFacts; close: () => void };

const overlapWords: Record<(typeof overlaps)[number], string> = {
  0: "Not at all: it ends now",
  1: "1 hour",
  24: "24 hours",
  168: "7 days",
  720: "30 days",
};

export function RotateKeyForm({ facts, close }: Props) {
  const { state, submit, pending } = useStepUpAction(rotateKey);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  if (state?.ok) {
    const isOver = new Date(state.value.oldEndsAt).getTime() <= Date.now();
    return (
      <NewKeyShown apiKey={state.value.key} close={close}>
        <p className="text-[0.8125rem] text-muted-foreground">
          {isOver
            ? `The old key ${facts.prefix}… has ended.`
            : `The old key ${facts.prefix}… goes on for the time you chose. “Last used” tells when nobody sends with it any more.`}
        </p>
      </NewKeyShown>
    );
  }
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && !failure.fields ? <FormMessage>{failure.message}</FormMessage> : null}
      <p className="text-sm">The site gets a new key with the same label and no last day.</p>
      <input type="hidden" name="keyId" value={facts.keyId} />
      <FormField
        name="overlapHours"
        label="The old key goes on working"
        error={failure?.fields?.overlapHours}
        hint="Long enough to put the new key on every computer. A key that leaked should end now."
      >
        {(control) => (
          <NativeSelect {...control} defaultValue="24">
            {overlaps.map((hours) => (
              <option key={hours} value={hours}>
                {overlapWords[hours]}
              </option>
            ))}
          </NativeSelect>
        )}
      </FormField>
      <SubmitButton pending={pending} className="self-end">
        Make the new key
      </SubmitButton>
    </KeptForm>
  );
}

export function ChangeKeyForm({ facts, close }: Props) {
  const { state, submit, pending } = useClosingAction(changeKey, "The key was changed.", close);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && !failure.fields ? <FormMessage>{failure.message}</FormMessage> : null}
      <input type="hidden" name="keyId" value={facts.keyId} />
      <KeyFields label={facts.label} lastDay={facts.lastDay} errors={failure?.fields ?? {}} />
      <SubmitButton pending={pending} className="self-end">
        Save
      </SubmitButton>
    </KeptForm>
  );
}

/** Disables a key that is enabled, and the other way round. */
export function SwitchKeyForm({ facts, close }: Props) {
  // As it was when the dialog opened: the answer brings the page's new state before the dialog has closed.
  const [isDisabled] = useState(facts.state === "disabled");
  const { state, submit, pending } = useClosingAction(
    isDisabled ? enableKey : disableKey,
    isDisabled ? "The key is enabled." : "The key is disabled.",
    close,
  );
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{ keyId: String(facts.keyId) }}
      words={
        isDisabled
          ? "Agents can send with it again at once, unless its last day is over."
          : "Agents that send with it are refused from their next request on. It can be enabled again."
      }
      confirmLabel={isDisabled ? "Enable key" : "Disable key"}
      danger={!isDisabled}
      onCancel={close}
    />
  );
}

export function DeleteKeyForm({ facts, close }: Props) {
  const { state, submit, pending } = useClosingAction(deleteKey, "The key was deleted.", close);
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{ keyId: String(facts.keyId) }}
      typed={facts.label}
      words="Agents that send with it are refused from their next request on, for good. Events that came with it stay, with their site."
      confirmLabel="Delete key"
      danger
      onCancel={close}
    />
  );
}
