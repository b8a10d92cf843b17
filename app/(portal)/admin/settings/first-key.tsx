"use client";

import type { ReactNode } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { ShownOnce } from "@/components/ui/shown-once";
import { useStepUpAction } from "../../step-up/use-step-up-action";
import { confirmFirstKeySaved } from "./actions";

/** The key of the first start, until somebody says it is saved or its seven days are over. */
export function FirstKey({ value, until }: { value: string; until: ReactNode }) {
  const { state, submit, pending } = useStepUpAction(confirmFirstKeySaved);
  const failure = state && !state.ok ? state : null;
  return (
    <div className="flex flex-col gap-3">
      {failure ? <FormMessage>{failure.message}</FormMessage> : null}
      <ShownOnce
        label="The first API key"
        value={value}
        hint={
          <>
            Computers of the site HO of the first company send with it. It is shown until you have saved it, at the
            latest until {until}. After that nobody can show it again, but a new key can be made under Sites and keys.
          </>
        }
      />
      <KeptForm action={submit} aria-label="First API key">
        <SubmitButton pending={pending} size="sm">
          I have saved it
        </SubmitButton>
      </KeptForm>
    </div>
  );
}
