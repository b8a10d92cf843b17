import type { z } from "zod";
import { PortalError } from "@/lib/errors";

/** The value by the schema, or a PortalError "invalid" whose fields name the broken rules. */
export function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]));
  throw new PortalError("invalid", "Some fields cannot be saved.", { fields });
}
