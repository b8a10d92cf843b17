import fc from "fast-check";
import { fold } from "@/lib/fold";
import { checked } from "@/lib/people/checked";
import { companyNameSchema, emailSchema, newCompanySchema, usernameSchema } from "@/lib/people/schema";

describe("user names", () => {
  test.each(["superadmin", " Ana ", "Žižek", "田中", "o'brien", "a.b-c_d", "Ana María"])("%j is one", (name) => {
    expect(usernameSchema.parse(name)).toBe(name.trim());
  });

  test.each([
    ["", "2 to 64 characters"],
    ["a", "2 to 64 characters"],
    ["x".repeat(65), "2 to 64 characters"],
    ["ana@example.com", "no @: that is for e-mail"],
    ["ana＠example", "no @: that is for e-mail"],
    ["a\0b", "no control or invisible characters"],
    ["a\nb", "no control or invisible characters"],
    ["a\u202eb", "no control or invisible characters"],
    ["a\u200bb", "no control or invisible characters"],
    ["a\ud800b", "no control or invisible characters"],
    ["\ufdfa".repeat(10), "2 to 64 characters"],
  ])("%j is refused: %s", (name, rule) => {
    expect(usernameSchema.safeParse(name).error?.issues.map((issue) => issue.message)).toContain(rule);
  });

  test("whatever is accepted fits its folded column too", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 70 }), (name) => {
        const parsed = usernameSchema.safeParse(name);
        if (parsed.success) expect(fold(parsed.data).length).toBeLessThanOrEqual(64);
      }),
    );
  });
});

test.each(["superadmin@example.com", "Ana.Ruiz+x@Sub.Example.co"])("%j is an e-mail address", (email) => {
  expect(emailSchema.parse(email)).toBe(email);
});

test.each(["", "ana", "ana@", "@example.com", "a b@example.com", `${"x".repeat(250)}@example.com`])(
  "%j is no e-mail address",
  (email) => {
    expect(emailSchema.safeParse(email).success).toBe(false);
  },
);

test("a broken rule names its field", () => {
  const company = { name: "", description: "", timeZone: "Mars/Olympus", firstSiteName: "HO" };
  expect(() => checked(newCompanySchema, company)).toThrow(
    expect.objectContaining({
      code: "invalid",
      fields: { name: "1 to 128 characters", timeZone: "a time zone such as Europe/London" },
    }),
  );
});

test("folding is NFKC, trim, lower case", () => {
  expect(fold("  ＡＣＭＥ Ltd ")).toBe("acme ltd");
  expect(companyNameSchema.parse(" Acme ")).toBe("Acme");
});
