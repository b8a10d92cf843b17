import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { generateSync } from "otplib";
import { newTotpSecret, spacedSecret, totpDigits, totpStepOf, totpUri } from "@/lib/auth/mfa/totp";

const stepMs = 30_000;
const at = new Date("2026-03-01T08:00:10.000Z");
const later = (steps: number) => new Date(at.getTime() + steps * stepMs);
const codeAt = (secret: string, now: Date) => generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) });

test("a secret is 160 random bits in base32", () => {
  expect(newTotpSecret((bytes) => new Uint8Array(bytes))).toBe("A".repeat(32));
  expect(newTotpSecret(randomBytes)).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpSecret(randomBytes)).not.toBe(newTotpSecret(randomBytes));
});

test("RFC 6238, appendix B: the codes of its times, cut to six digits", () => {
  // The secret of the RFC, "12345678901234567890".
  const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
  for (const [seconds, code] of [
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [20_000_000_000, "353130"],
  ] as const) {
    expect(totpStepOf(secret, code, new Date(seconds * 1000))).toBe(Math.floor(seconds / 30));
  }
});

test("this step, the one before and the one after; no other", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 20, maxLength: 20 }), fc.integer({ min: -6, max: 6 }), (bytes, steps) => {
      const secret = newTotpSecret(() => bytes);
      const code = codeAt(secret, later(steps));
      const near = [-1, 0, 1].map((step) => codeAt(secret, later(step)));
      // Two steps may share a code, once in a million.
      fc.pre(Math.abs(steps) <= 1 ? new Set(near).size === 3 : !near.includes(code));
      const step = Math.floor(later(steps).getTime() / stepMs);
      expect(totpStepOf(secret, code, at)).toBe(Math.abs(steps) <= 1 ? step : null);
    }),
  );
});

test("digits however they are spaced, and nothing else", () => {
  for (const typed of ["123456", " 123 456 ", "123-456", "12 34 56"]) expect(totpDigits(typed)).toBe("123456");
  for (const typed of ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "１２３４５６", "-12345", "1e5000"]) {
    expect(totpDigits(typed)).toBeNull();
    expect(totpStepOf("A".repeat(32), typed, at)).toBeNull();
  }
});

test("what the QR code says: the product, the account, the secret", () => {
  const uri = new URL(totpUri("A".repeat(32), "ann+x@example.com"));
  expect(uri.protocol).toBe("otpauth:");
  expect(decodeURIComponent(uri.pathname)).toContain("WinAuthMon:ann+x@example.com");
  expect(uri.searchParams.get("secret")).toBe("A".repeat(32));
  expect(uri.searchParams.get("issuer")).toBe("WinAuthMon");
});

test("in groups of four for those who type it", () => {
  expect(spacedSecret("ABCDEFGHIJ")).toBe("ABCD EFGH IJ");
});
