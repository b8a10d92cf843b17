import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Desk } from "../action-core";
import { readRequestFacts } from "../request";
import { getRuntime } from "../runtime";
import { cookieNamesOf } from "../session";
import { findViewer } from "../viewer";
import { type PasswordChanged, passwordChange, readPasswordChange } from "./password-change";
import { keepSessionCookie } from "./session-cookie";

async function finish({ token }: PasswordChanged, { current, facts, now }: Desk): Promise<void> {
  const names = cookieNamesOf(facts, await getRuntime());
  if (names && current) await keepSessionCookie(names, token, current.session, now);
}

/** The change of one's own password as a form's action has it: this browser gets the new token. */
export const changeOwnPassword = { ...passwordChange, finish };

/**
 * For the page: `isForced` (the default password must go first), `asksSetupCode` (show that field), `rules` (lines in
 * words). Redirects who is not signed in, or has a code to enter first.
 */
export async function passwordChangeView(): Promise<{ isForced: boolean; asksSetupCode: boolean; rules: string[] }> {
  const viewer = await findViewer();
  if (!viewer) redirect("/login");
  if (viewer.mfaState !== "ok") redirect("/mfa");
  const { db } = await getRuntime();
  return readPasswordChange(db, viewer, readRequestFacts(await headers()));
}
