import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { type GateVerdict, gate, isAgentDoor, isPublicPath } from "@/lib/access/gate";
import { isFromOwnPages } from "@/lib/access/origin";
import { contentSecurityPolicy, type HeaderScene, securityHeaders } from "@/lib/access/security-headers";
import { isPortalError, toHttp } from "@/lib/errors";
import { readSettings } from "@/lib/settings/store";
import { refusedPage } from "./answers/refused-page";
import { streamIsOver, wantsStream } from "./answers/stream-over";
import { noteRefusal } from "./note-refusal";
import { isDevelopmentServer, isLoopbackHost, type RequestFacts, readRequestFacts } from "./request";
import { getRuntime, type Runtime } from "./runtime";
import { type CurrentSession, cookieNamesOf, findSessionByToken, noteUse, scopeOf } from "./session";

/** Headers that say something only to the inside; a stranger's own must not get there. */
const insideOnly = [
  "content-security-policy",
  "content-security-policy-report-only",
  "x-nonce",
  "x-middleware-subrequest",
];

const words = {
  401: "Sign in first.",
  403: "This request does not come from a page of this portal, or something else must be done first.",
  404: "There is no such thing, or it is not yours to see.",
  503: "The portal cannot reach its database. Try again in a moment.",
} as const;

const livePath = "/api/events/stream";

export type Door = {
  request: NextRequest;
  facts: RequestFacts;
  headers: Record<string, string>;
  /** The request's own headers as pages may see them, with the policy from which Next takes the nonce. */
  inward: Headers;
};

/** What is set on every answer, and what the pages see of the request. */
export function openDoor(request: NextRequest): Door {
  const facts = readRequestFacts(request.headers);
  const nonce = randomBytes(16).toString("base64");
  const scene: HeaderScene = {
    scheme: facts.scheme,
    isLoopbackHost: isLoopbackHost(facts.host),
    nonce,
    isDevelopment: isDevelopmentServer(),
  };
  const inward = new Headers(request.headers);
  for (const name of insideOnly) inward.delete(name);
  inward.set("content-security-policy", contentSecurityPolicy(scene));
  inward.set("x-nonce", nonce);
  return { request, facts, headers: securityHeaders(scene), inward };
}

async function findCurrent(door: Door, runtime: Runtime, now: Date): Promise<CurrentSession | null> {
  const names = cookieNamesOf(door.facts, runtime);
  return names ? findSessionByToken(runtime.db, door.request.cookies.get(names.session)?.value, now) : null;
}

/** Where the request may go: the origin check for everything that writes, then the gate with the viewer of the rows. */
export async function judge(door: Door): Promise<GateVerdict | { kind: "refuse"; status: 503; as: "json" }> {
  const { request, facts } = door;
  const { pathname, search } = request.nextUrl;
  if (isAgentDoor(pathname)) return { kind: "pass" };
  try {
    const runtime = await getRuntime();
    const claim = {
      method: request.method,
      origin: request.headers.get("origin"),
      secFetchSite: request.headers.get("sec-fetch-site"),
    };
    const publicUrl = runtime.config.publicUrl ?? (await publicUrlOfSettings(claim.method, runtime));
    if (!isFromOwnPages(claim, { publicUrl, scheme: facts.scheme, host: facts.host })) {
      return { kind: "refuse", status: 403, as: "json" };
    }
    const now = new Date();
    const current = await findCurrent(door, runtime, now);
    if (current && isUse(pathname)) await noteUse(runtime, current.session, now);
    const needsScope = current && /^\/(c|admin)\//.test(pathname);
    const companyIds = needsScope ? (await scopeOf(runtime.db, current.viewer)).companyIds : [];
    const isNavigation = request.headers.get("sec-fetch-mode") === "navigate";
    const viewer = current?.viewer ?? null;
    const verdict = gate({ method: request.method, isNavigation, pathname, search, viewer, companyIds });
    if (viewer && verdict.kind === "refuse" && needsScope) {
      await noteRefusal({ runtime, facts, viewer, now }, { action: "page refused", outcome: "denied" });
    }
    return verdict;
  } catch (error) {
    if (isPublicPath(pathname) && request.method === "GET") return { kind: "pass" };
    if (isPortalError(error) && toHttp(error).status === 503) return { kind: "refuse", status: 503, as: "json" };
    throw error;
  }
}

/** A live page comes back to its stream by itself, so that says nothing about a person: a forgotten page idles out. */
const isUse = (pathname: string): boolean => pathname !== livePath;

/** The address an administrator confirmed; asked for only where it decides something. */
async function publicUrlOfSettings(method: string, { db }: Runtime): Promise<string | null> {
  return method === "GET" || method === "HEAD" ? null : (await readSettings(db)).publicUrl;
}

/** The verdict as an answer: on to the page, to another page, or no. */
export function answerOf(door: Door, verdict: Awaited<ReturnType<typeof judge>>): NextResponse {
  const response = bareAnswer(door, verdict);
  for (const [name, value] of Object.entries(door.headers)) response.headers.set(name, value);
  return response;
}

function bareAnswer({ request, inward }: Door, verdict: Awaited<ReturnType<typeof judge>>): NextResponse {
  if (verdict.kind === "pass") return NextResponse.next({ request: { headers: inward } });
  // Next makes the place relative again before it answers: the Host of a request is never copied into one.
  if (verdict.kind === "redirect") return NextResponse.redirect(new URL(verdict.to, request.nextUrl.origin), 303);
  if (verdict.as === "page" && (verdict.status === 404 || verdict.status === 403)) {
    return new NextResponse(refusedPage(verdict.status), {
      status: verdict.status,
      headers: { "content-type": "text/html; charset=utf-8" },
    });
  }
  if (verdict.status !== 503 && request.nextUrl.pathname === livePath && wantsStream(request.headers)) {
    const over = streamIsOver();
    return new NextResponse(over.body, over);
  }
  const retry = verdict.status === 503 ? { "retry-after": "5" } : undefined;
  return NextResponse.json({ error: words[verdict.status] }, { status: verdict.status, headers: retry });
}
