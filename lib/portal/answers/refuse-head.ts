/**
 * HEAD of a route that streams. Without this Next answers it with GET and never cancels the body that nobody reads,
 * so that what stands behind it stays open.
 */
export function refuseHead(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET", "cache-control": "no-store" } });
}
