import type { IncomingMessage, ServerResponse } from "node:http";
import type { AgentAnswer, AgentRequest } from "@/lib/events/ingest";

export type AgentHandler = { handle(request: AgentRequest): Promise<AgentAnswer> };

/**
 * The letterbox answers for its two paths, whatever follows them, and for spellings with doubled slashes, which are
 * unknown paths; Next would redirect those. All else under /api/ belongs to Next.
 */
export function isAgentPath(url: string): boolean {
  if (url.startsWith("/api/log_event") || url.startsWith("/api/health")) return true;
  if (!/[/\\]{2}|\\/.test(url)) return false;
  return /^[/\\]+api[/\\]/.test(url.split("?", 1)[0] ?? "") && /[/\\]{2}|\\/.test(url.split("?", 1)[0] ?? "");
}

/** Answers one request before Next sees it. Rejects only when the handler does. */
export async function answerAgent(
  handler: AgentHandler,
  request: IncomingMessage,
  response: ServerResponse,
  peer: string | null,
): Promise<void> {
  const url = request.url ?? "/";
  const query = url.indexOf("?");
  const answer = await handler.handle({
    method: request.method ?? "GET",
    path: query === -1 ? url : url.slice(0, query),
    headers: request.headers as Record<string, string | undefined>,
    body: new BodySource(request),
    peer,
  });
  if (response.destroyed) return;
  const length = String(Buffer.byteLength(answer.body));
  response.writeHead(answer.status, { ...answer.headers, "content-length": length });
  if (request.complete) return void response.end(answer.body);
  // The answer goes out now; ending it would close a connection that is not kept while its client is still writing,
  // and the client would see a broken pipe instead of the answer.
  if (answer.body === "") response.flushHeaders();
  else response.write(answer.body);
  await discardRest(request);
  response.end();
}

/** What an agent may still send after its answer before the connection is cut; enough for any honest body. */
const discardBytes = 4 * 1024 * 1024;

/**
 * Reads what is left of a body, so that the connection can be used again and the answer is not lost to a reset.
 * Settles when the body is over, whichever way.
 */
export function discardRest(request: IncomingMessage): Promise<void> {
  let left = discardBytes;
  return new Promise((resolve) => {
    request.on("data", (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) request.destroy();
    });
    request.on("error", () => resolve());
    request.on("end", () => resolve());
    request.on("close", () => resolve());
    request.resume();
  });
}

/**
 * The body of a request as it comes, read only once somebody asks. Node's own iterator is not used, for it closes the
 * connection when the reader stops early, and a reader that stops at the size limit still has an answer to send.
 */
class BodySource implements AsyncIterable<Buffer>, AsyncIterator<Buffer> {
  readonly #request: IncomingMessage;
  #chunks: Buffer[] = [];
  #started = false;
  #ended = false;
  #failure: Error | null = null;
  #waiting: (() => void) | null = null;

  constructor(request: IncomingMessage) {
    this.#request = request;
  }

  [Symbol.asyncIterator](): AsyncIterator<Buffer> {
    return this;
  }

  async next(): Promise<IteratorResult<Buffer>> {
    if (!this.#started) this.#start();
    while (this.#chunks.length === 0 && !this.#ended) {
      if (this.#failure) throw this.#failure;
      this.#request.resume();
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
    const value = this.#chunks.shift();
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  }

  async return(): Promise<IteratorResult<Buffer>> {
    this.#request.off("data", this.#onData);
    this.#chunks = [];
    this.#ended = true;
    return { done: true, value: undefined };
  }

  #start(): void {
    this.#started = true;
    const request = this.#request;
    if (request.destroyed && !request.complete) this.#fail();
    if (request.readableEnded) this.#ended = true;
    request.on("data", this.#onData);
    request.on("end", () => {
      this.#ended = true;
      this.#wake();
    });
    request.on("error", () => this.#fail());
    request.on("close", () => {
      if (!this.#ended) this.#fail();
    });
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#chunks.push(chunk);
    this.#request.pause();
    this.#wake();
  };

  #fail(): void {
    this.#failure = new Error("the connection was closed before the whole body came");
    this.#wake();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.();
  }
}
