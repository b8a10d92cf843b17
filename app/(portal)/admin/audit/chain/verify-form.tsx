"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { verifyTheChain } from "./actions";

/** Begins a check of the whole chain. A long one goes on by itself; the panel shows how far it is. */
export function VerifyForm({ isRunning }: { isRunning: boolean }) {
  const { state, submit, pending } = useStepUpAction(verifyTheChain);
  const router = useRouter();
  const isLong = state?.ok === true && !state.value.done;
  useEffect(() => {
    if (isLong) router.refresh();
  }, [isLong, router]);
  return (
    <KeptForm action={submit} className="flex flex-col items-end gap-2">
      <SubmitButton pending={pending} variant="outline" disabled={isRunning}>
        Verify the chain
      </SubmitButton>
      {state && !state.ok ? <FormMessage>{state.message}</FormMessage> : null}
      <span role="status" className="sr-only">
        {state?.ok && state.value.done ? state.value.title : ""}
      </span>
    </KeptForm>
  );
}
