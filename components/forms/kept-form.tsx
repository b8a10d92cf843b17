"use client";

import { type ComponentProps, type FormEvent, type RefObject, startTransition } from "react";

/**
 * A form that keeps what was typed when the answer is a refusal. React empties a form after its action; here the
 * action runs from the submit event instead. Without client JavaScript the same action takes a plain post.
 */
export function KeptForm({
  action,
  ref,
  ...props
}: Omit<ComponentProps<"form">, "action" | "onSubmit" | "ref"> & {
  action: (data: FormData) => void;
  ref?: RefObject<HTMLFormElement | null>;
}) {
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    startTransition(() => action(data));
  }
  return <form ref={ref} action={action} onSubmit={submit} noValidate {...props} />;
}
