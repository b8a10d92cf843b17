"use client";

import { startTransition, useActionState, useContext, useEffect, useRef, useState } from "react";
import type { FormAction, FormState } from "@/lib/portal/action-core";
import { StepUpContext } from "./step-up-context";

const wantsProof = (answer: FormState<unknown>): boolean =>
  answer !== null && !answer.ok && answer.code === "step_up_required";

/**
 * As `useActionState(action, null)`, for acts that want a fresh proof of the password: when the server asks for one the
 * dialog of the portal's layout opens, and after the proof the very same form data are sent again. Whoever cancels finds
 * the form as it was. Give `submit` to a form that keeps what was typed (`KeptForm`, `ConfirmForm`).
 */
export function useStepUpAction<T>(action: FormAction<T>): {
  state: FormState<T>;
  submit: (form: FormData) => void;
  pending: boolean;
} {
  const ask = useContext(StepUpContext);
  const [answer, dispatch, pending] = useActionState(action, null);
  const [shown, setShown] = useState(answer);
  const [isAsking, setIsAsking] = useState(false);
  const sent = useRef<FormData | null>(null);
  const handled = useRef<FormState<T>>(null);

  // Without a dialog, or for a post that was sent before there were scripts, the refusal is shown like any other.
  const isHeldBack = wantsProof(answer) && ask !== null && sent.current !== null;
  if (answer !== shown && !isHeldBack) setShown(answer);

  useEffect(() => {
    const form = sent.current;
    if (!wantsProof(answer) || ask === null || form === null || handled.current === answer) return;
    handled.current = answer;
    setIsAsking(true);
    ask({
      proven() {
        setIsAsking(false);
        startTransition(() => dispatch(form));
      },
      cancelled: () => setIsAsking(false),
    });
  }, [answer, ask, dispatch]);

  function submit(form: FormData) {
    sent.current = form;
    dispatch(form);
  }
  // React writes its own form action into the server's HTML, which works without scripts; a wrapped one it cannot write.
  const isServer = typeof window === "undefined";
  return { state: shown, submit: isServer ? dispatch : submit, pending: pending || isAsking };
}
