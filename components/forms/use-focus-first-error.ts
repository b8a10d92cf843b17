"use client";

import { type RefObject, useEffect, useRef } from "react";

/** After an answer with errors the first marked field takes the focus; with none marked, the form's message does. */
export function useFocusFirstError(answer: unknown, failed: boolean): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!failed || answer === null) return;
    const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    const message = form.current?.querySelector<HTMLElement>("[data-form-message]");
    (field ?? message)?.focus();
  }, [answer, failed]);
  return form;
}
