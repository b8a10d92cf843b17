import { z } from "zod";
import { longestPassword } from "@/lib/auth/password-policy";
import { emailSchema, usernameSchema } from "@/lib/people/schema";

/** A new password, typed twice. As typed: never trimmed. What its rules are, the server says after it knows for whom. */
export const newPasswordFields = {
  password: z
    .string()
    .min(1, "Enter a new password.")
    .max(longestPassword * 4, `Use at most ${longestPassword} characters.`),
  repeat: z.string().max(longestPassword * 4, "The two passwords are not the same."),
};

export const isTypedTwice = (form: { password: string; repeat: string }): boolean => form.password === form.repeat;
export const notTypedTwice = { path: ["repeat"], message: "The two passwords are not the same." };

export const registerForm = z
  .object({ username: usernameSchema, email: emailSchema, ...newPasswordFields })
  .refine(isTypedTwice, notTypedTwice);
export type RegisterForm = z.output<typeof registerForm>;

/** `code`: as pasted; a whole link is as good as its part after #. */
export const resetForm = z
  .object({
    code: z
      .string()
      .trim()
      .min(1, "Paste the code of your link.")
      .max(2048, "This is too long to be a code.")
      .transform((text) => text.slice(text.lastIndexOf("#") + 1)),
    ...newPasswordFields,
  })
  .refine(isTypedTwice, notTypedTwice);
export type ResetForm = z.output<typeof resetForm>;

export const profileForm = z.object({ username: usernameSchema, email: emailSchema });
export type ProfileForm = z.output<typeof profileForm>;

export const endSessionForm = z.object({
  sessionId: z.coerce
    .number<string>()
    .int()
    .positive()
    .max(2 ** 31 - 1),
});
export type EndSessionForm = z.output<typeof endSessionForm>;

export const themes = ["dark", "light", "system"] as const;
export type Theme = (typeof themes)[number];

/** Languages dates can be written in; `iso`: 2026-11-22, the same for everybody. */
export const dateLanguages = ["iso", "en-GB", "en-US", "de", "fr", "es", "it", "nl", "pl", "pt", "sv"] as const;
export type DateLanguage = (typeof dateLanguages)[number];

/** `iso` is what holds for whoever never chose, so it is stored as nothing. */
export const preferencesForm = z.object({
  theme: z.enum(themes, "Choose dark, light or as the system."),
  locale: z.enum(dateLanguages, "Choose one of the languages.").transform((code) => (code === "iso" ? null : code)),
});
export type PreferencesForm = z.output<typeof preferencesForm>;

/** What a stored word means; an unknown one is as good as none. */
export const storedTheme = (word: string | null): Theme | null => themes.find((theme) => theme === word) ?? null;
export const storedDateLanguage = (word: string | null): DateLanguage =>
  dateLanguages.find((language) => language === word) ?? "iso";
