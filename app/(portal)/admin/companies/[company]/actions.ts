"use server";
// Fields of the form: `companyId`, `confirm` (the company's name, typed) and `eventsMayGo` ("yes").
import { adminAction } from "@/lib/portal/action";
import { deleteCompany } from "@/lib/portal/people/companies";
import { forgetKeys } from "@/lib/portal/sites/forget-keys";

export const removeCompany = adminAction({
  ...deleteCompany,
  finish: forgetKeys,
  refresh: ["/admin/companies"],
  redirectTo: () => "/admin/companies?deleted=1",
});
