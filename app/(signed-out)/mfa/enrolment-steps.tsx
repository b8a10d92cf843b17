"use client";

import Link from "next/link";
import { useActionState } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { PasswordInput } from "@/components/forms/password-input";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { buttonVariants } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import type { EnrolmentView, NewSecret } from "@/lib/portal/identity/mfa/view";
import { beginEnrolment, confirmEnrolment } from "./actions";
import { AppCodeField } from "./app-code-field";
import { NewSecretCard } from "./new-secret";
import { RecoveryCodes } from "./recovery-codes";

function Begin({ next, isAgain }: { next: string; isAgain: boolean }) {
  const [state, submit, pending] = useActionState(beginEnrolment, null);
  return (
    <form action={submit} className="flex flex-col gap-3">
      {state && !state.ok ? <FormMessage>{state.message}</FormMessage> : null}
      <input type="hidden" name="next" value={next} />
      {isAgain ? (
        <SubmitButton variant="ghost" pending={pending} className="-ml-3 self-start text-muted-foreground">
          Begin again with a new key
        </SubmitButton>
      ) : (
        <SubmitButton size="lg" pending={pending}>
          Begin
        </SubmitButton>
      )}
    </form>
  );
}

type Confirmation = ReturnType<typeof useActionState<Awaited<ReturnType<typeof confirmEnrolment>>, FormData>>;

function Confirm({
  secret,
  asksPassword,
  confirmation,
}: {
  secret: NewSecret;
  asksPassword: boolean;
  confirmation: Confirmation;
}) {
  const [state, submit, pending] = confirmation;
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  const fields = failure?.fields ?? {};
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <NewSecretCard secret={secret} />
      {asksPassword || fields.password ? (
        <FormField name="password" label="Your password" error={fields.password} required>
          {(control) => (
            <PasswordInput {...control} autoComplete="current-password" maxLength={1024} className="h-10" />
          )}
        </FormField>
      ) : null}
      <AppCodeField error={fields.code} />
      <SubmitButton pending={pending} size="lg" pendingLabel="Checking…">
        Confirm
      </SubmitButton>
    </KeptForm>
  );
}

/** `enrolment` is null when there is nothing to set up, or not any more. */
export function EnrolmentSteps({ next, enrolment }: { next: string; enrolment: EnrolmentView | null }) {
  const confirmation = useActionState(confirmEnrolment, null);
  const [state] = confirmation;
  const codes = state?.ok ? state.value.recoveryCodes : null;
  if (enrolment === null || codes !== null) return <Done next={next} codes={codes} />;
  const { pending, asksPassword } = enrolment;
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Set up a second factor</h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">
        {pending
          ? "Scan the code with an authenticator app on your phone, then enter the six digits it shows."
          : "Your account needs one. You want an authenticator app on your phone: whoever learns your password still cannot get in without it."}
      </p>
      {pending ? <Confirm secret={pending} asksPassword={asksPassword} confirmation={confirmation} /> : null}
      <div className={pending ? "mt-3" : undefined}>
        <Begin next={next} isAgain={pending !== null} />
      </div>
    </>
  );
}

function Done({ next, codes }: { next: string; codes: readonly string[] | null }) {
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">{codes ? "Keep your recovery codes" : "All is set up"}</h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">
        {codes ? "Your second factor is in use from now on." : "You are signed in."}
      </p>
      {codes ? <RecoveryCodes codes={codes} /> : null}
      <Link href={next} className={buttonVariants({ size: "lg", className: "mt-4" })}>
        {codes ? "I have kept them, go on" : "Go on"}
      </Link>
    </>
  );
}
