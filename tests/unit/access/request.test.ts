import { isLoopbackHost, readRequestFacts } from "@/lib/portal/request";

const headers = (fields: Record<string, string>) => new Headers(fields);

test("behind server.ts its own headers say who asks", () => {
  const facts = readRequestFacts(
    headers({
      host: "portal.example:8000",
      "user-agent": "Browser/1",
      "x-winauthmon-peer": "203.0.113.9",
      "x-winauthmon-scheme": "https",
    }),
    true,
  );
  expect(facts).toEqual({
    scheme: "https",
    host: "portal.example:8000",
    peer: "203.0.113.9",
    isLocal: false,
    userAgent: "Browser/1",
  });
});

test.each(["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])(
  "%s is this machine, unless somebody forwarded",
  (peer) => {
    const fields = { host: "localhost:8000", "x-winauthmon-peer": peer };
    expect(readRequestFacts(headers(fields), true).isLocal).toBe(true);
    expect(readRequestFacts(headers({ ...fields, "x-winauthmon-forwarded": "1" }), true).isLocal).toBe(false);
  },
);

test.each(["10.0.0.1", "127.0.0.1.example", "1127.0.0.1", "fe80::1", ""])("%j is not this machine", (peer) => {
  expect(readRequestFacts(headers({ host: "localhost:8000", "x-winauthmon-peer": peer }), true).isLocal).toBe(false);
});

test.each(["rebound.attacker.example:8000", "127.0.0.1.attacker.example", ""])(
  "a site named %j whose name was pointed at this machine is not this machine",
  (host) => {
    const facts = readRequestFacts(headers({ host, "x-winauthmon-peer": "127.0.0.1" }), true);
    expect(facts.isLocal).toBe(false);
  },
);

test("under another host the same headers are a stranger's words", () => {
  const facts = readRequestFacts(
    headers({
      host: "localhost:3000",
      "x-winauthmon-peer": "127.0.0.1",
      "x-winauthmon-scheme": "https",
      "x-forwarded-proto": "http",
    }),
    false,
  );
  expect(facts).toMatchObject({ peer: null, isLocal: false, scheme: "http" });
});

test.each([
  ["localhost", true],
  ["LOCALHOST:8000", true],
  ["127.0.0.1:8000", true],
  ["[::1]:8000", true],
  ["portal.localhost", true],
  ["localhost.example", false],
  ["mylocalhost", false],
  ["10.0.0.1", false],
  ["", false],
])("%j names this machine: %s", (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected);
});
