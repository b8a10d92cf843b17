import { unstable_doesMiddlewareMatch as doesMiddlewareMatch } from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { answerOf, openDoor } from "@/lib/portal/door";
import { config } from "@/middleware";

function doorFor(headers: Record<string, string> = {}) {
  return openDoor(new NextRequest("http://portal.example:8000/c/1/dashboard?kind=failed", { headers }));
}

test("every answer carries the policy, and the page sees the same nonce", () => {
  const door = doorFor();
  const answer = answerOf(door, { kind: "pass" });
  const policy = answer.headers.get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? "";
  expect(Buffer.from(nonce, "base64")).toHaveLength(16);
  expect(door.inward.get("content-security-policy")).toBe(policy);
  expect(door.inward.get("x-nonce")).toBe(nonce);
  expect(openDoor(door.request).inward.get("x-nonce")).not.toBe(nonce);
});

test("a policy, a nonce and Next's own header from outside get no further", () => {
  const { inward } = doorFor({
    "content-security-policy": "script-src 'nonce-known'",
    "content-security-policy-report-only": "script-src 'nonce-known'",
    "x-nonce": "known",
    "x-middleware-subrequest": "middleware",
    "x-kept": "yes",
  });
  expect([...inward.values()].join()).not.toContain("known");
  expect(inward.has("x-middleware-subrequest")).toBe(false);
  expect(inward.get("x-kept")).toBe("yes");
});

test("verdicts as answers: another page, not here, and refusals for programs", async () => {
  const door = doorFor();
  const elsewhere = answerOf(door, { kind: "redirect", to: "/login?next=%2F" });
  expect([elsewhere.status, new URL(elsewhere.headers.get("location") ?? "").pathname]).toEqual([303, "/login"]);

  const missing = answerOf(door, { kind: "refuse", status: 404, as: "page" });
  expect(missing.status).toBe(404);
  expect(missing.headers.get("content-type")).toMatch(/html/);
  expect(await missing.text()).not.toMatch(/<script/);

  for (const status of [401, 403, 404, 503] as const) {
    const refusal = answerOf(door, { kind: "refuse", status, as: "json" } as Parameters<typeof answerOf>[1]);
    expect(refusal.status).toBe(status);
    expect(await refusal.json()).toEqual({ error: expect.any(String) });
    expect(refusal.headers.get("cache-control")).toBe("no-store");
    expect(refusal.headers.get("retry-after")).toBe(status === 503 ? "5" : null);
  }
});

test.each([401, 403] as const)("an event source is told that it is over instead of %d", async (status) => {
  const headers = { accept: "text/event-stream" };
  const stream = openDoor(new NextRequest("http://portal.example:8000/api/events/stream?company=1", { headers }));
  const answer = answerOf(stream, { kind: "refuse", status, as: "json" });
  expect(answer.status).toBe(200);
  expect(await answer.text()).toBe("event: signed-out\ndata: {}\n\n");
  expect(answer.headers.get("content-security-policy")).toBeTruthy();
  const elsewhere = openDoor(new NextRequest("http://portal.example:8000/c/1/dashboard", { headers }));
  expect(answerOf(elsewhere, { kind: "refuse", status, as: "json" }).status).toBe(status);
});

test.each([
  ["/", true],
  ["/login", true],
  ["/c/1/dashboard", true],
  ["/api/auth/session", true],
  ["/api/events/stream", true],
  ["/api/log_events", true],
  ["/api/health/more", true],
  ["/_next/static-looking/page", true],
  ["/api/log_event", false],
  ["/api/health", false],
  ["/_next/static/chunks/x.js", false],
])("%s passes the gate: %s", (url, expected) => {
  expect(doesMiddlewareMatch({ config, nextConfig: {}, url })).toBe(expected);
});
