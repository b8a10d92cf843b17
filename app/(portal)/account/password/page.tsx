import { CircleCheck } from "lucide-react";
import type { Metadata } from "next";
import { ChangePasswordForm } from "@/app/(signed-out)/change-password/form";
import { Alert, AlertTitle } from "@/components/ui/alert";
import { Card, CardContent } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { passwordChangeView } from "@/lib/portal/identity/password-page";
import { changePasswordHere } from "./actions";

export const metadata: Metadata = { title: "Password" };

type Search = { changed?: string | string[] };

export default async function PasswordPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { rules, context } = await passwordChangeView();
  return (
    <>
      <PageHeader title="Your password" description="All your other sessions end when it changes." />
      {(await searchParams).changed === undefined ? null : (
        <Alert variant="success" live>
          <CircleCheck aria-hidden="true" />
          <AlertTitle className="font-normal">
            Your password is changed. Every other browser has to sign in again.
          </AlertTitle>
        </Alert>
      )}
      <Card>
        <CardContent className="max-w-sm">
          <ChangePasswordForm action={changePasswordHere} rules={rules} context={context} />
        </CardContent>
      </Card>
    </>
  );
}
