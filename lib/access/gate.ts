import { mayOpen } from "./pages";
import { safeRedirectTarget } from "./redirect-target";
import type { Viewer } from "./viewer";

/** What the gate knows of a request. `pathname` is as the router sees it, `search` with its question mark. */
export type GateRequest = {
  method: string;
  /** The browser goes to a page, with a link or with a form. */
  isNavigation: boolean;
  pathname: string;
  search: string;
  viewer: Pick<Viewer, "userId" | "globalRole" | "memberships" | "mfaState" | "mustChangePassword"> | null;
  /** Companies of the viewer's scope; only asked for under /c/ and /admin/. */
  companyIds: readonly number[];
};

export type GateVerdict =
  | { kind: "pass" }
  /** To a path of this site, fetched with GET whatever the method was (303). */
  | { kind: "redirect"; to: string }
  /** `as`: the site's own page of that status, or a JSON answer for programs and for anything but reading. */
  | { kind: "refuse"; status: 401 | 403 | 404; as: "page" | "json" };

const pass: GateVerdict = { kind: "pass" };

/** Under `path` itself or below it; never `/login-as` for `/login`. */
const isUnder = (pathname: string, path: string): boolean => pathname === path || pathname.startsWith(`${path}/`);

const agentDoors = ["/api/log_event", "/api/health"];
/** Calls of the portal's own pages. Every other path under /api/ is unknown and answers 404 to everybody (3-wire). */
const portalCalls = ["/api/auth", "/api/events"];
const publicFiles = /^\/(favicon\.ico|icon\.(svg|png)|apple-icon\.png|robots\.txt|manifest\.webmanifest)$/;

/** Pages for people without a session: the sign-in, registration, and links that an administrator handed over. */
const openPages = ["/login", "/register", "/join", "/reset"];

/** Whoever is signed in has no business there and is sent to their start page. */
const signedOutOnly = ["/login", "/register"];

/** Anybody may see these: the doors themselves, the agents' doors, and files that hold nothing of anybody. */
export function isPublicPath(pathname: string): boolean {
  return (
    openPages.includes(pathname) ||
    agentDoors.includes(pathname) ||
    isUnder(pathname, "/api/auth") ||
    isUnder(pathname, "/_next/static") ||
    publicFiles.test(pathname)
  );
}

/**
 * What the agents' handler answers: its two doors, and every unknown path under /api/ in one voice, signed in or not.
 * No viewer, no cookie, no browser.
 */
export function isAgentDoor(pathname: string): boolean {
  return isUnder(pathname, "/api") && !portalCalls.some((path) => isUnder(pathname, path));
}

/** A person will look at the answer; everything else is a program's call. */
function isForPerson({ method, isNavigation, pathname }: GateRequest): boolean {
  return (method === "GET" || method === "HEAD" || isNavigation) && !isUnder(pathname, "/api");
}

function refuse(request: GateRequest, status: 401 | 403 | 404): GateVerdict {
  return { kind: "refuse", status, as: isForPerson(request) ? "page" : "json" };
}

/** Sends a reader to the page that must come first, and refuses everything else. */
function first(request: GateRequest, page: string): GateVerdict {
  if (isUnder(request.pathname, page)) return pass;
  return isForPerson(request) ? { kind: "redirect", to: page } : refuse(request, 403);
}

/** The page to come back to after signing in. */
function signInPage(request: GateRequest): string {
  const wanted = safeRedirectTarget(`${request.pathname}${request.search}`);
  return wanted === "/" ? "/login" : `/login?next=${encodeURIComponent(wanted)}`;
}

/** `/c/<id>/…` → the id; null for other paths and for "all"; NaN for what is no id. */
function companyOfPath(pathname: string): number | null {
  const match = /^\/c\/([^/]*)/.exec(pathname);
  if (!match || match[1] === "all") return null;
  return /^[1-9]\d{0,9}$/.test(match[1] ?? "") ? Number(match[1]) : Number.NaN;
}

/**
 * Signed in, second factor done, password changed, company one's own, page of one's role: decided from the path alone
 * (1-house). It is a courtesy that sends people to the right page; the portal, the policy and the scope are the protection.
 */
export function gate(request: GateRequest): GateVerdict {
  const { pathname, viewer } = request;
  if (isAgentDoor(pathname)) return pass;
  if (!viewer) {
    if (isPublicPath(pathname)) return pass;
    return isForPerson(request) ? { kind: "redirect", to: signInPage(request) } : refuse(request, 401);
  }
  const isSignInForm = pathname === "/login" && request.method !== "GET" && request.method !== "HEAD";
  if (isSignInForm || (isPublicPath(pathname) && !signedOutOnly.includes(pathname))) return pass;
  if (viewer.mfaState !== "ok") return first(request, "/mfa");
  if (viewer.mustChangePassword) return first(request, "/change-password");
  if (signedOutOnly.includes(pathname)) return { kind: "redirect", to: "/" };
  const companyId = companyOfPath(pathname);
  if (companyId !== null && !request.companyIds.includes(companyId)) return refuse(request, 404);
  const opened = mayOpen({ viewer, companyIds: request.companyIds }, pathname);
  return opened?.kind === "deny" ? refuse(request, opened.code === "not_found" ? 404 : 403) : pass;
}
