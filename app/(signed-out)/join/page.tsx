import type { Metadata } from "next";
import { joinView } from "@/lib/portal/identity/join-page";
import { JoinSteps } from "./join-steps";

export const metadata: Metadata = { title: "Join a company", referrer: "no-referrer" };

/** Where an invitation's link leads. The code stands after # and reaches the server only in a form. */
export default async function JoinPage() {
  const { viewer, rules } = await joinView();
  return <JoinSteps viewer={viewer} rules={rules} />;
}
