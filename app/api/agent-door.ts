import { isPortalError, toHttp } from "@/lib/errors";
import type { AgentAnswer } from "@/lib/events/ingest";
import { readRequestFacts } from "@/lib/portal/request";
import { getRuntime } from "@/lib/portal/runtime";

async function* bytesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Buffer> {
  const reader = body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield Buffer.from(next.value);
  } finally {
    reader.releaseLock();
  }
}

/** What an agent may still send after the answer is known; enough for any honest body. */
const discardBytes = 4 * 1024 * 1024;

/** Reads what the handler left: an answer sent while the client still writes can end as a broken pipe there. */
async function discardRest(body: ReadableStream<Uint8Array> | null): Promise<void> {
  if (!body || body.locked) return;
  let left = discardBytes;
  for await (const chunk of bytesOf(body)) {
    left -= chunk.length;
    if (left < 0) return;
  }
}

async function answerOf(request: Request): Promise<AgentAnswer> {
  const { ingest } = await getRuntime();
  const answer = await ingest.handle({
    method: request.method,
    path: new URL(request.url).pathname,
    headers: Object.fromEntries(request.headers),
    body: request.body ? bytesOf(request.body) : Buffer.alloc(0),
    peer: readRequestFacts(request.headers).peer,
  });
  await discardRest(request.body);
  return answer;
}

/** Only a portal that could not start ends here: the handler itself never throws. */
function notStarted(error: unknown): Response {
  if (!isPortalError(error)) throw error;
  const { status, headers, message } = toHttp(error);
  const body = `${JSON.stringify({ message, status: "error" })}\n`;
  return new Response(body, { status, headers: { ...headers, "content-type": "application/json" } });
}

/**
 * The agents' door under any Next host: the same handler, so the same bytes, as server.ts gives before Next sees the
 * request. Every method is exported by the routes, because Next answers those that are missing in its own words.
 */
export async function agentDoor(request: Request): Promise<Response> {
  try {
    const { status, headers, body } = await answerOf(request);
    return new Response(body === "" ? null : body, { status, headers });
  } catch (error) {
    return notStarted(error);
  }
}
