import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import type { SecureContextOptions } from "node:tls";
import type { Config } from "@/lib/config";
import { inLogScene, type Log } from "@/lib/log";
import { type AgentHandler, answerAgent, isAgentPath } from "./agent-door";
import { hasForwardingHeader, rewriteHeaders } from "./inside-headers";
import { createOnePort, type OnePort, type ServerLimits } from "./one-port";
import { createClientReader } from "./peer-address";
import { isApiPath, judgePlain, type PlainVerdict, readHost } from "./plain-http";

export type PortalServerOptions = {
  config: Pick<Config, "publicUrl" | "trustedProxies">;
  /** Null: the port speaks plain HTTP alone and nothing is redirected (SSL=off). */
  tls: SecureContextOptions | null;
  ingest: AgentHandler;
  /** Next, or whatever answers everything that is no agent's request. */
  pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Called with the headers of each request for the pages, after ours are in place. */
  beforePages?: (headers: IncomingHttpHeaders) => void;
  log: Pick<Log, "error">;
  limits?: ServerLimits;
};

/**
 * The whole way of a request: unencrypted ones are judged, agents are answered at once, and everything else reaches
 * the pages with headers that can be believed.
 */
export function createPortalServer(options: PortalServerOptions): OnePort {
  const { config, ingest, pages, beforePages, log, tls } = options;
  const readClient = createClientReader(config.trustedProxies);

  const fail = (request: IncomingMessage, response: ServerResponse) => (err: unknown) => {
    // A client that went away in the middle is no fault of ours.
    if (request.destroyed && !request.complete) return;
    const errorId = randomUUID();
    log.error({ err, errorId, method: request.method, path: request.url?.split("?", 1)[0] }, "A request failed");
    if (response.headersSent) response.destroy();
    else answerJson(response, 500, { message: `Something went wrong here (error ${errorId})`, status: "error" });
  };

  return createOnePort({
    tls,
    ...(options.limits ? { limits: options.limits } : {}),
    handler: (request, response, encrypted) => {
      const { headers } = request;
      const url = request.url ?? "/";
      if (!url.startsWith("/")) return refuse(response, notAPath);
      const client = readClient(request.socket.remoteAddress, headers);
      if (!encrypted && tls !== null) {
        const isForwarded = hasForwardingHeader(headers);
        const verdict = judgePlain(
          { method: request.method ?? "GET", url, host: headers.host, client, isForwarded },
          config.publicUrl,
        );
        if (verdict.kind !== "serve") return refusePlain(verdict, url, response);
      }
      if (isAgentPath(url)) {
        answerAgent(ingest, request, response, client.peer).catch(fail(request, response));
        return;
      }
      if (headers.host && readHost(headers.host) === null) return refuse(response, notAHost);
      rewriteHeaders(headers, client, encrypted);
      beforePages?.(headers);
      const scene = { requestId: randomUUID(), ip: client.peer, userId: null };
      inLogScene(scene, () => pages(request, response).catch(fail(request, response)));
    },
  });
}

// Next makes an address of both, and a stack in the log or a redirect to elsewhere of one that is none.
const notAPath = "This server takes requests for a path, which begins with /.";
const notAHost = "The Host of this request is not the name of a host.";

function refusePlain(verdict: Exclude<PlainVerdict, { kind: "serve" }>, url: string, response: ServerResponse): void {
  endConnection(response);
  if (verdict.kind === "redirect") response.writeHead(307, { location: verdict.location, "content-length": "0" }).end();
  else if (isApiPath(url)) answerJson(response, verdict.status, { message: verdict.message, status: "error" });
  else answerText(response, verdict.status, verdict.message);
}

function refuse(response: ServerResponse, message: string): void {
  endConnection(response);
  answerText(response, 400, message);
}

/** What else comes over this connection would be refused as well, and its body is not wanted. */
function endConnection(response: ServerResponse): void {
  response.setHeader("cache-control", "no-store");
  response.setHeader("connection", "close");
}

function answerJson(response: ServerResponse, status: number, body: Record<string, string>): void {
  answer(response, status, "application/json", `${JSON.stringify(body)}\n`);
}

function answerText(response: ServerResponse, status: number, text: string): void {
  answer(response, status, "text/plain; charset=utf-8", `${text}\n`);
}

function answer(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": String(Buffer.byteLength(body)),
    "x-content-type-options": "nosniff",
  });
  response.end(body);
}
