import { type HeaderScene, securityHeaders } from "@/lib/access/security-headers";

const scene: HeaderScene = { scheme: "https", isLoopbackHost: false, nonce: "bm9uY2U=", isDevelopment: false };

function policyOf(change: Partial<HeaderScene> = {}): Record<string, string> {
  const policy = securityHeaders({ ...scene, ...change })["content-security-policy"] ?? "";
  return Object.fromEntries(
    policy.split("; ").map((rule) => {
      const [name = "", ...sources] = rule.split(" ");
      return [name, sources.join(" ")];
    }),
  );
}

test("scripts run with the nonce alone", () => {
  expect(policyOf()["script-src"]).toBe("'self' 'nonce-bm9uY2U=' 'strict-dynamic'");
  expect(policyOf({ isDevelopment: true })["script-src"]).toContain("'unsafe-eval'");
});

test("styles may be inline, which a nonce would switch off", () => {
  expect(policyOf()["style-src"]).toBe("'self' 'unsafe-inline'");
});

test("nothing can frame, embed, rebase or post elsewhere", () => {
  expect(policyOf()).toMatchObject({
    "default-src": "'self'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "connect-src": "'self'",
  });
});

test("https is insisted on where it is used, and never for localhost", () => {
  expect(securityHeaders(scene)["strict-transport-security"]).toBe("max-age=31536000");
  expect(policyOf()).toHaveProperty("upgrade-insecure-requests");
  for (const other of [{ scheme: "http" }, { isLoopbackHost: true }] as const) {
    expect(securityHeaders({ ...scene, ...other })).not.toHaveProperty("strict-transport-security");
    expect(policyOf(other)).not.toHaveProperty("upgrade-insecure-requests");
  }
});

test("the other headers are there, and the referrer policy keeps Origin in forms", () => {
  expect(securityHeaders(scene)).toMatchObject({
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
  });
});
