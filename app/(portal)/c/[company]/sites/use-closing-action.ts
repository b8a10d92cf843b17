"use client";

import { useCallback, useEffect, useRef } from "react";
import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { notify } from "@/components/ui/notify";
import type { FormAction, FormState } from "@/lib/portal/action-core";

/**
 * The action of a form in a dialog that says what was done and closes. It speaks as soon as the answer is there: the
 * same answer may bring a page on which the dialog's row, and with it the dialog, is gone.
 */
export function useClosingAction<T>(action: FormAction<T>, done: string, close: () => void) {
  const speaking = useCallback(
    async (previous: FormState<T>, form: FormData) => {
      const answer = await action(previous, form);
      if (answer?.ok) notify({ kind: "success", title: done });
      return answer;
    },
    [action, done],
  );
  const used = useStepUpAction(speaking);
  const { state } = used;
  const handled = useRef<FormState<T>>(null);
  useEffect(() => {
    if (!state?.ok || handled.current === state) return;
    handled.current = state;
    close();
  }, [state, close]);
  return used;
}
