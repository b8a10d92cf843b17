import { z } from "zod";
import { isTimeZone } from "@/lib/time";

export const mfaPolicies = ["optional", "administrators", "everyone"] as const;
export const logLevels = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"] as const;

function whole(min: number, max: number) {
  const words = `a whole number from ${min} to ${max}`;
  return z.int(words).min(min, words).max(max, words);
}

/** A base for links: scheme and host, no path, no user; kept as the browser writes an origin. */
const publicUrl = z
  .string()
  .trim()
  .max(255, "at most 255 characters")
  .refine((text) => /^https?:\/\/[^/?#@\s]+\/?$/i.test(text) && URL.canParse(text), {
    error: "an address such as https://monitor.example.com, without a path",
    abort: true,
  })
  .transform((text) => new URL(text).origin);

const specialCharacters = z
  .string()
  .min(1, "at least one character")
  .max(64, "at most 64 characters")
  .regex(/^[!-/:-@[-`{-~]*$/, "only punctuation of a plain keyboard, no letters, digits or spaces")
  .refine((text) => new Set(text).size === text.length, "each character once");

/** One group is one form and one audit row: saving it never touches a field of another. */
export const settingsGroups = {
  registration: z.strictObject({ allowRegistration: z.boolean(), restrictEmailDomains: z.boolean() }),
  secondFactor: z.strictObject({ mfaPolicy: z.enum(mfaPolicies, "optional, administrators or everyone") }),
  passwords: z.strictObject({
    passwordMinLength: whole(8, 128),
    passwordRequireNumbersCase: z.boolean(),
    passwordRequireSpecial: z.boolean(),
    passwordSpecialCharacters: specialCharacters,
  }),
  sessions: z
    .strictObject({ sessionIdleMinutes: whole(5, 1440), sessionHours: whole(1, 168), rememberDays: whole(1, 30) })
    .refine((value) => value.sessionIdleMinutes <= value.sessionHours * 60, {
      path: ["sessionIdleMinutes"],
      error: "not longer than a whole session",
    }),
  logging: z.strictObject({ logLevel: z.enum(logLevels, "one of DEBUG, INFO, WARNING, ERROR, CRITICAL") }),
  installation: z.strictObject({
    timeZone: z.string().max(64, "at most 64 characters").refine(isTimeZone, "a time zone such as Europe/London"),
    publicUrl: publicUrl.nullable(),
  }),
} as const;

export type SettingsGroup = keyof typeof settingsGroups;
export type GroupValues<G extends SettingsGroup> = z.infer<(typeof settingsGroups)[G]>;

/** The installation's options, one flat object. Secrets of the first start are not among them. */
export type Settings = GroupValues<"registration"> &
  GroupValues<"secondFactor"> &
  GroupValues<"passwords"> &
  GroupValues<"sessions"> &
  GroupValues<"logging"> &
  GroupValues<"installation">;

/** A mail domain people may register from: lower-case ASCII labels, without @. */
export const allowedDomain = z
  .string()
  .trim()
  .toLowerCase()
  .max(253, "at most 253 characters")
  .regex(
    /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/,
    "a domain such as example.com",
  );

/** What a field is called on the page, and what it does, for the person who sets it. */
export const settingsWords: Record<keyof Settings, { label: string; explanation: string }> = {
  allowRegistration: {
    label: "Allow registration",
    explanation: "People may ask for an account. Nobody gets in before an administrator approves.",
  },
  restrictEmailDomains: {
    label: "Only from listed e-mail domains",
    explanation: "Registration is open only to addresses of the domains on the list below.",
  },
  mfaPolicy: {
    label: "Second factor",
    explanation: "Who must enter a code from an authenticator app besides the password.",
  },
  passwordMinLength: {
    label: "Shortest password",
    explanation: "Characters a new password needs at least. Length protects better than signs and digits.",
  },
  passwordRequireNumbersCase: {
    label: "Digits and mixed case",
    explanation: "A new password needs a digit, a small and a capital letter.",
  },
  passwordRequireSpecial: {
    label: "Special characters",
    explanation: "A new password needs at least one of the characters below.",
  },
  passwordSpecialCharacters: {
    label: "Which special characters",
    explanation: "The characters that count as special.",
  },
  sessionIdleMinutes: {
    label: "Sign out after idle minutes",
    explanation: "A session that nobody uses for so long ends.",
  },
  sessionHours: {
    label: "Longest session in hours",
    explanation: "A session ends after so long, used or not.",
  },
  rememberDays: {
    label: "Remember me for days",
    explanation: "How long a session lasts for those who ask to be remembered.",
  },
  logLevel: {
    label: "Level of the error log",
    explanation: "Messages of this level and above are kept on the error log page.",
  },
  timeZone: {
    label: "Time zone of the installation",
    explanation: "Pages that show several companies at once give their times in this zone.",
  },
  publicUrl: {
    label: "Public address",
    explanation: "The base of every link and agent package. Empty: taken from PUBLIC_URL of the configuration.",
  },
};
