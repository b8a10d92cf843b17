"use client";

import type { ReactNode } from "react";
import { ConfirmForm } from "@/components/forms/confirm-form";
import { FormDialog } from "@/components/forms/form-dialog";
import { Button, type ButtonProps } from "@/components/ui/button";
import type { FormAction } from "@/lib/portal/action-core";
import { useAnnouncedAction } from "../../step-up/use-announced-action";

type Act<T> = {
  action: FormAction<T>;
  hidden: Record<string, string>;
  words: ReactNode;
  confirmLabel: string;
  /** What a toast says afterwards. */
  done: string;
  typed?: string;
  danger?: boolean;
};

/** A button, and behind it the question whether it is meant. */
export function ActDialog<T>({
  label,
  icon,
  title,
  variant = "outline",
  size = "sm",
  accessibleLabel,
  ...act
}: Act<T> & {
  label: string;
  icon?: ReactNode;
  title: string;
  variant?: ButtonProps["variant"];
  size?: ButtonProps["size"];
  /** Where the same words stand several times on the page. */
  accessibleLabel?: string;
}) {
  const trigger = (
    <Button variant={variant} size={size} aria-label={accessibleLabel}>
      {icon}
      {label}
    </Button>
  );
  return (
    <FormDialog trigger={trigger} title={title}>
      {(close) => <Question {...act} close={close} />}
    </FormDialog>
  );
}

function Question<T>({ action, done, close, ...form }: Act<T> & { close: () => void }) {
  const { state, submit, pending } = useAnnouncedAction(action, done, close);
  return <ConfirmForm action={submit} pending={pending} state={state} onCancel={close} {...form} />;
}
