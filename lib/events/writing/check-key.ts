import { addressNetwork } from "@/lib/address";
import type { AgentKey } from "@/lib/agents/agent-key";
import { hashApiKey } from "@/lib/agents/api-key";
import { createKeyCache } from "@/lib/agents/key-cache";
import { findKey } from "@/lib/agents/store";
import type { Database } from "@/lib/db/database";
import { within } from "@/lib/db/within";
import type { Limits } from "@/lib/limits/rate-limit";
import { type AgentAnswer, type AgentRequest, answer, tooMany } from "./answers";

const longestKey = 256;
/** Agents give up after about ten seconds, and the queue needs some of them too. */
const defaultPatienceMs = 5_000;

type CheckedKey = { ok: true; key: AgentKey } | { ok: false; answer: AgentAnswer };

const refused = (message: string): CheckedKey => ({ ok: false, answer: answer(401, { message }) });

/**
 * Who asks, from `X-API-Key`, and whether the key may ask again just now. A key that is right always gets through,
 * however many wrong ones its neighbours behind the same address have tried. Throws PortalError `unavailable` when
 * the database has not said within `patienceMs` whose key it is.
 */
export function createKeyCheck(
  db: Pick<Database, "sql">,
  limits: Limits,
  clock: () => Date,
  patienceMs = defaultPatienceMs,
) {
  const cache = createKeyCache(
    (keyHash) => findKey(db, keyHash, clock()),
    () => clock().getTime(),
  );

  async function wrongKey(peer: string | null): Promise<CheckedKey> {
    if (peer === null) return refused("Invalid API key");
    const allowed = await limits.take("api_wrong_key", addressNetwork(peer));
    if (allowed.ok) return refused("Invalid API key");
    const words = `Too many wrong API keys; try again in ${allowed.retryAfterSeconds} s`;
    return { ok: false, answer: tooMany(allowed, words) };
  }

  async function check(request: AgentRequest): Promise<CheckedKey> {
    const sent = request.headers["x-api-key"]?.trim() ?? "";
    if (sent === "") return refused("No API key provided");
    const key = sent.length <= longestKey ? await within(patienceMs, cache.get(hashApiKey(sent))) : null;
    if (!key) return wrongKey(request.peer);
    if (key.state === "disabled") return refused("API key has been disabled");
    const allowed = await limits.take("api", String(key.apiKeyId));
    if (allowed.ok) return { ok: true, key };
    const words = `The limit is ${allowed.limit} events; try again in ${allowed.retryAfterSeconds} s`;
    return { ok: false, answer: tooMany(allowed, words) };
  }

  return { check, forget: cache.forget };
}
