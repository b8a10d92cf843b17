import { cookies } from "next/headers";
import { safeRedirectTarget } from "@/lib/access/redirect-target";
import type { Viewer } from "@/lib/access/viewer";
import { cookieOptions } from "@/lib/auth/browser/cookies";
import type { SignInForm } from "@/lib/auth/schema";
import { isPortalError } from "@/lib/errors";
import type { PublicContext } from "../action";
import { findSessionByToken } from "../session";
import { authJs, requireConnection } from "./authjs";
import { keepDeviceCookie } from "./device-cookie";
import { keepSessionCookie } from "./session-cookie";

/** The refusal that Auth.js carried through, or the error as it came. */
function refusalIn(error: unknown): unknown {
  if (error instanceof Error && "refusal" in error && isPortalError(error.refusal)) return error.refusal;
  return error;
}

/**
 * Signs in with the form of the sign-in page and gives the local path to go to. Failures are PortalErrors in the
 * words for the page; all reasons for a wrong sign-in sound the same.
 */
export async function signInWithPassword({ input, runtime }: PublicContext<SignInForm>): Promise<{ next: string }> {
  const { names } = await requireConnection();
  const { login, password, remember } = input;
  try {
    await authJs.signIn("credentials", {
      login,
      password,
      remember: remember ? "on" : "",
      redirect: false,
      redirectTo: "/",
    });
  } catch (error) {
    throw refusalIn(error);
  }
  const now = new Date();
  const jar = await cookies();
  const token = jar.get(names.session)?.value;
  const current = await findSessionByToken(runtime.db, token, now);
  if (!token || !current) throw new Error("Auth.js let a sign-in pass without a session.");

  // Auth.js dates every session cookie; only a remembered session may outlive the browser.
  await keepSessionCookie(names, token, current.session, now);
  await keepDeviceCookie(runtime, names, token, now);
  jar.delete({ name: names.callback, ...cookieOptions(names) });
  // Straight to the one page that is open to them: were the gate to send them there after the redirect, the browser
  // would keep the other page's address and post the form to it.
  return { next: placeAfterSignIn(current.viewer, safeRedirectTarget(input.next)) };
}

/** The second factor comes before everything else; its page goes on to where the sign-in was to lead. */
export function placeAfterSignIn(viewer: Pick<Viewer, "mfaState" | "mustChangePassword">, next: string): string {
  if (viewer.mfaState !== "ok") return next === "/" ? "/mfa" : `/mfa?next=${encodeURIComponent(next)}`;
  return viewer.mustChangePassword ? "/change-password" : next;
}
