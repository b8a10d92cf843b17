"use client";

import { ShieldAlert, ShieldCheck, ShieldOff } from "lucide-react";
import { useState } from "react";
import { useStepUpAction } from "@/app/(portal)/step-up/use-step-up-action";
import { RecoveryCodes } from "@/app/(signed-out)/mfa/recovery-codes";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { StatusBadge } from "@/components/ui/status-badge";
import type { OwnFactorView } from "@/lib/portal/identity/mfa/view";
import { beginEnrolment, confirmEnrolment, renewRecoveryCodes } from "./actions";
import { ConfirmNewFactor } from "./confirm-new-factor";
import { RecoveryCard } from "./recovery-card";
import { RemoveFactor } from "./remove-factor";

function FactorBadge({ isEnabled, isRequired }: OwnFactorView) {
  if (isEnabled) {
    return (
      <StatusBadge tone="ok" icon={ShieldCheck}>
        In use
      </StatusBadge>
    );
  }
  return (
    <StatusBadge tone={isRequired ? "warning" : "neutral"} icon={isRequired ? ShieldAlert : ShieldOff}>
      Not set up
    </StatusBadge>
  );
}

function words({ isEnabled, isRequired }: OwnFactorView): string {
  if (isEnabled) return "When you sign in you enter your password and a code of your authenticator app.";
  if (isRequired) return "Your account needs one: set it up now.";
  return "With an authenticator app on your phone, whoever learns your password still cannot get in.";
}

/** State and all that can be done with it. It stays mounted through every step, so that new codes stay in sight. */
export function FactorPanel({ view }: { view: OwnFactorView }) {
  const begin = useStepUpAction(beginEnrolment);
  const confirm = useStepUpAction(confirmEnrolment);
  const renew = useStepUpAction(renewRecoveryCodes);
  const [kept, setKept] = useState<readonly (readonly string[])[]>([]);
  const given = [renew.state, confirm.state].flatMap((state) => (state?.ok ? [state.value.recoveryCodes] : []));
  const codes = view.isEnabled ? (given.find((list) => !kept.includes(list)) ?? null) : null;
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <CardHeader>
          <CardTitle>Authenticator app</CardTitle>
          <CardDescription>{words(view)}</CardDescription>
          <CardAction>
            <FactorBadge {...view} />
          </CardAction>
        </CardHeader>
        <CardContent className="flex flex-col gap-4">
          {view.isEnabled ? <RemoveFactor isRequired={view.isRequired} /> : null}
          {view.pending ? <ConfirmNewFactor secret={view.pending} confirm={confirm} /> : null}
          {view.isEnabled ? null : (
            <KeptForm action={begin.submit} className="flex flex-col items-start gap-3">
              {begin.state && !begin.state.ok ? <FormMessage>{begin.state.message}</FormMessage> : null}
              <SubmitButton pending={begin.pending} variant={view.pending ? "outline" : "default"}>
                {view.pending ? "Begin again with a new key" : "Set up a second factor"}
              </SubmitButton>
            </KeptForm>
          )}
        </CardContent>
      </Card>
      {codes ? (
        <section aria-label="New recovery codes" className="flex flex-col items-start gap-3">
          <div className="w-full">
            <RecoveryCodes codes={codes} />
          </div>
          <Button onClick={() => setKept([...kept, codes])}>I have kept them</Button>
        </section>
      ) : null}
      {view.isEnabled && !codes ? <RecoveryCard view={view} renew={renew} /> : null}
    </div>
  );
}
