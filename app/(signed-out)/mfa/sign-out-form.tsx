"use client";

import { useActionState } from "react";
import { SubmitButton } from "@/components/forms/submit-button";
import { signOut } from "../sign-out/actions";

/** The way back for whoever cannot or will not go on. */
export function SignOutForm() {
  const [, submit, pending] = useActionState(signOut, null);
  return (
    <form action={submit} className="mt-6 border-border border-t pt-4">
      <SubmitButton variant="ghost" pending={pending} className="-ml-3 text-muted-foreground">
        Sign out
      </SubmitButton>
    </form>
  );
}
