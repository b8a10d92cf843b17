"use client";

import { LoaderCircle } from "lucide-react";
import type { MouseEvent } from "react";
import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "@/components/ui/button";

/**
 * Submits the form it stands in and shows that it is under way. It stays focusable meanwhile (a disabled button drops
 * the focus), but a second press does nothing. `pending` is for a form whose action runs from its submit event.
 */
export function SubmitButton({
  children,
  pendingLabel,
  pending: given,
  ...props
}: ButtonProps & { pendingLabel?: string; pending?: boolean }) {
  const status = useFormStatus();
  const pending = given ?? status.pending;
  function once(event: MouseEvent<HTMLButtonElement>) {
    if (pending) event.preventDefault();
  }
  return (
    <Button type="submit" aria-disabled={pending || undefined} onClick={once} {...props}>
      {pending ? <LoaderCircle className="animate-spin" aria-hidden="true" /> : null}
      {pending && pendingLabel ? pendingLabel : children}
    </Button>
  );
}
