import type { Portal } from "@/lib/portal/portal";

/** Home for who has no company and while nothing ever arrived; else the dashboard of the one company, or of all. */
export async function startPath(portal: Pick<Portal, "companies" | "events">): Promise<string> {
  const [first, second] = portal.companies;
  if (!first || (await portal.events.last()) === null) return "/home";
  return second ? "/c/all/dashboard" : `/c/${first.id}/dashboard`;
}
