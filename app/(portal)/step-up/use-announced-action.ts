"use client";

import { useEffect } from "react";
import { notify } from "@/components/ui/notify";
import type { FormAction } from "@/lib/portal/action-core";
import { useStepUpAction } from "./use-step-up-action";

/**
 * For a form in a dialog: closes it after a success and says so. Said as soon as the answer is there: the refreshed
 * page may have no place for the form any more.
 */
export function useAnnouncedAction<T>(action: FormAction<T>, title: string, close: () => void) {
  const announced: FormAction<T> = async (previous, form) => {
    const answer = await action(previous, form);
    if (answer?.ok) notify({ kind: "success", title });
    return answer;
  };
  const { state, submit, pending } = useStepUpAction(announced);
  useEffect(() => {
    if (state?.ok) close();
  }, [state, close]);
  return { state, submit, pending };
}
