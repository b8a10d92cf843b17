import { formatMoment } from "@/app/(portal)/date-language";
import { dateLanguages, preferencesForm, storedDateLanguage } from "@/lib/portal/identity/account/forms";

const at = new Date("2026-07-05T22:04:09.000Z");

test.each([
  ["iso", "2026-07-06 00:04"],
  ["en-GB", "6 Jul 2026 00:04"],
  ["en-US", "Jul 6, 2026 00:04"],
  ["de", "6. Juli 2026 00:04"],
  ["fr", "6 juil. 2026 00:04"],
] as const)("in %s it is %s, in the zone of the page", (language, words) => {
  expect(formatMoment(at, "Europe/Berlin", "minute", language)).toBe(words);
});

test("dates without a clock, clocks with seconds, in every language", () => {
  for (const language of dateLanguages) {
    expect(formatMoment(at, "UTC", "date", language)).toMatch(/2026/);
    expect(formatMoment(at, "UTC", "second", language)).toMatch(/ 22:04:09$/);
  }
});

test("what is stored is one of the list, and a word of the past means the usual", () => {
  expect(preferencesForm.parse({ theme: "light", locale: "iso" })).toEqual({ theme: "light", locale: null });
  expect(preferencesForm.parse({ theme: "light", locale: "de" })).toEqual({ theme: "light", locale: "de" });
  expect(preferencesForm.safeParse({ theme: "pink", locale: "de" }).success).toBe(false);
  expect(preferencesForm.safeParse({ theme: "dark", locale: "tlh" }).success).toBe(false);
  expect(storedDateLanguage("tlh")).toBe("iso");
  expect(storedDateLanguage(null)).toBe("iso");
});
