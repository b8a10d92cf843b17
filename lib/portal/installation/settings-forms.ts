import { z } from "zod";
import { logLevels, mfaPolicies, type SettingsGroup } from "@/lib/settings/schema";

/**
 * What the forms of the settings page send, turned into values. Whether a value is allowed is decided by the groups of
 * lib/settings/schema; here it only becomes a number, a yes or no, or "as the configuration says". A field that is
 * absent (one that the configuration decides is not sent) stays as it is.
 */
const checkbox = z
  .literal("on")
  .optional()
  .transform((text) => text === "on");

const toNumber = (text: string): number => (/^\d{1,12}$/.test(text.trim()) ? Number(text) : Number.NaN);
const number = z.string().max(32, "at most 32 characters").transform(toNumber);
const numberOrNone = z
  .string()
  .max(32, "at most 32 characters")
  .transform((text) => (text.trim() === "" ? null : toNumber(text)))
  .optional();

const onOffOrNone = z
  .enum(["", "on", "off"], "on, off, or as the configuration says")
  .transform((text) => (text === "" ? null : text === "on"))
  .optional();

export const settingsForms = {
  registration: z.object({ allowRegistration: checkbox, restrictEmailDomains: checkbox }),
  secondFactor: z.object({ mfaPolicy: z.enum(mfaPolicies, "optional, administrators or everyone") }),
  passwords: z.object({
    passwordMinLength: number,
    passwordRequireNumbersCase: checkbox,
    passwordRequireSpecial: checkbox,
    passwordSpecialCharacters: z.string().max(256, "at most 64 characters"),
  }),
  sessions: z.object({ sessionIdleMinutes: number, sessionHours: number, rememberDays: number }),
  logging: z.object({ logLevel: z.enum(logLevels, "one of DEBUG, INFO, WARNING, ERROR, CRITICAL") }),
  installation: z.object({
    timeZone: z.string().max(64, "at most 64 characters"),
    publicUrl: z
      .string()
      .max(1_000, "at most 255 characters")
      .transform((text) => (text.trim() === "" ? null : text))
      .optional(),
    confirmAddress: checkbox,
  }),
  rateLimits: z.object({
    rateLimitsEnabled: onOffOrNone,
    loginLimit: numberOrNone,
    loginPeriodSeconds: numberOrNone,
    registerLimit: numberOrNone,
    registerPeriodSeconds: numberOrNone,
    apiLimit: numberOrNone,
    apiPeriodSeconds: numberOrNone,
  }),
} as const satisfies Record<SettingsGroup, z.ZodType>;

export const domainForm = z.object({ domain: z.string().max(1_000, "at most 253 characters") });
export const domainChoice = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
export const nothing = z.object({});
