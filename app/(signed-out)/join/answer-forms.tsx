"use client";

import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import type { FormState } from "@/lib/portal/action";
import { forgetCode } from "./kept-code";

type Answer = { state: FormState<unknown>; send: (form: FormData) => void; pending: boolean };

/** For whoever is signed in as the invited one. */
export function AnswerForms({
  code,
  companyName,
  username,
  accept,
  decline,
}: {
  code: string;
  companyName: string;
  username: string;
  accept: Answer;
  decline: Answer;
}) {
  const latest = [accept.state, decline.state].find((state) => state !== null && !state.ok);
  const failure = latest && !latest.ok ? latest : null;
  const form = useFocusFirstError(latest ?? null, failure !== null);
  return (
    <div className="flex flex-col gap-4">
      <KeptForm ref={form} action={accept.send} onSubmitCapture={forgetCode} className="flex flex-col gap-4">
        {failure ? <FormMessage>{failure.message}</FormMessage> : null}
        <p className="text-sm">
          You are signed in as <bdi className="font-medium">{username}</bdi>. Your account stays yours: an administrator
          of this company alone can neither change it nor reset its password.
        </p>
        <input type="hidden" name="code" value={code} />
        <SubmitButton pending={accept.pending} size="lg" pendingLabel="Joining…">
          Accept
        </SubmitButton>
      </KeptForm>
      <KeptForm action={decline.send} onSubmitCapture={forgetCode} className="flex flex-col gap-2">
        <input type="hidden" name="code" value={code} />
        <SubmitButton pending={decline.pending} size="lg" variant="outline" pendingLabel="Declining…">
          Decline
        </SubmitButton>
        <p className="text-muted-foreground text-xs">
          The administrators of <bdi>{companyName}</bdi> see who accepted or declined.
        </p>
      </KeptForm>
    </div>
  );
}
