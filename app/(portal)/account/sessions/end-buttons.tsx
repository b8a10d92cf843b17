"use client";

import { useEffect } from "react";
import { SubmitButton } from "@/components/forms/submit-button";
import { notify } from "@/components/ui/notify";
import type { FormState } from "@/lib/portal/action";
import { useStepUpAction } from "../../step-up/use-step-up-action";
import { endOtherSessions, endSession } from "./actions";

/** After a success the row is gone and the page says how many are left; this is for when it fails. */
function useFailureNotice(state: FormState<unknown>): void {
  useEffect(() => {
    if (state && !state.ok) notify({ kind: "error", title: state.message });
  }, [state]);
}

export function EndSession({ sessionId, device }: { sessionId: number; device: string }) {
  const { state, submit, pending } = useStepUpAction(endSession);
  useFailureNotice(state);
  return (
    <form action={submit}>
      <input type="hidden" name="sessionId" value={sessionId} />
      <SubmitButton variant="outline" size="sm" pending={pending} aria-label={`End the session of ${device}`}>
        End
      </SubmitButton>
    </form>
  );
}

export function EndOthers() {
  const { state, submit, pending } = useStepUpAction(endOtherSessions);
  useFailureNotice(state);
  return (
    <form action={submit}>
      <SubmitButton variant="outline" pending={pending} pendingLabel="Ending…">
        End all others
      </SubmitButton>
    </form>
  );
}
