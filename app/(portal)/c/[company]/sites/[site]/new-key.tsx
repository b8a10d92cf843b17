"use client";

import { Plus } from "lucide-react";
import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { FormDialog } from "@/components/forms/form-dialog";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { createKey } from "../actions";
import { KeyFields } from "./key-fields";
import { NewKeyShown } from "./new-key-shown";

export function NewKey({ siteId }: { siteId: number }) {
  return (
    <FormDialog
      trigger={
        <Button variant="outline" size="sm">
          <Plus aria-hidden="true" />
          Create key
        </Button>
      }
      title="Create a key"
      description="Every computer that sends with it belongs to this site."
    >
      {(close) => <NewKeyForm siteId={siteId} close={close} />}
    </FormDialog>
  );
}

function NewKeyForm({ siteId, close }: { siteId: number; close: () => void }) {
  const { state, submit, pending } = useStepUpAction(createKey);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  if (state?.ok) return <NewKeyShown apiKey={state.value.key} close={close} />;
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && !failure.fields ? <FormMessage>{failure.message}</FormMessage> : null}
      <input type="hidden" name="siteId" value={siteId} />
      <KeyFields label="" lastDay="" errors={failure?.fields ?? {}} />
      <SubmitButton pending={pending} className="self-end">
        Create key
      </SubmitButton>
    </KeptForm>
  );
}
