import { isPortalError, toHttp } from "@/lib/errors";
import { signedOutMessage, streamIsOver, wantsStream } from "@/lib/portal/answers/stream-over";
import { portalForCompany } from "@/lib/portal/portal";
import { getRuntime, type Runtime } from "@/lib/portal/runtime";
import { recheckViewer } from "@/lib/portal/session";
import { findSession } from "@/lib/portal/viewer";

export { refuseHead as HEAD } from "@/lib/portal/answers/refuse-head";

export const dynamic = "force-dynamic";

/** Shorter than what proxies allow a silent connection. */
const heartbeatMs = 15_000;
const browserRetryMs = 2000;

const streamHeaders = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  // nginx would collect the stream before it passes it on.
  "x-accel-buffering": "no",
};

function refused(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ message }, { status, headers: { "cache-control": "no-store", ...headers } });
}

/**
 * New events of `?company=` (an id or "all") as server-sent events: `events` with `{rows, cursor}`, then
 * `signed-out` if the viewer may not go on. It begins after `Last-Event-ID`, else after `?cursor=`, else now.
 */
export async function GET(request: Request): Promise<Response> {
  const current = await findSession();
  if (current?.viewer.mfaState !== "ok" || current.viewer.mustChangePassword) {
    return wantsStream(request.headers) ? streamIsOver() : refused(401, "Not signed in");
  }
  const runtime = await getRuntime();
  const asked = new URL(request.url).searchParams;
  const portal = await portalForCompany(current.viewer, runtime.db, new Date(), asked.get("company") ?? "all");
  if (!portal) return refused(404, "Not found");
  const cursor = request.headers.get("last-event-id") ?? asked.get("cursor");
  try {
    const stream = { companyIds: portal.scope.companyIds, cursor, owner: String(current.viewer.userId) };
    return new Response(openStream(runtime, current.tokenHash, stream, request.signal), { headers: streamHeaders });
  } catch (error) {
    if (!isPortalError(error)) throw error;
    const { status, headers, message } = toHttp(error);
    return refused(status, message, headers);
  }
}

type Subscription = { companyIds: readonly number[]; cursor: string | null; owner: string };

function openStream(
  { live }: Runtime,
  tokenHash: string,
  subscription: Subscription,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const messages = live.subscribe(subscription);
  const encoder = new TextEncoder();
  let isOver = false;
  let leave = (): void => undefined;

  const over = (): void => {
    if (isOver) return;
    isOver = true;
    leave();
    void messages.return?.();
  };

  return new ReadableStream({
    start(controller) {
      const send = (text: string): void => controller.enqueue(encoder.encode(text));
      const end = (lastWords: string): void => {
        if (isOver) return;
        over();
        if (lastWords !== "") send(lastWords);
        controller.close();
      };
      const heartbeat = setInterval(() => {
        // A reader that is behind needs no sign of life.
        if ((controller.desiredSize ?? 0) > 0) send(":\n\n");
      }, heartbeatMs);
      const check = async (): Promise<readonly number[] | null> =>
        (await recheckViewer(tokenHash))?.scope.companyIds ?? null;
      const watched = { companyIds: subscription.companyIds, end: () => end(signedOutMessage) };
      const unwatch = live.watch(tokenHash, watched, check);
      leave = () => {
        clearInterval(heartbeat);
        unwatch();
      };
      send(`retry: ${browserRetryMs}\n\n`);
      signal.addEventListener("abort", () => end(""), { once: true });
      if (signal.aborted) end("");
    },
    async pull(controller) {
      const { done, value } = await messages.next();
      if (isOver) return;
      if (done) {
        over();
        controller.close();
      } else {
        controller.enqueue(encoder.encode(`id: ${value.cursor}\nevent: events\ndata: ${value.text}\n\n`));
      }
    },
    cancel: over,
  });
}
