import { z } from "zod";
import { longestTyped } from "../schema";

/** A code of the app or a recovery code, however it was typed. */
const typedCode = z.string().trim().max(64, "This is too long to be a code.");

const requiredCode = typedCode.min(1, "Enter a code.");

export const stepUpForm = z.object({
  password: z.string().min(1, "Enter your password.").max(longestTyped.password, "This is too long to be a password."),
  /** Asked for from whoever has a second factor. */
  code: typedCode.optional(),
});
export type StepUpForm = z.output<typeof stepUpForm>;

export const codeForm = z.object({ code: requiredCode, next: z.string().max(2048).optional() });
export type CodeForm = z.output<typeof codeForm>;

/** `password`: asked for from whoever has not just proven it. */
export const enrolForm = z.object({
  code: requiredCode,
  password: z.string().max(longestTyped.password, "This is too long to be a password.").optional(),
});
export type EnrolForm = z.output<typeof enrolForm>;
