import { z } from "zod";
import { longestPassword } from "./password-policy";

/** What the door takes at all, by whichever way it comes: the sign-in form and Auth.js's own call. */
export const longestTyped = { login: 254, password: 1024 } as const;

/** As typed: a password is never trimmed, and nothing about its rules is said at sign-in. */
const anyPassword = (empty: string) =>
  z.string().min(1, empty).max(longestTyped.password, "This is too long to be a password.");

export const signInForm = z.object({
  login: z
    .string()
    .trim()
    .min(1, "Enter your user name or e-mail address.")
    .max(longestTyped.login, "This is too long to be a name."),
  password: anyPassword("Enter your password."),
  remember: z
    .literal("on")
    .optional()
    .transform((value) => value === "on"),
  next: z.string().max(2048).optional(),
});
export type SignInForm = z.output<typeof signInForm>;

export const changePasswordForm = z
  .object({
    current: anyPassword("Enter your current password."),
    password: z
      .string()
      .min(1, "Enter a new password.")
      .max(longestPassword * 4, `Use at most ${longestPassword} characters.`),
    repeat: z.string().max(longestPassword * 4),
    setupCode: z.string().trim().max(128).optional(),
  })
  .refine((form) => form.password === form.repeat, {
    path: ["repeat"],
    message: "The two new passwords are not the same.",
  });
export type ChangePasswordForm = z.output<typeof changePasswordForm>;

export const nothing = z.object({});
