import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Desk } from "../action-core";
import { readRequestFacts } from "../request";
import { getRuntime } from "../runtime";
import { cookieNamesOf } from "../session";
import { findViewer } from "../viewer";
import { keepDeviceCookie } from "./device-cookie";
import { type PasswordChanged, passwordChange, readPasswordChange } from "./password-change";
import { keepSessionCookie } from "./session-cookie";

async function finish({ token }: PasswordChanged, { current, facts, now }: Desk): Promise<void> {
  const runtime = await getRuntime();
  const names = cookieNamesOf(facts, runtime);
  if (!names || !current) return;
  await keepSessionCookie(names, token, current.session, now);
  // Devices are bound to the password, so this one would be unknown from now on.
  await keepDeviceCookie(runtime, names, token, now);
}

type PasswordChangeView = Awaited<ReturnType<typeof readPasswordChange>>;

/** The change of one's own password as a form's action has it: this browser gets the new token. */
export const changeOwnPassword = { ...passwordChange, finish };

/**
 * For the page: `isForced` (the default password must go first), `asksSetupCode` (show that field), `rules` and
 * `context` for the live rules. Redirects who is not signed in, or has a code to enter first.
 */
export async function passwordChangeView(): Promise<PasswordChangeView> {
  const viewer = await findViewer();
  if (!viewer) redirect("/login");
  if (viewer.mfaState !== "ok") redirect("/mfa");
  const { db } = await getRuntime();
  return readPasswordChange(db, viewer, readRequestFacts(await headers()));
}
