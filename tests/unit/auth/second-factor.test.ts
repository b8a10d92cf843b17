import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { generateSync } from "otplib";
import { newRecoveryCodes, recoveryCodeHash } from "@/lib/auth/mfa/recovery-code";
import { readCode, sealSecret, unsealSecret } from "@/lib/auth/mfa/second-factor";
import { newTotpSecret } from "@/lib/auth/mfa/totp";
import { drawQr } from "@/lib/portal/identity/mfa/qr";

const key = Buffer.alloc(32, 1);
const now = new Date("2026-03-01T08:00:10.000Z");
const step = Math.floor(now.getTime() / 30_000);

describe("recovery codes", () => {
  test("ten, of 120 bits each, no two alike", () => {
    const codes = newRecoveryCodes(randomBytes);
    expect(codes).toHaveLength(10);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){3}[0-9A-HJKMNP-TV-Z]{6}$/);
  });

  test("each sign is as likely as every other", () => {
    const everyByte = Uint8Array.from({ length: 256 }, (_, n) => n);
    const signs = new Map<string, number>();
    for (let start = 0; start + 24 <= 256 * 3; start += 24) {
      const slice = Uint8Array.from({ length: 24 }, (_, n) => everyByte[(start + n) % 256] ?? 0);
      const [code = ""] = newRecoveryCodes(() => slice);
      for (const sign of code.replaceAll("-", "")) signs.set(sign, (signs.get(sign) ?? 0) + 1);
    }
    expect([...signs.values()]).toEqual(Array.from({ length: 32 }, () => 24));
  });

  test("read however they are typed: case, spaces, dashes, and signs that look alike", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 24, maxLength: 24 }),
        fc.integer({ min: 1, max: 1e6 }),
        (bytes, userId) => {
          const [code = ""] = newRecoveryCodes(() => bytes);
          const hash = recoveryCodeHash(code, userId);
          expect(hash).toMatch(/^[0-9a-f]{64}$/);
          const typed = [code.toLowerCase(), code.replaceAll("-", " "), ` ${code.replaceAll("-", "")}\t`];
          const alike = code.replaceAll("0", "O").replaceAll("1", "l");
          for (const text of [...typed, alike]) expect(recoveryCodeHash(text, userId)).toBe(hash);
          expect(recoveryCodeHash(code, userId + 1)).not.toBe(hash);
        },
      ),
    );
  });

  test("what is none has no hash", () => {
    for (const text of ["", "123456", "ABCDEF-ABCDEF-ABCDEF", `${"A".repeat(23)}U`, "A".repeat(25), "A".repeat(23)]) {
      expect(recoveryCodeHash(text, 1)).toBeNull();
    }
    fc.assert(
      fc.property(fc.string({ maxLength: 20, unit: "grapheme" }), (text) => recoveryCodeHash(text, 1) === null),
    );
  });
});

describe("reading a code", () => {
  const secret = newTotpSecret(randomBytes);
  const factor = { userId: 7, sealedSecret: sealSecret(secret, { userId: 7 }, key, randomBytes), lastStep: null };
  const code = generateSync({ secret, epoch: Math.floor(now.getTime() / 1000) });

  test("right, used, wrong", () => {
    expect(readCode(code, factor, now, key)).toEqual({ kind: "totp", step });
    expect(readCode(code, { ...factor, lastStep: step - 1 }, now, key)).toEqual({ kind: "totp", step });
    expect(readCode(code, { ...factor, lastStep: step }, now, key)).toEqual({ kind: "used" });
    expect(readCode(code, { ...factor, lastStep: step + 1 }, now, key)).toEqual({ kind: "used" });
    expect(readCode("not a code", factor, now, key)).toEqual({ kind: "wrong" });
    expect(readCode(code, { ...factor, sealedSecret: null }, now, key)).toEqual({ kind: "wrong" });
  });

  test("another user's sealed secret opens for nobody else", () => {
    expect(readCode(code, { ...factor, userId: 8 }, now, key)).toEqual({ kind: "wrong" });
    expect(readCode(code, factor, now, Buffer.alloc(32, 2))).toEqual({ kind: "wrong" });
  });

  test("a set-up is known in the session it began in alone", () => {
    const pending = sealSecret(secret, { userId: 7, sessionId: 3 }, key, randomBytes);
    expect(unsealSecret(pending, { userId: 7, sessionId: 3 }, key)).toBe(secret);
    for (const owner of [{ userId: 7, sessionId: 4 }, { userId: 8, sessionId: 3 }, { userId: 7 }]) {
      expect(unsealSecret(pending, owner, key)).toBeNull();
    }
    expect(pending.length).toBeLessThanOrEqual(512);
  });

  test("a recovery code is told by its hash; whether it is one of theirs the rows know", () => {
    const [recovery = ""] = newRecoveryCodes(randomBytes);
    expect(readCode(recovery, factor, now, key)).toEqual({ kind: "recovery", codeHash: recoveryCodeHash(recovery, 7) });
  });
});

test("a QR code is drawn with a quiet zone of four squares", () => {
  const { size, path } = drawQr("otpauth://totp/x");
  expect((size - 8 - 17) % 4).toBe(0);
  expect(path).toMatch(/^M4 4h1v1h-1z/);
  const places = [...path.matchAll(/M(\d+) (\d+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
  expect(Math.min(...places)).toBe(4);
  expect(Math.max(...places)).toBe(size - 5);
});
