import { redirect } from "next/navigation";
import type { PasswordRules } from "@/lib/auth/password-policy";
import { readSettings } from "@/lib/settings/store";
import type { PublicContext } from "../action";
import { getRuntime } from "../runtime";
import { findViewer } from "../viewer";
import { type CodeForm, type InvitationView, joinWithNewAccount, type NewAccountForm, readInvitation } from "./join";
import { passwordRulesOf } from "./password-change";
import { signInWithPassword } from "./sign-in";

type JoinView = { viewer: { username: string; email: string } | null; rules: PasswordRules };

/** For the page: who is signed in, ready to accept, and the rules of a new password. Nothing of any invitation. */
export async function joinView(): Promise<JoinView> {
  const viewer = await findViewer();
  // Back here afterwards: this browser keeps the code meanwhile.
  if (viewer && viewer.mfaState !== "ok") redirect("/mfa?next=%2Fjoin");
  if (viewer?.mustChangePassword) redirect("/change-password");
  const { db } = await getRuntime();
  return {
    viewer: viewer && { username: viewer.username, email: viewer.email },
    rules: passwordRulesOf(await readSettings(db)),
  };
}

/** With the code, which the next form sends again: without client JavaScript nothing else keeps it. */
export async function openInvitationOf({
  input,
  ...desk
}: PublicContext<CodeForm>): Promise<InvitationView & { code: string }> {
  return { ...(await readInvitation(desk, input)), code: input.code };
}

/** Makes the account and signs this browser in with it; should that be refused just then, at the sign-in page. */
export async function joinAndSignIn({ input, ...desk }: PublicContext<NewAccountForm>): Promise<{ next: string }> {
  const { username } = await joinWithNewAccount(desk, input);
  const form = { login: username, password: input.password, remember: false, next: "/" };
  try {
    return await signInWithPassword({ ...desk, input: form });
  } catch (error) {
    desk.runtime.log.warn({ err: error }, "a new account could not be signed in at once");
    return { next: "/login" };
  }
}
