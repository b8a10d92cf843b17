import type { LimitAnswer } from "@/lib/limits/rate-limit";

/** What a door knows of a request. Header names are lower-case; `peer` is the client's address, null if unknown. */
export type AgentRequest = {
  method: string;
  path: string;
  headers: Record<string, string | undefined>;
  body: Buffer | AsyncIterable<Buffer>;
  peer: string | null;
};

/** What a door sends back, byte for byte. Header names are lower-case. */
export type AgentAnswer = { status: number; headers: Record<string, string>; body: string };

/** JSON with a newline at its end, as agents have always been answered. */
export function answer(
  status: number,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): AgentAnswer {
  return {
    status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...headers,
    },
    body: `${JSON.stringify(body)}\n`,
  };
}

export function failure(status: number, message: string, headers?: Record<string, string>): AgentAnswer {
  return answer(status, { message, status: "error" }, headers);
}

export function refusedMethod(allowed: readonly string[]): AgentAnswer {
  return failure(405, `Method not allowed: use ${allowed.join(" or ")}`, { allow: allowed.join(", ") });
}

/** `X-RateLimit-Reset` is in whole seconds since the epoch, rounded up: from then on the full limit is there. */
export function tooMany(limit: LimitAnswer, message: string): AgentAnswer {
  return answer(
    429,
    { error: "Too many requests", message },
    {
      "retry-after": String(limit.retryAfterSeconds),
      "x-ratelimit-limit": String(limit.limit),
      "x-ratelimit-remaining": String(limit.remaining),
      "x-ratelimit-reset": String(Math.ceil(limit.resetAt.getTime() / 1000)),
    },
  );
}

/** Only a body longer than the limit, an encoding we lack and bytes that are no gzip end here. */
export type BodyFault = { status: 400 | 413 | 415; message: string };
