import { ShieldAlert, ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { StatusBadge } from "@/components/ui/status-badge";
import { ownFactorView } from "@/lib/portal/identity/mfa/account-page";
import { type Portal, requirePortal } from "@/lib/portal/portal";
import { OwnCompanies } from "./own-companies";
import { ProfileForm } from "./profile-form";

export const metadata: Metadata = { title: "Profile" };

type Factor = Pick<Awaited<ReturnType<typeof ownFactorView>>, "isEnabled" | "isRequired" | "codesLeft" | "hasFewCodes">;

const roleWords = { GlobalAdmin: "Global administrator", Admin: "Administrator", User: "User" } as const;

export default async function ProfilePage() {
  const portal = await requirePortal();
  const profile = await portal.account.read();
  if (!profile) notFound();
  const { isEnabled, isRequired, codesLeft, hasFewCodes } = await ownFactorView();
  return (
    <>
      <PageHeader
        title="Your profile"
        description={`Who you are here. Your role: ${roleWords[portal.viewer.globalRole]}.`}
      />
      <Card>
        <CardHeader>
          <CardTitle>Name and e-mail</CardTitle>
          <CardDescription>Changing them asks for your password.</CardDescription>
        </CardHeader>
        <CardContent>
          <ProfileForm username={profile.username} email={profile.email} />
        </CardContent>
      </Card>
      <SecondFactor {...{ isEnabled, isRequired, codesLeft, hasFewCodes }} />
      <Companies portal={portal} />
    </>
  );
}

function SecondFactor({ isEnabled, isRequired, codesLeft, hasFewCodes }: Factor) {
  const codes = codesLeft === 1 ? "One recovery code is left." : `${codesLeft} recovery codes are left.`;
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex flex-wrap items-center gap-2">
          Second factor
          <StatusBadge tone={isEnabled ? "ok" : "neutral"} icon={isEnabled ? ShieldCheck : ShieldAlert}>
            {isEnabled ? "On" : "Off"}
          </StatusBadge>
          {isRequired ? <Badge variant="muted">Required</Badge> : null}
        </CardTitle>
        <CardDescription>
          {isEnabled
            ? `A code from your authenticator app is asked for when you sign in. ${codes}${hasFewCodes ? " Make new ones." : ""}`
            : "Your password alone opens this account. A code from your phone protects it when the password is known."}
        </CardDescription>
        <CardAction>
          <Button asChild variant="outline" size="sm">
            <Link href="/account/mfa">{isEnabled ? "Manage" : "Set up"}</Link>
          </Button>
        </CardAction>
      </CardHeader>
    </Card>
  );
}

function Companies({ portal }: { portal: Portal }) {
  return (
    <section aria-labelledby="companies" className="flex flex-col gap-2">
      <h2 id="companies" className="font-semibold text-sm">
        Companies
      </h2>
      <OwnCompanies portal={portal} />
    </section>
  );
}
