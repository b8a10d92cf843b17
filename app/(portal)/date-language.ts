import { TZDate } from "@date-fns/tz";
import { format, type Locale } from "date-fns";
import { de } from "date-fns/locale/de";
import { enGB } from "date-fns/locale/en-GB";
import { enUS } from "date-fns/locale/en-US";
import { es } from "date-fns/locale/es";
import { fr } from "date-fns/locale/fr";
import { it } from "date-fns/locale/it";
import { nl } from "date-fns/locale/nl";
import { pl } from "date-fns/locale/pl";
import { pt } from "date-fns/locale/pt";
import { sv } from "date-fns/locale/sv";
import type { DateLanguage } from "@/lib/portal/identity/account/forms";

const locales: Record<Exclude<DateLanguage, "iso">, Locale> = {
  "en-GB": enGB,
  "en-US": enUS,
  de,
  fr,
  es,
  it,
  nl,
  pl,
  pt,
  sv,
};

export const languageWords: Record<DateLanguage, string> = {
  iso: "International",
  "en-GB": "English (UK)",
  "en-US": "English (US)",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  it: "Italiano",
  nl: "Nederlands",
  pl: "Polski",
  pt: "Português",
  sv: "Svenska",
};

/** The clock has 24 hours in every language, as everywhere in the portal: a column of times must be easy to compare. */
const clocks = { date: "", minute: " HH:mm", second: " HH:mm:ss" } as const;
export type MomentStyle = keyof typeof clocks;

/** An instant in a zone, its date as the language writes it: "22. Nov. 2026 14:05", "2026-11-22 14:05" for `iso`. */
export function formatMoment(at: Date, timeZone: string, style: MomentStyle, language: DateLanguage): string {
  const local = new TZDate(at, timeZone);
  if (language === "iso") return format(local, `yyyy-MM-dd${clocks[style]}`);
  return format(local, `PP${clocks[style]}`, { locale: locales[language] });
}
