import { ShieldAlert } from "lucide-react";
import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { SettingsView } from "@/lib/portal/installation/settings-page";

type Count = SettingsView["secondFactors"]["everyone"];

const amount = ({ without, active }: Count, who: string): string => `${without} of ${active} active ${who}`;

/** Before somebody requires a second factor: whom that stops until they have set one up, themselves included. */
export function SecondFactorNote({
  counts,
  viewerHasNone,
}: {
  counts: SettingsView["secondFactors"];
  viewerHasNone: boolean;
}) {
  const { administrators, everyone } = counts;
  if (everyone.without === 0) {
    return <p className="text-muted-foreground text-xs">Every active account has a second factor.</p>;
  }
  return (
    <Alert variant="warning">
      <ShieldAlert aria-hidden="true" />
      <AlertTitle>
        {amount(administrators, "administrators")} and {amount(everyone, "accounts")} have no second factor.
      </AlertTitle>
      <AlertDescription>
        Those whom the policy covers are led to set one up at their next click and reach nothing else before; nobody is
        locked out.
        {viewerHasNone ? " You have none yourself: keep your authenticator app at hand." : ""} Exemptions of single
        users are made under Users; administrators cannot be exempted.
      </AlertDescription>
    </Alert>
  );
}
