import { randomBytes } from "node:crypto";
import { hashSetupCode, isSetupCode, newSetupCode } from "@/lib/settings/setup-code";

test("a code is four groups of four characters that cannot be misread", () => {
  for (let round = 0; round < 200; round++) {
    expect(newSetupCode(randomBytes)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  }
});

test("every character comes from its own random byte", () => {
  expect(newSetupCode(() => new Uint8Array(16))).toBe("0000-0000-0000-0000");
  expect(newSetupCode(() => Uint8Array.from({ length: 16 }, (_, index) => index))).toBe("0123-4567-89AB-CDEF");
});

test.each(["ABCD-10EF-GH23-JK45", "abcd10efgh23jk45", " abcd 1Oef gh23 jk45 ", "ABCD-l0EF-GH23-JK45"])(
  "%j is taken for the same code",
  (typed) => {
    expect(isSetupCode(typed, hashSetupCode("ABCD-10EF-GH23-JK45"))).toBe(true);
  },
);

test("another code, an empty one and no code at all are refused", () => {
  const hash = hashSetupCode("ABCD-10EF-GH23-JK45");
  expect(isSetupCode("ABCD-10EF-GH23-JK46", hash)).toBe(false);
  expect(isSetupCode("", hash)).toBe(false);
  expect(isSetupCode("ABCD-10EF-GH23-JK45", null)).toBe(false);
  expect(isSetupCode("", null)).toBe(false);
});
