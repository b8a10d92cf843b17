import { z } from "zod";
import { companyRoles, globalRoles } from "@/lib/access/viewer";
import { fold } from "@/lib/fold";
import { isTimeZone } from "@/lib/time";

export const userStates = ["pending", "active", "disabled"] as const;
export type UserState = (typeof userStates)[number];

/** What a member is in a company, as its list shows and filters it: the global role where that is the higher one. */
export const memberRanks = ["User", "CompanyAdmin", "Admin", "GlobalAdmin"] as const;
export type MemberRank = (typeof memberRanks)[number];

/** One line of text a person reads: no control characters, nothing that hides or turns the text around. */
const invisible = /[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u;

/** Folding may lengthen a name ("ﬀ" → "ff"), and the folded copy has a column of the same length. */
function line(min: number, max: number) {
  const words = `${min} to ${max} characters`;
  return z
    .string()
    .trim()
    .min(min, words)
    .max(max, words)
    .refine((text) => !invisible.test(text), "no control or invisible characters")
    .refine((text) => fold(text).length >= min && fold(text).length <= max, words);
}

/** Without "@", so that no user name can be another one's e-mail at sign-in. */
export const usernameSchema = line(2, 64).refine((name) => !fold(name).includes("@"), "no @: that is for e-mail");

export const emailSchema = line(3, 254).refine(
  (text) => z.email().safeParse(fold(text)).success,
  "an e-mail address such as ana@example.com",
);

export const newUserSchema = z.strictObject({
  username: usernameSchema,
  email: emailSchema,
  /** As hashPassword gives it; a password in clear never comes here. */
  passwordHash: z.string().min(1).max(255),
  role: z.enum(globalRoles),
  state: z.enum(userStates),
  mustChangePassword: z.boolean(),
});
export type NewUser = z.infer<typeof newUserSchema>;

export const companyNameSchema = line(1, 128);
export const siteNameSchema = line(1, 128);

export const timeZoneSchema = z
  .string()
  .max(64, "at most 64 characters")
  .refine(isTimeZone, "a time zone such as Europe/London");

export const newCompanySchema = z.strictObject({
  name: companyNameSchema,
  description: z.string().trim().max(1_000, "at most 1000 characters"),
  timeZone: timeZoneSchema,
  firstSiteName: siteNameSchema,
});
export type NewCompany = z.infer<typeof newCompanySchema>;

export const membershipSchema = z.strictObject({
  userId: z.int(),
  companyId: z.int(),
  role: z.enum(companyRoles),
});
