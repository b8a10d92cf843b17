import fc from "fast-check";
import { brokenRule, keepsRule, type PasswordRules, passwordRuleList } from "@/lib/auth/password-policy";

const rules: PasswordRules = {
  minLength: 12,
  requireNumbersCase: false,
  requireSpecial: false,
  specialCharacters: "!@#$%^&*()_+-=[]{}|;:,.<>?",
};
const context = ["Jo Ahmed", "jo.ahmed@northwind.example", "Northwind Traders"];

test.each([
  "correct horse battery",
  "            ",
  " leading and trailing ",
  "пароль из слов",
  "🔐🔑🗝️🔏🔓🔒🛡️⚙️🧰🧲",
  "a".repeat(256),
])("%j is fine", (password) => {
  expect(brokenRule(password, { ...rules, minLength: 8 }, context)).toBeNull();
});

test("length is counted in characters, between the setting and 256", () => {
  expect(brokenRule("elevenchars", rules, [])).toBe(passwordRuleList(rules)[0]?.words);
  expect(brokenRule("twelve chars", rules, [])).toBeNull();
  expect(brokenRule("🔐".repeat(11), rules, [])).not.toBeNull();
  expect(brokenRule("🔐".repeat(12), rules, [])).toBeNull();
  expect(brokenRule("a".repeat(257), rules, [])).not.toBeNull();
});

test("a setting below 8 changes nothing", () => {
  expect(brokenRule("seven77", { ...rules, minLength: 1 }, [])).not.toBeNull();
  expect(brokenRule("eight888", { ...rules, minLength: 1 }, [])).toBeNull();
});

test.each([
  "xx JO AHMED xx",
  "my joahmed 2026!",
  "my jo.ahmed 2026!",
  "jo.ahmed@northwind.example",
  "summer northwind 26",
  "NorthWindTraders99",
  "WinAuthMon-2026",
  "AdminSuper-2026!",
  "ｗｉｎａｕｔｈｍｏｎ in wide letters",
])("%j contains what others know", (password) => {
  expect(brokenRule(password, rules, context)).toBe(passwordRuleList(rules)[1]?.words);
});

test("a name of two letters forbids no words", () => {
  expect(brokenRule("also a long one", rules, ["al"])).toBeNull();
});

test("composition only when the settings ask for it", () => {
  const strict = { ...rules, requireNumbersCase: true, requireSpecial: true, specialCharacters: "!?" };
  expect(brokenRule("lower case words", rules, [])).toBeNull();
  expect(brokenRule("lower case words", strict, [])).toMatch(/digit/);
  expect(brokenRule("Mixed case words", strict, [])).toMatch(/digit/);
  expect(brokenRule("Mixed case 4 words", strict, [])).toMatch(/one of !\?/);
  expect(brokenRule("Mixed case 4 words!", strict, [])).toBeNull();
  expect(passwordRuleList(strict)).toHaveLength(5);
});

test("halves of characters and NUL are refused", () => {
  expect(brokenRule("twelve chars \ud83d", rules, [])).not.toBeNull();
  expect(brokenRule("twelve chars \0", rules, [])).not.toBeNull();
});

test("any password gets an answer, and one that contains the user name is never accepted", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), (before, after) => {
      expect(brokenRule(`${before}superadmin${after}`, rules, ["superadmin"])).not.toBeNull();
    }),
  );
});

test("a page that ticks the rules as one types says the same as the judge", () => {
  const strict = { ...rules, requireNumbersCase: true, requireSpecial: true, specialCharacters: "!?" };
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        fc.constantFrom("WinAuthMon-2026!", "Long enough 4 all!"),
      ),
      (password) => {
        const broken = passwordRuleList(strict).filter((rule) => !keepsRule(rule.id, password, strict, context));
        const judged = brokenRule(password, strict, context);
        if (broken.length === 0) expect([null, "Use only characters that can be typed."]).toContain(judged);
        else expect(judged).not.toBeNull();
      },
    ),
  );
});
