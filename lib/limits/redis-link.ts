import type { Config } from "@/lib/config/types";
import type { RedisLink } from "./shared-store";

type Place = Pick<Config, "redisUrl" | "upstash">;

/** How to reach the Redis of the configuration; null when there is none. Its client is loaded only then. */
export function redisConnector({ redisUrl, upstash }: Place): (() => Promise<RedisLink>) | null {
  if (redisUrl !== null) return () => connectRedis(redisUrl);
  if (upstash !== null) return () => connectUpstash(upstash);
  return null;
}

/** A Redis of one's own, spoken to directly. It reconnects by nobody's will but ours, so nothing queues up unseen. */
async function connectRedis(url: string): Promise<RedisLink> {
  const { createClient } = await import("@redis/client");
  const client = createClient({
    url,
    // The older protocol: the scripts need no more, and every Redis still in use speaks it.
    RESP: 2,
    name: "winauthmon-limits",
    disableOfflineQueue: true,
    socket: { connectTimeout: 1_500, reconnectStrategy: false, keepAlive: true },
  });
  // A broken connection shows at the next question, which fails.
  client.on("error", () => undefined);
  await client.connect();
  client.unref();
  return {
    evalsha: (hash, keys, values) => client.evalSha(hash, { keys, arguments: values }),
    eval: (script, keys, values) => client.eval(script, { keys, arguments: values }),
    ping: () => client.ping(),
    close: () => {
      if (client.isOpen) client.destroy();
    },
  };
}

const upstashWithinMs = 1_000;

/** Upstash's Redis over HTTPS. There is no connection to keep, only requests, each of which ends. */
async function connectUpstash({ url, token }: { url: string; token: string }): Promise<RedisLink> {
  const { Redis } = await import("@upstash/redis");
  const client = new Redis({
    url,
    token,
    retry: false,
    enableTelemetry: false,
    enableAutoPipelining: false,
    signal: () => AbortSignal.timeout(upstashWithinMs),
  });
  return {
    evalsha: (hash, keys, values) => client.evalsha(hash, keys, values),
    eval: (script, keys, values) => client.eval(script, keys, values),
    ping: () => client.ping(),
    close: () => undefined,
  };
}
