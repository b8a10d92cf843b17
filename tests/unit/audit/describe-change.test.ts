import fc from "fast-check";
import { describeChange, hiddenValue, isSecretName, stripSecrets } from "@/lib/audit/describe-change";

describe("what changed", () => {
  test("only the fields that differ, before and after, by name", () => {
    const before = { name: "Acme", timeZone: "UTC", staleAfterSeconds: 900, updatedAt: new Date(1) };
    const after = { name: "Acme", timeZone: "Europe/London", staleAfterSeconds: 600, updatedAt: new Date(2) };
    expect(describeChange(before, after)).toEqual({
      staleAfterSeconds: [900, 600],
      timeZone: ["UTC", "Europe/London"],
    });
  });

  test("a thing made or deleted shows one side", () => {
    expect(describeChange(null, { name: "HO", label: null })).toEqual({ name: [null, "HO"] });
    expect(describeChange({ name: "HO" }, null)).toEqual({ name: ["HO", null] });
  });

  test("instants are compared as instants and shown as UTC", () => {
    const noon = new Date("2026-03-01T12:00:00.000Z");
    expect(describeChange({ at: noon }, { at: new Date(noon) })).toEqual({});
    expect(describeChange({ at: noon }, { at: null })).toEqual({ at: ["2026-03-01T12:00:00.000Z", null] });
  });

  test("a changed secret shows that it changed and never what it is", () => {
    const changes = describeChange(
      { passwordHash: "$argon2id$old", mfaSecret: null },
      { passwordHash: "$argon2id$new", mfaSecret: "JBSWY3DPEHPK3PXP" },
    );
    expect(changes).toEqual({ passwordHash: [hiddenValue, hiddenValue], mfaSecret: [null, hiddenValue] });
  });

  test("a very long value is cut, also inside a list", () => {
    const changes = describeChange({ text: "" }, { text: "x".repeat(5_000), list: ["y".repeat(5_000)] });
    expect(JSON.stringify(changes).length).toBeLessThan(2_200);
  });
});

describe("names of secrets", () => {
  test.each([
    "password",
    "passwordHash",
    "newPassword",
    "password_confirmation",
    "passwordRepeat",
    "mfaSecret",
    "clientsecret",
    "tokenHash",
    "token",
    "sessionToken",
    "apiKey",
    "keyHash",
    "APIKey",
    "setupCode",
    "setupCodeHash",
    "recoveryCodes",
    "firstKeySealed",
    "cookie",
    "credentials",
    "key",
    "code",
  ])("%s is one", (name) => {
    expect(isSecretName(name)).toBe(true);
    expect(JSON.stringify(stripSecrets({ [name]: ["s3cret-before", "s3cret-after"] }))).not.toContain("s3cret");
    expect(JSON.stringify(stripSecrets({ [name]: [["s3cret-before"], 424242] }))).not.toMatch(/s3cret|424242/);
  });

  test.each(["passwordMinLength", "passwordSpecialCharacters", "apiKeyId", "prefix", "keyPrefix", "name", "mfaPolicy"])(
    "%s is none",
    (name) => {
      expect(isSecretName(name)).toBe(false);
      expect(stripSecrets({ [name]: [1, 2] })).toEqual({ [name]: [1, 2] });
    },
  );

  test("a yes or no is shown whatever its name", () => {
    expect(stripSecrets({ mustChangePassword: [true, false] })).toEqual({ mustChangePassword: [true, false] });
  });
});

test("any field whatsoever gives JSON that reads back the same, without NUL or lone surrogates", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 }));
  fc.assert(
    fc.property(fc.dictionary(text, value), fc.dictionary(text, value), (before, after) => {
      const changes = describeChange(before, after);
      const json = JSON.stringify(changes);
      expect(JSON.parse(json)).toEqual(changes);
      expect(json.isWellFormed()).toBe(true);
      expect(json).not.toContain("\\u0000");
    }),
  );
});
