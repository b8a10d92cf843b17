import { absoluteEnd, hashSessionToken, idleEnd, isAlive, isTouchDue, newSessionToken } from "@/lib/auth/session";

const limits = { sessionIdleMinutes: 60, sessionHours: 12, rememberDays: 30 };
const at = (text: string) => new Date(`2026-03-${text}Z`);

test("tokens carry 256 bits, and only well-formed ones have a hash", () => {
  const tokens = new Set(Array.from({ length: 200 }, newSessionToken));
  expect(tokens.size).toBe(200);
  for (const token of tokens) {
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(hashSessionToken(token)).toMatch(/^[0-9a-f]{64}$/);
  }
  expect(hashSessionToken("")).toBeNull();
  expect(hashSessionToken("a".repeat(42))).toBeNull();
  expect(hashSessionToken(`${"a".repeat(43)}\n`)).toBeNull();
  expect(hashSessionToken("a".repeat(64))).toBeNull();
});

test("a session ends 12 hours after sign-in, a remembered one after 30 days", () => {
  expect(absoluteEnd(at("01T08:00:00"), false, limits)).toEqual(at("01T20:00:00"));
  expect(absoluteEnd(at("01T08:00:00"), true, limits)).toEqual(at("31T08:00:00"));
});

test("the idle end moves with use and never past the absolute one", () => {
  const session = { remember: false, absoluteExpiresAt: at("01T20:00:00") };
  expect(idleEnd(at("01T10:00:00"), session, limits)).toEqual(at("01T11:00:00"));
  expect(idleEnd(at("01T19:30:00"), session, limits)).toEqual(at("01T20:00:00"));
  const remembered = { remember: true, absoluteExpiresAt: at("31T08:00:00") };
  expect(idleEnd(at("01T10:00:00"), remembered, limits)).toEqual(at("31T08:00:00"));
});

test("alive until the very moment of either end", () => {
  const session = { expires: at("01T11:00:00"), absoluteExpiresAt: at("01T20:00:00") };
  expect(isAlive(session, at("01T10:59:59.999"))).toBe(true);
  expect(isAlive(session, at("01T11:00:00"))).toBe(false);
  expect(isAlive({ ...session, expires: at("02T00:00:00") }, at("01T20:00:00"))).toBe(false);
});

test("use is written down once a minute", () => {
  const session = { lastSeenAt: at("01T10:00:00") };
  expect(isTouchDue(session, at("01T10:00:59.999"))).toBe(false);
  expect(isTouchDue(session, at("01T10:01:00"))).toBe(true);
});
