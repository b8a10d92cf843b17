import { createServer } from "node:http";
import fc from "fast-check";
import { createMemoryRedis } from "@/lib/limits/memory-redis";
import { createLimits, type LimitSettings, type Limits } from "@/lib/limits/rate-limit";
import { redisConnector } from "@/lib/limits/redis-link";
import { createSharedStore, type SharedStore } from "@/lib/limits/shared-store";
import { createTokenBucket } from "@/lib/limits/token-bucket";
import { describeOnRedis, type RedisServer } from "@/tests/fixtures/redis-server";
import { until } from "@/tests/fixtures/until";

const settings: LimitSettings = {
  enabled: true,
  loginLimit: 10,
  loginPeriodSeconds: 3600,
  registerLimit: 5,
  registerPeriodSeconds: 3600,
  apiLimit: 1000,
  apiPeriodSeconds: 3600,
};

type Process = { limits: Limits; shared: SharedStore; logged: string[] };
const running: SharedStore[] = [];

/** What one portal process holds: its limits over the Redis at `place`. */
function startProcess(place: { redisUrl: string | null; upstash: { url: string; token: string } | null }): Process {
  const connect = redisConnector(place);
  if (!connect) throw new Error("no Redis is named");
  const logged: string[] = [];
  const log = {
    info: (...line: unknown[]) => void logged.push(`info ${JSON.stringify(line)}`),
    warn: (...line: unknown[]) => void logged.push(`warn ${JSON.stringify(line)}`),
  };
  const shared = createSharedStore({ connect, log, clock: Date.now, pauseMs: [50, 200] });
  running.push(shared);
  return { shared, logged, limits: createLimits(settings, Date.now, { shared, namespace: "test" }) };
}

async function join({ url }: Pick<RedisServer, "url">): Promise<Process> {
  const started = startProcess({ redisUrl: url, upstash: null });
  await until(() => started.shared.isThere(), "the connection");
  return started;
}

/** How many of so many takes are let through. */
async function countAllowed(limits: Limits, bucket: "api" | "login", key: string, times: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: times }, () => limits.take(bucket, key)));
  return answers.filter(({ ok }) => ok).length;
}

async function timed<T>(work: Promise<T>): Promise<{ value: T; ms: number }> {
  const begun = performance.now();
  return { value: await work, ms: performance.now() - begun };
}

afterEach(() => {
  for (const shared of running.splice(0)) shared.close();
});

describeOnRedis("limits in Redis", (redis) => {
  test("two processes count together, take by take", async () => {
    const [one, other] = [await join(redis()), await join(redis())];
    const allowed: boolean[] = [];
    for (let n = 0; n < 12; n++) allowed.push((await (n % 2 ? one : other).limits.take("login", "a")).ok);
    expect(allowed.filter(Boolean)).toHaveLength(10);
    expect(allowed.slice(0, 10)).not.toContain(false);
    expect(await other.limits.take("login", "a")).toMatchObject({ ok: false, limit: 10, remaining: 0 });
    expect((await other.limits.take("login", "b")).ok).toBe(true);
  });

  test("under a rush from both, nothing beyond the limit gets through and next to nothing is held back", async () => {
    const [one, other] = [await join(redis()), await join(redis())];
    const counts = await Promise.all([one, other].map(({ limits }) => countAllowed(limits, "api", "k", 900)));
    const total = counts.reduce((sum, count) => sum + count, 0);
    expect(total).toBeLessThanOrEqual(1000);
    expect(total).toBeGreaterThanOrEqual(990);
  });

  test("a thousand events ask Redis about a hundred times, and a refused flood hardly ever", async () => {
    const { limits } = await join(redis());
    await redis().command("CONFIG", "RESETSTAT");
    expect(await countAllowed(limits, "api", "k", 1000)).toBe(1000);
    expect(await countAllowed(limits, "api", "k", 5000)).toBe(0);
    const statistics = String(await redis().command("INFO", "commandstats"));
    const questions = [...statistics.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce(
      (sum, m) => sum + Number(m[1]),
      0,
    );
    expect(questions).toBeGreaterThan(0);
    expect(questions).toBeLessThanOrEqual(110);
  });

  test("batches take their size or nothing", async () => {
    const { limits } = await join(redis());
    expect(await limits.take("api", "k", 995)).toMatchObject({ ok: true, remaining: 5 });
    expect(await limits.take("api", "k", 6)).toMatchObject({ ok: false, remaining: 5 });
    expect(await limits.take("api", "k", 1001)).toMatchObject({ ok: false });
    expect(await limits.take("api", "k", 5)).toMatchObject({ ok: true, remaining: 0 });
    expect(await limits.take("api", "fresh", 1001)).toMatchObject({ ok: false, remaining: 1000 });
  });

  test("what is kept there names nobody and goes by itself", async () => {
    const { limits } = await join(redis());
    await limits.take("login", "203.0.113.9");
    const keys = (await redis().command("KEYS", "*")) as string[];
    expect(keys).toEqual([expect.stringMatching(/^winauthmon:test:login:10\/3600:[\w-]{22}$/)]);
    const seconds = Number(await redis().command("TTL", keys[0] ?? ""));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(3600);
  });

  test("frozen: one short wait, then counted here from where this process stood; thawed: together again", async () => {
    const process = await join(redis());
    expect(await countAllowed(process.limits, "login", "a", 4)).toBe(4);
    redis().freeze();
    try {
      const first = await timed(process.limits.take("login", "a"));
      expect(first.value).toMatchObject({ ok: true, remaining: 5 });
      expect(first.ms).toBeLessThan(1_000);
      const rest = await timed(countAllowed(process.limits, "login", "a", 50));
      expect(rest.value).toBe(5);
      expect(rest.ms).toBeLessThan(500);
      // Also while it tries to find it again, nobody waits.
      const later = await timed(until(async () => !(await process.limits.take("login", "b")).ok, "local counting"));
      expect(later.ms).toBeLessThan(1_000);
    } finally {
      redis().thaw();
    }
    await until(async () => {
      await process.limits.take("login", "c");
      return process.shared.isThere();
    }, "Redis to be back");
    expect(process.logged.map((line) => line.slice(0, 4))).toEqual(["warn", "info"]);
  });

  test("stopped and started again: no failure, no long wait, and together again", async () => {
    const [one, other] = [await join(redis()), await join(redis())];
    await redis().stop();
    for (const { limits } of [one, other]) {
      const { value, ms } = await timed(countAllowed(limits, "login", "a", 30));
      expect(value).toBe(10);
      expect(ms).toBeLessThan(1_000);
    }
    await redis().start();
    await until(async () => {
      for (const { limits } of [one, other]) await limits.take("api", "wake");
      return one.shared.isThere() && other.shared.isThere();
    }, "Redis to be back");
    expect(await countAllowed(one.limits, "login", "b", 6)).toBe(6);
    expect(await countAllowed(other.limits, "login", "b", 6)).toBe(4);
    for (const { logged } of [one, other]) expect(logged.map((line) => line.slice(0, 4))).toEqual(["warn", "info"]);
  });

  test("flushed, scripts and all: it goes on there", async () => {
    const { limits, shared, logged } = await join(redis());
    expect(await countAllowed(limits, "login", "a", 3)).toBe(3);
    await redis().command("FLUSHALL");
    await redis().command("SCRIPT", "FLUSH");
    expect(await countAllowed(limits, "login", "a", 5)).toBe(5);
    expect(shared.isThere()).toBe(true);
    expect(logged).toEqual([]);
  });

  test("one that refuses is counted as away", async () => {
    const { limits, shared, logged } = await join(redis());
    await redis().command("CONFIG", "SET", "maxmemory", "1");
    try {
      expect(await countAllowed(limits, "login", "a", 20)).toBe(10);
      expect(shared.isThere()).toBe(false);
      expect(logged.filter((line) => line.startsWith("warn"))).toHaveLength(1);
    } finally {
      await redis().command("CONFIG", "SET", "maxmemory", "0");
    }
  });

  test("not there at the start: counted here at once, and there as soon as it comes", async () => {
    await redis().stop();
    const { limits, shared, logged } = startProcess({ redisUrl: redis().url, upstash: null });
    const { value, ms } = await timed(countAllowed(limits, "login", "a", 20));
    expect(value).toBe(10);
    expect(ms).toBeLessThan(500);
    await until(() => logged.length > 0, "a line about it");
    await redis().start();
    await until(async () => {
      await limits.take("api", "wake");
      return shared.isThere();
    }, "Redis to come");
    expect(logged.map((line) => line.slice(0, 4))).toEqual(["warn", "info"]);
  });

  test("a password in the address is in no line of the log", async () => {
    await redis().stop();
    try {
      const { limits, logged } = startProcess({ redisUrl: redis().url.replace("//", "//:canary@"), upstash: null });
      await until(async () => {
        await limits.take("login", "a");
        return logged.length > 0;
      }, "a line");
      expect(logged.join()).not.toContain("canary");
    } finally {
      await redis().start();
    }
  });

  test("Upstash's client over REST counts in the same way, with its token", async () => {
    const seen = new Set<string | undefined>();
    const rest = createServer((request, response) => {
      seen.add(request.headers.authorization);
      const parts: Buffer[] = [];
      request.on("data", (part: Buffer) => parts.push(part));
      request.on("end", () => {
        const words = (JSON.parse(Buffer.concat(parts).toString()) as unknown[]).map(String);
        const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
        redis()
          .command(...words)
          .then((result) => answer(200, { result }))
          .catch((error: Error) => answer(400, { error: error.message }));
      });
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => rest.once("listening", resolve));
    const address = rest.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    try {
      const place = { redisUrl: null, upstash: { url: `http://127.0.0.1:${port}`, token: "the-token" } };
      const [one, other] = [startProcess(place), startProcess(place)];
      await until(() => one.shared.isThere() && other.shared.isThere(), "the connection");
      const allowed: boolean[] = [];
      for (let n = 0; n < 12; n++) allowed.push((await (n % 2 ? one : other).limits.take("login", "a")).ok);
      expect(allowed.filter(Boolean)).toHaveLength(10);
      expect([...seen]).toEqual(["Bearer the-token"]);
    } finally {
      await new Promise((resolve) => rest.close(resolve));
    }
  });

  test("this process's own counting and Redis agree on every sequence of takes", async () => {
    const clock = { now: Date.parse("2026-03-01T12:00:00Z") };
    const shared = createSharedStore({
      connect: redisConnector({ redisUrl: redis().url, upstash: null }) ?? Promise.reject,
      log: { info: () => undefined, warn: () => undefined },
      clock: () => clock.now,
    });
    running.push(shared);
    await until(() => shared.isThere(), "the connection");
    let round = 0;
    const step = fc.record({
      waitMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })),
      key: fc.constantFrom("a", "b"),
      cost: fc.integer({ min: 1, max: 8 }),
    });
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 6 }),
      fc.array(step, { minLength: 1, maxLength: 30 }),
      async (limit, steps) => {
        const allowance = { limit, periodSeconds: 2 };
        const prefix = `round-${round++}`;
        const here = createTokenBucket(
          createMemoryRedis(() => clock.now),
          prefix,
          allowance,
        );
        const there = createTokenBucket(shared.store, prefix, allowance);
        const goneAt = new Map<string, number>();
        for (const { waitMs, key, cost } of steps) {
          clock.now += waitMs;
          // Redis lets keys go by its own clock; here they go when ours says so.
          if (clock.now >= (goneAt.get(key) ?? Number.POSITIVE_INFINITY))
            await redis().command("DEL", `${prefix}:${key}`);
          const answer = await there.take(key, cost);
          expect(answer).toEqual(await here.take(key, cost));
          if (answer.ok) goneAt.set(key, clock.now + 2_000);
        }
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
