import { mfaStore } from "@/lib/auth/mfa-store";
import type { Desk } from "../action-core";
import { getRuntime } from "../runtime";
import { cookieNamesOf } from "../session";
import { requireViewer } from "../viewer";
import { keepSessionCookie } from "./session-cookie";
import { type SteppedUp, stepUpChange } from "./step-up";

async function finish({ token }: SteppedUp, { current, facts, now }: Desk): Promise<void> {
  const names = cookieNamesOf(facts, await getRuntime());
  if (names && current) await keepSessionCookie(names, token, current.session, now);
}

/** The proof as a form's action has it: this browser gets the new token, and the page nothing. */
export const confirmIdentity = { ...stepUpChange, finish };

/** For the dialog: whether it asks for a code as well. */
export async function asksForCode(): Promise<boolean> {
  const viewer = await requireViewer();
  return mfaStore((await getRuntime()).db).isEnabled(viewer.userId);
}
