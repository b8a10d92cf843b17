import http from "node:http";
import https from "node:https";

export type Answer = { status: number; body: string; retryAfterSeconds: number };

export type Sender = {
  post(path: string, body: unknown): Promise<Answer>;
  close(): void;
};

/** Posts JSON with an API key over kept-alive connections, as an agent does. */
export function createSender(options: { url: string; key: string; insecure: boolean }): Sender {
  const base = new URL(options.url);
  const isHttps = base.protocol === "https:";
  const agent = isHttps
    ? new https.Agent({ keepAlive: true, rejectUnauthorized: !options.insecure })
    : new http.Agent({ keepAlive: true });

  const post = (path: string, body: unknown): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const bytes = Buffer.from(JSON.stringify(body));
      const request = (isHttps ? https : http).request(
        new URL(path, base),
        {
          method: "POST",
          agent,
          headers: { "content-type": "application/json", "content-length": bytes.length, "x-api-key": options.key },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on("data", (chunk: Buffer) => chunks.push(chunk));
          response.on("error", reject);
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              body: Buffer.concat(chunks).toString("utf8"),
              retryAfterSeconds: Number(response.headers["retry-after"] ?? 1),
            }),
          );
        },
      );
      request.on("error", reject);
      request.end(bytes);
    });
  return { post, close: () => agent.destroy() };
}

/** Sends until the portal took it: waits as long as the portal asks when it is busy or limits. */
export async function postUntilTaken(sender: Sender, path: string, body: unknown): Promise<string> {
  for (;;) {
    const answer = await sender.post(path, body);
    if (answer.status === 200 || answer.status === 201) return answer.body;
    if (answer.status !== 429 && answer.status !== 503) {
      throw new Error(`${path} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.max(1, answer.retryAfterSeconds) * 1_000));
  }
}
