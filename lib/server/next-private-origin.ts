import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { setForNext } from "@/lib/config";

/**
 * When a server action redirects, Next fetches the target page from its own origin. With a private certificate that
 * fetch fails, and the action falls back to a slower path with an error in the log. `__NEXT_PRIVATE_ORIGIN` names
 * another origin for it: a plain listener on loopback, in this process. The variable is private to Next, so it is
 * known here and nowhere else; without it everything still works, with that error in the log.
 *
 * Next copies the headers of the action's request into its fetch, so a random pass that each request is given here is
 * what tells Next's own requests from those of another program on this machine; these get no answer.
 */
export type NextPrivateOrigin = {
  /** Gives a request that is about to reach Next the pass for requests that Next makes because of it. */
  addPass(headers: IncomingHttpHeaders): void;
  stop(): void;
};

const passHeader = "x-winauthmon-pass";

export async function openNextPrivateOrigin(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<NextPrivateOrigin> {
  const pass = randomBytes(32).toString("base64url");
  const expected = digest(pass);
  const server = createServer({ headersTimeout: 10_000, maxHeaderSize: 64 * 1024 }, (request, response) => {
    const given = request.headers[passHeader];
    if (typeof given !== "string" || !timingSafeEqual(digest(given), expected)) {
      request.socket.destroy();
      return;
    }
    handle(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  // The one line that depends on Next's private variable.
  setForNext("__NEXT_PRIVATE_ORIGIN", `http://127.0.0.1:${port}`);
  return {
    addPass: (headers) => {
      headers[passHeader] = pass;
    },
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
