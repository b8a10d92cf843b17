"use client";

import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { NativeCheckbox } from "@/components/ui/native-checkbox";
import { useStepUpAction } from "../../../step-up/use-step-up-action";
import { removeCompany } from "./actions";

/** Asks for the name before it deletes; stands beside the offer of an export. */
export function DeleteForm({ companyId, name }: { companyId: number; name: string }) {
  const { state, submit, pending } = useStepUpAction(removeCompany);
  const problem = state && !state.ok ? state.fields?.eventsMayGo : undefined;
  return (
    <FormDialog
      trigger={<Button variant="destructive">Delete this company…</Button>}
      title="Delete this company?"
      description="This cannot be undone."
    >
      {(close) => (
        <ConfirmForm
          action={submit}
          pending={pending}
          state={state}
          hidden={{ companyId: String(companyId) }}
          words={
            <>
              <strong>
                <bdi>{name}</bdi>
              </strong>{" "}
              disappears for everybody at once, with all of its events.
            </>
          }
          confirmLabel="Delete company"
          typed={name}
          danger
          onCancel={close}
        >
          <div className="flex flex-col gap-1">
            <label htmlFor="eventsMayGo" className="flex items-start gap-2 text-sm">
              <NativeCheckbox
                id="eventsMayGo"
                name="eventsMayGo"
                value="yes"
                required
                {...(problem ? { "aria-invalid": true, "aria-describedby": "events-may-go-error" } : {})}
              />
              I have the export of its events, or do not need one.
            </label>
            {problem ? (
              <p id="events-may-go-error" className="text-destructive-text text-xs">
                {problem}
              </p>
            ) : null}
          </div>
        </ConfirmForm>
      )}
    </FormDialog>
  );
}
