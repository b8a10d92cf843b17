import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Viewer } from "@/lib/access/viewer";
import { readRequestFacts } from "./request";
import { getRuntime } from "./runtime";
import { type CurrentSession, cookieNamesOf, findSessionByToken } from "./session";

/** The session of this request. Read once per rendering; in an action or a route each call reads again. */
export const findSession = cache(async (): Promise<CurrentSession | null> => {
  const facts = readRequestFacts(await headers());
  const runtime = await getRuntime();
  const names = cookieNamesOf(facts, runtime);
  if (!names) return null;
  return findSessionByToken(runtime.db, (await cookies()).get(names.session)?.value, new Date());
});

/** The signed-in user of this request, whatever they still have to do first; null for nobody. */
export async function findViewer(): Promise<Viewer | null> {
  return (await findSession())?.viewer ?? null;
}

/** The viewer, ready to work: signed in, second factor done, password changed. Redirects to what is missing. */
export async function requireViewer(): Promise<Viewer> {
  const viewer = await findViewer();
  if (!viewer) redirect("/login");
  if (viewer.mfaState !== "ok") redirect("/mfa");
  if (viewer.mustChangePassword) redirect("/change-password");
  return viewer;
}
