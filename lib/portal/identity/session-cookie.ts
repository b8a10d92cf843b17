import { cookies } from "next/headers";
import { type CookieNames, cookieOptions } from "@/lib/auth/browser/cookies";
import type { SessionRecord } from "@/lib/auth/store";

/** Sets the session's cookie: it ends with the browser, unless the session is remembered. For actions and routes. */
export async function keepSessionCookie(
  names: CookieNames,
  token: string,
  session: Pick<SessionRecord, "remember" | "absoluteExpiresAt">,
  now: Date,
): Promise<void> {
  const secondsLeft = Math.floor((session.absoluteExpiresAt.getTime() - now.getTime()) / 1000);
  const maxAge = session.remember ? Math.max(secondsLeft, 0) : undefined;
  (await cookies()).set(names.session, token, cookieOptions(names, maxAge));
}
