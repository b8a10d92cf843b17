"use server";
// The same change as on /change-password, which is the page of a forced one; here it ends where it began.
import { changePasswordForm } from "@/lib/auth/schema";
import { viewerAction } from "@/lib/portal/action";
import { changeOwnPassword } from "@/lib/portal/identity/password-page";

export const changePasswordHere = viewerAction({
  may: "self.change_password",
  provesPassword: true,
  input: changePasswordForm,
  ...changeOwnPassword,
  shows: () => null,
  redirectTo: () => "/account/password?changed=1",
});
