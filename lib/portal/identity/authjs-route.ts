import type { NextRequest } from "next/server";
import { safeRedirectTarget } from "@/lib/access/redirect-target";
import type { CookieNames } from "@/lib/auth/browser/cookies";
import { isPortalError, toHttp } from "@/lib/errors";
import { authJs, requireConnection } from "./authjs";

/**
 * What of Auth.js is open: its own pages are not, because ours are better and need no inline style, and its way to
 * sign out is not, because it writes no audit row.
 */
const openCalls = {
  GET: /^\/api\/auth\/(session|csrf|providers)$/,
  POST: /^\/api\/auth\/callback\/credentials$/,
};

/**
 * Auth.js's answer as it may leave the house: redirects are local paths, and the session's cookie ends with the
 * browser. A reading sets no session cookie at all, because it would only put the end off in the browser; where to go
 * next is never remembered, because it would be an address with the Host of some request in it.
 */
export function tidyAuthJsAnswer(
  answer: Response,
  names: Pick<CookieNames, "session" | "callback">,
  isReading: boolean,
): Response {
  const headers = new Headers(answer.headers);
  headers.delete("set-cookie");
  for (const cookie of answer.headers.getSetCookie()) {
    if (cookie.startsWith(`${names.callback}=`)) continue;
    const isOurs = cookie.startsWith(`${names.session}=`);
    const isRemoval = isOurs && cookie.startsWith(`${names.session}=;`);
    if (isOurs && !isRemoval && isReading) continue;
    headers.append("set-cookie", isOurs && !isRemoval ? cookie.replace(/;\s*(Expires|Max-Age)=[^;]*/gi, "") : cookie);
  }
  const location = headers.get("location");
  if (location !== null) headers.set("location", localPathOf(location));
  return new Response(answer.body, { status: answer.status, headers });
}

function localPathOf(location: string): string {
  if (!URL.canParse(location, "http://nowhere.invalid")) return "/";
  const { pathname, search } = new URL(location, "http://nowhere.invalid");
  return pathname === "/login" ? `${pathname}${search}` : safeRedirectTarget(`${pathname}${search}`);
}

/** GET and POST of /api/auth/*. Nothing but the listed calls exists. */
export async function answerAuthJs(request: NextRequest): Promise<Response> {
  const method = request.method === "POST" ? "POST" : "GET";
  if (!openCalls[method].test(request.nextUrl.pathname)) return Response.json({ error: "Not found" }, { status: 404 });
  try {
    const { names } = await requireConnection();
    return tidyAuthJsAnswer(await authJs.handlers[method](request), names, method === "GET");
  } catch (error) {
    if (!isPortalError(error)) throw error;
    const { status, headers, message } = toHttp(error);
    return Response.json({ error: message }, { status, headers });
  }
}
