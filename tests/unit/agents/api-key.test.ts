import { createHash, randomBytes } from "node:crypto";
import type { AgentKey } from "@/lib/agents/agent-key";
import { apiKeyPattern, describeApiKey, hashApiKey, newApiKey } from "@/lib/agents/api-key";
import { createKeyCache } from "@/lib/agents/key-cache";

test("a new key is 64 hexadecimal characters, kept as hash and prefix", () => {
  const made = newApiKey(randomBytes);
  expect(made.key).toMatch(apiKeyPattern);
  expect(made.keyHash).toBe(createHash("sha256").update(made.key).digest("hex"));
  expect(made.prefix).toBe(made.key.slice(0, 8));
  expect(describeApiKey(made.key)).toEqual(made);
  expect(newApiKey(randomBytes).key).not.toBe(made.key);
  expect(hashApiKey(made.key.toUpperCase())).not.toBe(made.keyHash);
});

const active: AgentKey = { apiKeyId: 1, siteId: 1, companyId: 1, companyTimeZone: "UTC", state: "active" };

function startCache(answer: (keyHash: string) => AgentKey | null) {
  const clock = { now: 1_000 };
  const asked: string[] = [];
  const find = async (keyHash: string) => {
    asked.push(keyHash);
    return answer(keyHash);
  };
  return { clock, asked, cache: createKeyCache(find, () => clock.now) };
}

test("an answer is believed for less than half a second", async () => {
  let state: AgentKey["state"] = "active";
  const { cache, clock, asked } = startCache(() => ({ ...active, state }));
  await cache.get("a");
  state = "disabled";
  clock.now += 499;
  expect(await cache.get("a")).toMatchObject({ state: "active" });
  clock.now += 1;
  expect(await cache.get("a")).toMatchObject({ state: "disabled" });
  expect(asked).toEqual(["a", "a"]);
});

test("those who ask at once share one question", async () => {
  const { cache, asked } = startCache(() => active);
  await Promise.all(Array.from({ length: 50 }, () => cache.get("a")));
  expect(asked).toEqual(["a"]);
});

test("guesses neither grow memory nor push out the keys that work", async () => {
  const { cache, asked } = startCache((keyHash) => (keyHash === "good" ? active : null));
  await cache.get("good");
  for (let n = 0; n < 20_000; n++) await cache.get(`guess-${n}`);
  expect(cache.size()).toBeLessThanOrEqual(1_001);
  asked.length = 0;
  await cache.get("good");
  expect(asked).toEqual([]);
});

test("a failed question is asked again", async () => {
  let fails = true;
  const cache = createKeyCache(
    async () => {
      if (fails) throw new Error("away");
      return active;
    },
    () => 0,
  );
  await expect(Promise.all([cache.get("a"), cache.get("a")])).rejects.toThrow("away");
  fails = false;
  expect(await cache.get("a")).toEqual(active);
});

test("after a change of keys nothing that was known or asked before counts any more", async () => {
  let state: AgentKey["state"] = "active";
  const release: (() => void)[] = [];
  const cache = createKeyCache(
    async () => {
      const seen = { ...active, state };
      await new Promise<void>((resolve) => release.push(resolve));
      return seen;
    },
    () => 1_000,
  );
  const settle = async (asked: Promise<AgentKey | null>) => {
    for (const go of release.splice(0)) go();
    return (await asked)?.state;
  };
  expect(await settle(cache.get("a"))).toBe("active");
  const before = cache.get("b");
  state = "disabled";
  cache.forget();
  const after = [cache.get("a"), cache.get("b")];
  expect(await settle(before)).toBe("active");
  expect(await Promise.all(after.map(settle))).toEqual(["disabled", "disabled"]);
  expect((await cache.get("b"))?.state).toBe("disabled");
});
