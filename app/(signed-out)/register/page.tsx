import { MailCheck } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { registerView } from "@/lib/portal/identity/account/register";
import { RegisterForm } from "./form";

export const metadata: Metadata = { title: "Ask for an account" };

type Search = { asked?: string | string[] };

export default async function RegisterPage({ searchParams }: { searchParams: Promise<Search> }) {
  const view = await registerView();
  if ((await searchParams).asked !== undefined) return <Waiting />;
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Ask for an account</h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">
        An administrator looks at every request. You can sign in once yours is approved.
      </p>
      <RegisterForm rules={view.rules} domains={view.domains} />
      <p className="mt-6 text-muted-foreground text-sm">
        You have an account? <SignInLink />
      </p>
    </>
  );
}

/** The same for everybody: whether the name or the e-mail is taken is nobody's business here. */
function Waiting() {
  return (
    <>
      <MailCheck className="mb-4 size-8 text-success" aria-hidden="true" />
      <h1 className="font-semibold text-2xl tracking-tight">Waiting for approval</h1>
      <p className="mt-1 text-muted-foreground text-sm">
        Your request was taken in. An administrator has to approve it before you can sign in; until then your name and
        password open nothing. If you hear nothing, ask an administrator: perhaps there is an account of that name or
        e-mail already.
      </p>
      <p className="mt-6 text-sm">
        <SignInLink />
      </p>
    </>
  );
}

function SignInLink() {
  return (
    <Link href="/login" className="rounded-sm text-link underline underline-offset-4">
      Sign in
    </Link>
  );
}
