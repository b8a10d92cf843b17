import { z } from "zod";
import { companyNameSchema, timeZoneSchema } from "./schema";

/** What hides, turns the text around or is no character at all; line breaks and tabs of a longer text are fine. */
const unwritable = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

export const descriptionSchema = z
  .string()
  .transform((text) => text.replace(/\r\n?/g, "\n").trim())
  .pipe(
    z
      .string()
      .max(1_000, "at most 1,000 characters")
      .refine((text) => !unwritable.test(text.replace(/[\n\t]/g, "")), "no control or invisible characters"),
  );

/** Every zone the runtime lists, "UTC" first: what a form offers. Older names of zones are accepted too. */
export const offeredTimeZones: readonly string[] = [
  "UTC",
  ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC"),
];

const spellings = new Map(offeredTimeZones.map((zone) => [zone.toLowerCase(), zone]));

/** As typed in any letter case; kept in the spelling of the list. */
export const typedTimeZoneSchema = z
  .string()
  .trim()
  .min(1, "a time zone such as Europe/London")
  .max(64, "at most 64 characters")
  .transform((text) => spellings.get(text.toLowerCase()) ?? text)
  .pipe(timeZoneSchema);

/** Days of the week as they are kept: Monday is 1. */
export const weekDays = ["1", "2", "3", "4", "5", "6", "7"] as const;

const workDays = z
  .string()
  .max(13)
  .regex(/^[1-7](,[1-7])*$/, "at least one work day");
const timeOfDay = z
  .string()
  .max(5, "a time such as 09:00")
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 09:00");

const workingHoursSchema = z
  .strictObject({ workDays: workDays.nullable(), workFrom: timeOfDay.nullable(), workTo: timeOfDay.nullable() })
  .refine(
    (hours) => new Set([hours.workDays, hours.workFrom, hours.workTo].map((value) => value === null)).size === 1,
    {
      path: ["workDays"],
      error: "days, start and end together, or none of them",
    },
  )
  .refine((hours) => hours.workFrom === null || hours.workFrom !== hours.workTo, {
    path: ["workTo"],
    error: "not the same time as the start",
  });

function whole(min: number, max: number, words: string) {
  return z.int(words).min(min, words).max(max, words);
}

/**
 * Rules of sessions, in seconds. A stale time under five minutes would end sessions at each lost report, one over two
 * hours would credit time that nobody saw.
 */
const sessionRulesSchema = z.strictObject({
  staleAfterSeconds: whole(300, 7_200, "from 5 to 120 minutes"),
  maxOpenSeconds: whole(3_600, 172_800, "from 1 to 48 hours"),
  dedupeSeconds: whole(0, 120, "a whole number of seconds from 0 to 120"),
});

/** One group is one form and one audit row: saving it never touches a field of another. */
export const companyGroups = {
  general: z.strictObject({ name: companyNameSchema, description: descriptionSchema }),
  timeZone: z.strictObject({ timeZone: typedTimeZoneSchema }),
  workingHours: workingHoursSchema,
  sessionRules: sessionRulesSchema,
} as const;

export type CompanyGroup = keyof typeof companyGroups;
export type CompanyGroupValues<G extends CompanyGroup> = z.output<(typeof companyGroups)[G]>;
