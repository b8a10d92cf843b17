import {
  brokenPasswordRule,
  commonPasswords,
  isCommonPassword,
} from "@/lib/auth/common-passwords/broken-password-rule";
import { brokenRule, commonPasswordWords, type PasswordRules } from "@/lib/auth/password-policy";

const rules: PasswordRules = { minLength: 8, requireNumbersCase: false, requireSpecial: false, specialCharacters: "!" };

test("the list holds more than ten thousand passwords that are long enough, each folded and once", async () => {
  const list = [...(await commonPasswords())];
  expect(list.length).toBeGreaterThan(10_000);
  expect(list.filter((password) => [...password].length < 8)).toEqual([]);
  expect(list.filter((password) => password !== password.normalize("NFKC").toLowerCase())).toEqual([]);
  expect([...list].sort()).toEqual(list);
});

test("every one of them is refused, whatever the settings ask for", async () => {
  const list = await commonPasswords();
  const passed: string[] = [];
  for (const password of list) {
    if (brokenRule(password, rules, []) === null && !isCommonPassword(password, list)) passed.push(password);
  }
  expect(passed).toEqual([]);
  for (const password of ["password", "iloveyou", "1q2w3e4r", "qwertyuiop", "trustno1", "baseball", "superman"]) {
    expect(await brokenPasswordRule(password, rules, [])).toBe(commonPasswordWords);
  }
});

test.each([
  "PassWord",
  "ＰＡＳＳＷＯＲＤ",
  "password1",
  "Password2026!",
  "iloveyou 2026",
  "sunshine???",
  "passwordpassword",
  "Baseballbaseball",
  "aaaaaaaaaaaa",
  "123412341234",
  "qwer".repeat(64),
])("%j is guessed next, so it is refused too", async (password) => {
  expect(await brokenPasswordRule(password, rules, [])).toBe(commonPasswordWords);
});

test.each([
  "correct horse battery",
  "correct-horse-battery-9",
  "password of my grandmother",
  "another long passphrase",
  "tuna2026tuna2027",
  "lampe lampe lampe fenster",
])("%j is fine", async (password) => {
  expect(await brokenPasswordRule(password, rules, [])).toBeNull();
});

test("the other rules come first, in their own words", async () => {
  expect(await brokenPasswordRule("dragon", rules, [])).toBe(brokenRule("dragon", rules, []));
  expect(await brokenPasswordRule("northwind-2026", rules, ["Northwind"])).toMatch(/your company/);
});

test("the longest password there can be is judged at once", async () => {
  const list = await commonPasswords();
  const started = performance.now();
  expect(isCommonPassword(`${"a".repeat(255)}b`, list)).toBe(false);
  expect(performance.now() - started).toBeLessThan(50);
});
