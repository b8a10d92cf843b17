import type { Metadata } from "next";
import { mfaPageView } from "@/lib/portal/identity/mfa/mfa-page";
import { ChallengeForm } from "./challenge-form";
import { EnrolmentSteps } from "./enrolment-steps";
import { SignOutForm } from "./sign-out-form";

export const metadata: Metadata = { title: "Second factor" };

type Query = { next?: string | string[]; with?: string | string[] };

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** The second step of a sign-in: a code, or setting a second factor up where one is required. */
export default async function MfaPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const view = await mfaPageView(one(query.next));
  const way = one(query.with) === "recovery" ? "recovery" : "app";
  return (
    <>
      {view.kind === "challenge" ? (
        <ChallengeForm next={view.next} way={way} key={way} />
      ) : (
        <EnrolmentSteps next={view.next} enrolment={view.kind === "enrol" ? view.enrolment : null} />
      )}
      <SignOutForm />
    </>
  );
}
