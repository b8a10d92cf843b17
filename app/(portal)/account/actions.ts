"use server";
import { adminAction, viewerAction } from "@/lib/portal/action";
import { profileForm } from "@/lib/portal/identity/account/forms";
import { profileEdit } from "@/lib/portal/identity/account/profile";
import { companyForm, leaveCompany } from "@/lib/portal/people/members";

/** Fields `username` and `email`; wants a fresh proof of the password. */
export const editProfile = viewerAction({
  may: "self.edit",
  input: profileForm,
  ...profileEdit,
  keep: ["username", "email"],
  refresh: ["/account"],
});

/** Field `companyId`. The policy decides by the role in that company, so it is no plain act on oneself. */
export const leave = adminAction({
  may: "members.remove_user",
  input: companyForm,
  ...leaveCompany,
  refresh: ["/account"],
});
