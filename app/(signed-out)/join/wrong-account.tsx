"use client";

import { useActionState } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { signOutToJoin } from "./actions";
import { keepCode } from "./kept-code";

/** For whoever is signed in as somebody else: an invitation is for one e-mail address. */
export function WrongAccount({ viewer, code }: { viewer: { username: string; email: string }; code: string }) {
  const [state, signOut, pending] = useActionState(signOutToJoin, null);
  return (
    <KeptForm action={signOut} onSubmitCapture={() => keepCode(code)} className="flex flex-col gap-4">
      {state && !state.ok ? <FormMessage>{state.message}</FormMessage> : null}
      <p className="text-sm">
        You are signed in as <bdi className="font-medium">{viewer.username}</bdi> (
        <bdi className="break-all">{viewer.email}</bdi>), and this invitation is for another address. Sign out first,
        then sign in with the invited account or make it.
      </p>
      <SubmitButton pending={pending} size="lg" pendingLabel="Signing out…">
        Sign out and go on
      </SubmitButton>
    </KeptForm>
  );
}
