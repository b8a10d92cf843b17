import { KeyRound } from "lucide-react";
import type { Metadata } from "next";
import { Button } from "@/components/ui/button";
import { resetView } from "@/lib/portal/identity/account/reset";
import { ResetForm } from "./form";

export const metadata: Metadata = { title: "Choose a new password" };

type Search = { done?: string | string[] };

export default async function ResetPage({ searchParams }: { searchParams: Promise<Search> }) {
  if ((await searchParams).done !== undefined) return <Done />;
  const { rules } = await resetView();
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Choose a new password</h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">
        With the link an administrator gave you. It works once, within an hour, and ends all your sessions.
      </p>
      <ResetForm rules={rules} />
    </>
  );
}

/** A plain link: whoever is signed in as somebody else in this browser is sent on to their own start page. */
function Done() {
  return (
    <>
      <KeyRound className="mb-4 size-8 text-success" aria-hidden="true" />
      <h1 className="font-semibold text-2xl tracking-tight">Your new password is set</h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">
        All your sessions have ended, and the link is used up. Sign in with the new password.
      </p>
      <Button asChild size="lg" className="w-full">
        <a href="/login">Sign in</a>
      </Button>
    </>
  );
}
