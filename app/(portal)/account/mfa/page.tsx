import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { ownFactorView } from "@/lib/portal/identity/mfa/account-page";
import { FactorPanel } from "./factor-panel";

export const metadata: Metadata = { title: "Second factor" };

export default async function OwnFactorPage() {
  return (
    <>
      <PageHeader title="Your second factor" description="A code besides the password, when you sign in." />
      <FactorPanel view={await ownFactorView()} />
    </>
  );
}
