"use client";

import { Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { purgeTheLog } from "./actions";

const usualDays = "30";

/** Deletes old entries, or all, after asking. */
export function PurgeForm() {
  return (
    <FormDialog
      title="Clear old entries"
      description="Deleted entries cannot be brought back. The audit trail keeps who cleared the log and how many entries went."
      trigger={
        <Button variant="outline" size="sm">
          <Trash2 aria-hidden="true" />
          Clear old entries
        </Button>
      }
    >
      {(close) => <Purge close={close} />}
    </FormDialog>
  );
}

function Purge({ close }: { close: () => void }) {
  const { state, submit, pending } = useStepUpAction(purgeTheLog);
  const [all, setAll] = useState(false);
  const fields = state && !state.ok ? state.fields : undefined;
  const told = useRef<typeof state>(null);
  useEffect(() => {
    // `close` is another one each time the dialog is drawn; the answer is told once.
    if (!state?.ok || told.current === state) return;
    told.current = state;
    const amount = state.value.count.toLocaleString("en-GB");
    notify({ kind: "success", title: `${amount} ${state.value.count === 1 ? "entry" : "entries"} deleted` });
    close();
  }, [state, close]);
  return (
    <ConfirmForm
      action={submit}
      pending={pending}
      state={state}
      hidden={{}}
      words="What should be deleted?"
      confirmLabel={all ? "Delete all entries" : "Delete old entries"}
      danger
      onCancel={close}
    >
      <fieldset className="flex flex-col gap-3">
        <legend className="sr-only">What to delete</legend>
        <label className="flex items-center gap-2 text-sm">
          <input
            type="radio"
            name="what"
            value="older"
            checked={!all}
            onChange={() => setAll(false)}
            className="size-4 accent-primary"
          />
          Entries not seen for some days
        </label>
        {all ? null : (
          <FormField
            name="days"
            label="Days to keep"
            hint="1 to 365. An entry that was counted again since then stays."
            error={fields?.days}
            className="ml-6 max-w-56"
          >
            {(control) => (
              <Input
                {...control}
                type="number"
                inputMode="numeric"
                min={1}
                max={365}
                step={1}
                defaultValue={usualDays}
              />
            )}
          </FormField>
        )}
        <label className="flex items-center gap-2 text-sm">
          <input
            type="radio"
            name="what"
            value="all"
            checked={all}
            onChange={() => setAll(true)}
            className="size-4 accent-primary"
          />
          Everything
        </label>
      </fieldset>
    </ConfirmForm>
  );
}
