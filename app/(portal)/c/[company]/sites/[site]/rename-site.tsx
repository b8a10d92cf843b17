"use client";

import { Pencil } from "lucide-react";
import { FormDialog } from "@/components/forms/form-dialog";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { renameSite } from "../actions";
import { useClosingAction } from "../use-closing-action";

export function RenameSite({ siteId, name }: { siteId: number; name: string }) {
  return (
    <FormDialog
      trigger={
        <Button variant="outline">
          <Pencil aria-hidden="true" />
          Rename
        </Button>
      }
      title="Rename this site"
      description="Events that are there already show the new name too."
    >
      {(close) => <RenameForm siteId={siteId} name={name} close={close} />}
    </FormDialog>
  );
}

function RenameForm({ siteId, name, close }: { siteId: number; name: string; close: () => void }) {
  const { state, submit, pending } = useClosingAction(renameSite, "The site has its new name.", close);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && !failure.fields?.name ? <FormMessage>{failure.message}</FormMessage> : null}
      <input type="hidden" name="siteId" value={siteId} />
      <FormField name="name" label="Name" error={failure?.fields?.name} required>
        {(control) => <Input {...control} defaultValue={name} maxLength={128} autoComplete="off" />}
      </FormField>
      <SubmitButton pending={pending} className="self-end">
        Rename
      </SubmitButton>
    </KeptForm>
  );
}
