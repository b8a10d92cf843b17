"use server";
// Fields of the form: `current`, `password`, `repeat`, and `setupCode` when `passwordChangeView()` asks for it.
// Nothing of it is sent back after a failure. Success answers with a redirect to "/", so the form works without
// client JavaScript. One page serves both: the forced change of a default password and a change by choice.
import { changePasswordForm } from "@/lib/auth/schema";
import { viewerAction } from "@/lib/portal/action";
import { changeOwnPassword } from "@/lib/portal/identity/password-page";

/** `useActionState(changePassword, null)`; `state.fields` names the field that broke a rule. */
export const changePassword = viewerAction({
  may: "self.change_password",
  provesPassword: true,
  allowsForcedChange: true,
  input: changePasswordForm,
  ...changeOwnPassword,
  shows: () => null,
  redirectTo: () => "/",
});
