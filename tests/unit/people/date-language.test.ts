import { formatMoment } from "@/app/(portal)/date-language";
import { dateLanguages, preferencesForm, storedDateLanguage } from "@/lib/portal/identity/account/forms";
import { formatInstant } from "@/lib/time";

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

test.each(["UTC", "Europe/Berlin", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns"])(
  "who chose no language reads what prints and exports write, in %s",
  (zone) => {
    const hour = 3_600_000;
    // Every hour of the two nights in which Berlin changes its clocks, and the ends of a year.
    for (const start of ["2026-03-28T22:00:00Z", "2026-10-24T22:00:00Z", "2026-12-31T09:30:59Z"]) {
      for (let step = 0; step < 26; step++) {
        const instant = new Date(Date.parse(start) + step * hour);
        const written = formatInstant(instant, zone);
        expect(formatMoment(instant, zone, "date", "iso")).toBe(written.slice(0, 10));
        expect(formatMoment(instant, zone, "minute", "iso")).toBe(written.slice(0, 16));
        expect(formatMoment(instant, zone, "second", "iso")).toBe(written.slice(0, 19));
      }
    }
  },
);

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
