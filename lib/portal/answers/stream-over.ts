/** The one word of a live stream that says: whoever opened it is signed out, or may not see this any more. */
export const signedOutMessage = "event: signed-out\ndata: {}\n\n";

/** An EventSource is told no status, only that it failed, and would ask again for ever. */
export const wantsStream = (headers: { get(name: string): string | null }): boolean =>
  headers.get("accept")?.includes("text/event-stream") === true;

/** Ends an EventSource for good. It says nothing that "401" would not. */
export function streamIsOver(): Response {
  return new Response(signedOutMessage, {
    headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
  });
}
