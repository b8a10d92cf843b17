"use client";

import Link from "next/link";
import { useState } from "react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { useFocusFirstError } from "@/components/forms/use-focus-first-error";
import { Button } from "@/components/ui/button";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { useStepUpAction } from "../../../../step-up/use-step-up-action";
import { invite } from "../actions";
import { LinkShown } from "../invitations/link-shown";
import { RoleField } from "./role-field";

type Props = { companyId: number; base: string | null };

/** Whether the e-mail has an account makes no difference, neither here nor in what is shown afterwards. */
export function InviteForm(props: Props) {
  const [round, setRound] = useState(0);
  return (
    <section aria-labelledby="by-email" className="flex flex-col gap-4 rounded-lg border border-border bg-card p-4">
      <div>
        <h2 id="by-email" className="font-semibold text-base tracking-tight">
          Invite by e-mail
        </h2>
        <p className="text-[0.8125rem] text-muted-foreground">
          You get a link to hand over. Whoever has an account signs in and accepts; whoever has none makes one.
        </p>
      </div>
      <Round key={round} {...props} again={() => setRound(round + 1)} />
    </section>
  );
}

function Round({ companyId, base, again }: Props & { again: () => void }) {
  const { state, submit, pending } = useStepUpAction(invite);
  const failure = state && !state.ok ? state : null;
  const form = useFocusFirstError(state, failure !== null);
  if (state?.ok) {
    return (
      <div className="flex flex-col gap-4" role="status">
        <LinkShown handedOver={state.value} base={base} />
        <div className="flex flex-wrap gap-2">
          <Button asChild>
            <Link href={`/c/${companyId}/members`} prefetch={false}>
              I have handed it over
            </Link>
          </Button>
          <Button variant="outline" onClick={again} data-needs-script="">
            Invite another
          </Button>
        </div>
      </div>
    );
  }
  const fields = failure?.fields ?? {};
  const values = failure?.values ?? {};
  return (
    <KeptForm ref={form} action={submit} className="flex flex-col gap-4">
      {failure && Object.keys(fields).length === 0 ? <FormMessage>{failure.message}</FormMessage> : null}
      <input type="hidden" name="companyId" value={companyId} />
      <FormField name="email" label="E-mail" error={fields.email} required>
        {(control) => (
          <Input
            {...control}
            type="email"
            defaultValue={values.email}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            maxLength={254}
          />
        )}
      </FormField>
      <div className="grid gap-4 sm:grid-cols-2">
        <RoleField error={fields.role} value={values.role} />
        <FormField
          name="username"
          label="Proposed user name"
          error={fields.username}
          hint="Optional. Only for a new account, and they may choose another."
        >
          {(control) => (
            <Input
              {...control}
              defaultValue={values.username}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={64}
            />
          )}
        </FormField>
      </div>
      <SubmitButton pending={pending} className="self-start" pendingLabel="Inviting…">
        Make the invitation
      </SubmitButton>
    </KeptForm>
  );
}
