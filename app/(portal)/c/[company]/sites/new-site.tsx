"use client";

import { Plus } from "lucide-react";
import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { FormDialog } from "@/components/forms/form-dialog";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { createSite } from "./actions";

export function NewSite({ companyId }: { companyId: number }) {
  return (
    <FormDialog
      trigger={
        <Button variant="outline">
          <Plus aria-hidden="true" />
          New site
        </Button>
      }
      title="New site"
      description="A place whose computers share keys. It gets its first key on its own page."
    >
      {() => <NewSiteForm companyId={companyId} />}
    </FormDialog>
  );
}

function NewSiteForm({ companyId }: { companyId: number }) {
  const { state, submit, pending } = useStepUpAction(createSite);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && !failure.fields?.name ? <FormMessage>{failure.message}</FormMessage> : null}
      <input type="hidden" name="companyId" value={companyId} />
      <FormField name="name" label="Name" error={failure?.fields?.name} required>
        {(control) => <Input {...control} maxLength={128} autoComplete="off" placeholder="Head office" />}
      </FormField>
      <SubmitButton pending={pending} className="self-end">
        Create site
      </SubmitButton>
    </KeptForm>
  );
}
