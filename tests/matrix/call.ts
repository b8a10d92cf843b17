import { readFileSync } from "node:fs";

/** What an attempt came to: a page or action that did its work, or the code of the refusal. */
export type Outcome = { kind: "ok" | "refused" | "other"; code: string; status: number; body: string };

type Manifest = { node: Record<string, { filename: string; exportedName: string }> };

/** Every server action of the build: `app/(portal)/admin/users/actions.ts#createUser` → the id it is called by. */
export function builtActions(): Map<string, string> {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as Manifest;
  return new Map(Object.entries(manifest.node).map(([id, one]) => [`${one.filename}#${one.exportedName}`, id]));
}

const refusals: Record<number, string> = { 401: "not_signed_in", 403: "forbidden", 404: "not_found" };

function refusedBy(status: number, location: string | null, body: string): Outcome | null {
  const code = refusals[status];
  if (code) return { kind: "refused", code, status, body };
  if (status === 303 || status === 307) {
    const path = location === null ? "" : new URL(location, "http://portal").pathname;
    if (path === "/login") return { kind: "refused", code: "not_signed_in", status, body };
  }
  return null;
}

/** Calls a server action as a page's script does, whatever page it is posted to. */
export async function callAction(
  url: string,
  cookie: string | null,
  page: string,
  actionId: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Outcome> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(`_1_${name}`, value);
  form.append("0", '[null,"$K1"]');
  const response = await fetch(url + page, {
    method: "POST",
    redirect: "manual",
    headers: {
      "next-action": actionId,
      accept: "text/x-component",
      origin: url,
      "sec-fetch-site": "same-origin",
      ...(cookie === null ? {} : { cookie }),
      ...headers,
    },
    body: form,
  });
  const body = await response.text();
  const { status } = response;
  const refused = refusedBy(status, response.headers.get("location"), body);
  if (refused) return refused;
  if (response.headers.has("x-action-redirect")) return { kind: "ok", code: "ok", status, body };
  if (/"ok":true/.test(body)) return { kind: "ok", code: "ok", status, body };
  const code = /"ok":false,"code":"([a-z_]+)"/.exec(body)?.[1] ?? "none";
  const isRefusal = ["not_signed_in", "forbidden", "not_found"].includes(code);
  return { kind: isRefusal ? "refused" : "other", code, status, body };
}

/** A stream of events has no end: what it says first is enough. */
async function firstWords(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const first = await reader?.read();
  await reader?.cancel();
  return new TextDecoder().decode(first?.value);
}

/** Fetches a page or calls a route as a browser that goes there. */
export async function visit(url: string, cookie: string | null, path: string, method = "GET"): Promise<Outcome> {
  const response = await fetch(url + path, {
    method,
    redirect: "manual",
    headers: {
      accept: "text/html",
      "sec-fetch-mode": "navigate",
      "sec-fetch-site": "same-origin",
      ...(method === "GET" ? {} : { origin: url, "content-type": "application/x-www-form-urlencoded" }),
      ...(cookie === null ? {} : { cookie }),
    },
    ...(method === "GET" ? {} : { body: "" }),
  });
  const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const body = isStream ? await firstWords(response) : await response.text();
  const { status } = response;
  const refused = refusedBy(status, response.headers.get("location"), body);
  if (refused) return refused;
  // A page that is already under way says so inside what it streams.
  const streamed = /NEXT_HTTP_ERROR_FALLBACK;(\d{3})/.exec(body)?.[1];
  if (streamed) return { kind: "refused", code: refusals[Number(streamed)] ?? streamed, status, body };
  return { kind: status < 400 ? "ok" : "other", code: status < 400 ? "ok" : String(status), status, body };
}
