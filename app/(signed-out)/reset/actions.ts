"use server";
// Fields of the form: `code` (from the link), `password`, `repeat`. Nothing of it is sent back after a failure. Success
// answers with a redirect to the same page in its other state, so the form works without client JavaScript.
import { publicAction } from "@/lib/portal/action";
import { resetForm } from "@/lib/portal/identity/account/forms";
import { resetPassword } from "@/lib/portal/identity/account/reset";

/** `useActionState(choosePassword, null)`; a link that cannot be used is `fields.code`, in one voice for every reason. */
export const choosePassword = publicAction({
  input: resetForm,
  run: resetPassword,
  redirectTo: () => "/reset?done=1",
});
