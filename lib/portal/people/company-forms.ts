import { z } from "zod";
import {
  type CompanyGroup,
  type CompanyGroupValues,
  companyGroups,
  descriptionSchema,
  typedTimeZoneSchema,
  weekDays,
} from "@/lib/people/company-schema";
import { companyNameSchema, siteNameSchema } from "@/lib/people/schema";

export { offeredTimeZones } from "@/lib/people/company-schema";

/** A company's number as a form sends it. */
const companyId = z
  .string()
  .max(10, "a company's number")
  .regex(/^[1-9]\d*$/, "a company's number")
  .transform(Number);

/** A form that changes one group of a company. */
export type CompanyForm<G extends CompanyGroup> = { companyId: number; values: CompanyGroupValues<G> };

export const newCompanyForm = z.object({
  name: companyNameSchema,
  description: descriptionSchema,
  timeZone: typedTimeZoneSchema,
  siteName: siteNameSchema,
});

/** "7,5" minutes as 450 seconds. Four decimals are enough to give every whole second back. */
function duration(secondsEach: number, words: string) {
  return z
    .string()
    .trim()
    .max(12, words)
    .regex(/^\d{1,5}([.,]\d{1,4})?$/, words)
    .transform((text) => Math.round(Number(text.replace(",", ".")) * secondsEach));
}

/** Seconds as the same field shows them: 450 as "7.5" minutes. */
export function durationText(seconds: number, secondsEach: number): string {
  return String(Number((seconds / secondsEach).toFixed(4)));
}

/** What a group's own rules say of the values, under the names of the form's fields. */
function judge<G extends CompanyGroup>(
  group: G,
  values: unknown,
  context: z.core.$RefinementCtx,
  fieldNames: Readonly<Record<string, string>> = {},
): CompanyGroupValues<G> {
  const parsed = companyGroups[group].safeParse(values);
  if (parsed.success) return parsed.data as CompanyGroupValues<G>;
  for (const issue of parsed.error.issues) {
    const name = String(issue.path[0] ?? "form");
    context.addIssue({ code: "custom", path: [fieldNames[name] ?? name], message: issue.message });
  }
  return z.NEVER;
}

export const generalForm = z
  .object({ companyId, ...companyGroups.general.shape })
  .transform(({ companyId: id, ...values }): CompanyForm<"general"> => ({ companyId: id, values }));

export const timeZoneForm = z
  .object({ companyId, ...companyGroups.timeZone.shape })
  .transform(({ companyId: id, ...values }): CompanyForm<"timeZone"> => ({ companyId: id, values }));

const day = z.enum(weekDays, "a day from 1 (Monday) to 7 (Sunday)");
const typedTime = z.string().trim().max(8, "a time such as 09:00").default("");

/** `hours` decides: "none" clears days and times, whatever else was sent. */
export const workingHoursForm = z
  .object({
    companyId,
    hours: z.enum(["none", "set"], "working hours or none"),
    workDays: z.union([day.transform((one) => [one]), z.array(day).max(7, "seven days at most")]).default([]),
    workFrom: typedTime,
    workTo: typedTime,
  })
  .transform((form, context): CompanyForm<"workingHours"> => {
    const { workFrom, workTo } = form;
    const workDays = weekDays.filter((one) => form.workDays.includes(one)).join(",");
    const none = { workDays: null, workFrom: null, workTo: null };
    const values = judge("workingHours", form.hours === "none" ? none : { workDays, workFrom, workTo }, context);
    return { companyId: form.companyId, values };
  });

const sessionRuleFields = { staleAfterSeconds: "staleAfterMinutes", maxOpenSeconds: "maxOpenHours" };

export const sessionRulesForm = z
  .object({
    companyId,
    staleAfterMinutes: duration(60, "from 5 to 120 minutes"),
    maxOpenHours: duration(3_600, "from 1 to 48 hours"),
    dedupeSeconds: z
      .string()
      .trim()
      .max(3, "a whole number of seconds from 0 to 120")
      .regex(/^\d+$/, "a whole number of seconds from 0 to 120")
      .transform(Number),
  })
  .transform((form, context): CompanyForm<"sessionRules"> => {
    const { staleAfterMinutes, maxOpenHours, dedupeSeconds } = form;
    const values = { staleAfterSeconds: staleAfterMinutes, maxOpenSeconds: maxOpenHours, dedupeSeconds };
    return { companyId: form.companyId, values: judge("sessionRules", values, context, sessionRuleFields) };
  });

export const deleteCompanyForm = z.object({
  companyId,
  /** The company's name, typed. */
  confirm: z.string().max(300, "the company's name"),
  /** That the export was offered and is done or not wanted. */
  eventsMayGo: z.literal("yes", "Tick this when you have the export or do not need it."),
});
