"use server";
// Fields of the form: `name`, `description`, `timeZone`, `siteName`. The answer carries the first key, this one time.
import { adminAction } from "@/lib/portal/action";
import { createCompany } from "@/lib/portal/people/companies";

export const makeCompany = adminAction({
  ...createCompany,
  keep: ["name", "description", "timeZone", "siteName"],
  refresh: ["/admin/companies"],
});
