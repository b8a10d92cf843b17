import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { safeRedirectTarget } from "@/lib/access/redirect-target";
import { isRegistrationOpen } from "@/lib/portal/identity/account/register";
import { findViewer } from "@/lib/portal/viewer";
import { LoginForm } from "./form";

export const metadata: Metadata = { title: "Sign in" };

export default async function LoginPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const wanted = (await searchParams).next;
  const next = safeRedirectTarget(Array.isArray(wanted) ? wanted[0] : wanted);
  if (await findViewer()) redirect(next);
  return (
    <>
      <h1 className="font-semibold text-2xl tracking-tight">Sign in</h1>
      <p className="mt-1 mb-6 text-muted-foreground text-sm">to see the sign-ins of your computers</p>
      <LoginForm next={next} />
      {(await isRegistrationOpen()) ? (
        <p className="mt-6 text-muted-foreground text-sm">
          No account yet?{" "}
          <Link href="/register" className="rounded-sm text-link underline underline-offset-4">
            Ask for an account
          </Link>
        </p>
      ) : null}
    </>
  );
}
