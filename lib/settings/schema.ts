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
  /** Null: as the configuration says. A limit of 0 is unlimited. */
  rateLimits: z.strictObject({
    rateLimitsEnabled: z.boolean("on or off").nullable(),
    loginLimit: whole(0, 1_000_000).nullable(),
    loginPeriodSeconds: whole(1, 86_400).nullable(),
    registerLimit: whole(0, 1_000_000).nullable(),
    registerPeriodSeconds: whole(1, 86_400).nullable(),
    apiLimit: whole(0, 100_000_000).nullable(),
    apiPeriodSeconds: whole(1, 86_400).nullable(),
  }),
} as const;

export type SettingsGroup = keyof typeof settingsGroups;

/** What a group is called on the page and in the trail, and what holds for all of it. */
export const groupWords: Record<SettingsGroup, { title: string; explanation: string }> = {
  registration: {
    title: "Registration",
    explanation: "Who may ask for an account by themselves. Administrators can always create one.",
  },
  secondFactor: {
    title: "Second factor",
    explanation:
      "A change holds from everybody's next click: whoever needs a second factor and has none sets one up first.",
  },
  passwords: {
    title: "Passwords",
    explanation:
      "Rules for new passwords. Passwords that exist are not asked to change. Common ones are always refused.",
  },
  sessions: {
    title: "Sessions",
    explanation: "How long people stay signed in. The idle time holds for all sessions at once, the rest for new ones.",
  },
  logging: { title: "Error log", explanation: "How much is kept for the page Error log. It takes effect at once." },
  installation: { title: "Installation", explanation: "What concerns the portal as a whole." },
  rateLimits: {
    title: "Rate limits",
    explanation:
      "How often one address or key may ask. An empty field is as the configuration says; a change holds within seconds.",
  },
};
export type GroupValues<G extends SettingsGroup> = z.infer<(typeof settingsGroups)[G]>;

/** The installation's options, one flat object. Secrets of the first start are not among them. */
export type Settings = GroupValues<"registration"> &
  GroupValues<"secondFactor"> &
  GroupValues<"passwords"> &
  GroupValues<"sessions"> &
  GroupValues<"logging"> &
  GroupValues<"installation"> &
  GroupValues<"rateLimits">;

const domainPattern =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * A domain as it is compared: NFKC, lower case, other alphabets in their ASCII form, no dot at the end. Null for what
 * is no domain. `Bücher.Example` is `xn--bcher-kva.example`.
 */
export function foldDomain(text: string): string | null {
  const typed = text.normalize("NFKC").trim().toLowerCase().replace(/\.$/, "");
  if (typed === "" || typed.length > 253 || /[\s/?#@:%\\[\]]/.test(typed) || !URL.canParse(`http://${typed}`))
    return null;
  const { hostname } = new URL(`http://${typed}`);
  return domainPattern.test(hostname) ? hostname : null;
}

/** A mail domain people may register from, without @, as `foldDomain` has it. */
export const allowedDomain = z
  .string()
  .max(253, "at most 253 characters")
  .transform((text, context) => {
    const folded = foldDomain(text);
    if (folded !== null) return folded;
    context.addIssue({ code: "custom", message: "a domain such as example.com" });
    return z.NEVER;
  });

/** What a field is called on the page, and what it does, for the person who sets it. */
export const settingsWords: Record<keyof Settings, { label: string; explanation: string }> = {
  allowRegistration: {
    label: "Allow registration",
    explanation: "People may ask for an account. Nobody gets in before an administrator approves.",
  },
  restrictEmailDomains: {
    label: "Only from listed e-mail domains",
    explanation: "Registration is open only to addresses of the domains on the list below. While it is empty, to none.",
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
    explanation:
      "Where people reach the portal: the base of every link and agent package, and the only address whose forms are accepted. Empty: no whole links are made.",
  },
  rateLimitsEnabled: {
    label: "Rate limits",
    explanation:
      "Whether requests are counted and refused beyond the limits below. Turn them off only to find a fault.",
  },
  loginLimit: {
    label: "Sign-in tries",
    explanation: "Tries to sign in from one address within the sign-in period. 0: unlimited.",
  },
  loginPeriodSeconds: {
    label: "Sign-in period in seconds",
    explanation: "How long an address waits when its tries are used up, at most.",
  },
  registerLimit: {
    label: "Registrations",
    explanation: "Accounts asked for from one address within the registration period. 0: unlimited.",
  },
  registerPeriodSeconds: {
    label: "Registration period in seconds",
    explanation: "How long an address waits when its registrations are used up, at most.",
  },
  apiLimit: {
    label: "Events of an API key",
    explanation: "Events the computers of one key may send within the event period. 0: unlimited.",
  },
  apiPeriodSeconds: {
    label: "Event period in seconds",
    explanation: "Agents that were refused keep their events and send them after this time.",
  },
};
