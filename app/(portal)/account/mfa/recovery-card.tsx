"use client";

import { TriangleAlert } from "lucide-react";
import { FormMessage } from "@/components/forms/form-message";
import { KeptForm } from "@/components/forms/kept-form";
import { SubmitButton } from "@/components/forms/submit-button";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { OwnFactorView } from "@/lib/portal/identity/mfa/view";
import type { RunningAction } from "./running-action";

/** How many recovery codes are left, and new ones. */
export function RecoveryCard({ view, renew }: { view: OwnFactorView; renew: RunningAction }) {
  const { codesLeft, hasFewCodes } = view;
  const left = codesLeft === 1 ? "1 recovery code is left" : `${codesLeft} recovery codes are left`;
  return (
    <Card>
      <CardHeader>
        <CardTitle>Recovery codes</CardTitle>
        <CardDescription>Each gets you in once when your phone is not at hand. {left}.</CardDescription>
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        {hasFewCodes ? (
          <Alert variant="warning">
            <TriangleAlert aria-hidden="true" />
            <AlertTitle>{codesLeft === 0 ? "No recovery code is left" : "Few recovery codes are left"}</AlertTitle>
            <AlertDescription>Get new ones before you need them.</AlertDescription>
          </Alert>
        ) : null}
        <KeptForm action={renew.submit} className="flex flex-col items-start gap-2">
          {renew.state && !renew.state.ok ? <FormMessage>{renew.state.message}</FormMessage> : null}
          <SubmitButton variant="outline" pending={renew.pending}>
            Get new recovery codes
          </SubmitButton>
          <p className="text-muted-foreground text-xs">The codes you have now stop working.</p>
        </KeptForm>
      </CardContent>
    </Card>
  );
}
