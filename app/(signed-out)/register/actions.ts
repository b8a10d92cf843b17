"use server";
// Fields of the form: `username`, `email`, `password`, `repeat`. Failures keep the first two. Success answers with a
// redirect to the same page in its other state, so the form works without client JavaScript.
import { publicAction } from "@/lib/portal/action";
import { registerForm } from "@/lib/portal/identity/account/forms";
import { register } from "@/lib/portal/identity/account/register";

/** `useActionState(askForAccount, null)`; ends in the same way whether name or e-mail is taken or not. */
export const askForAccount = publicAction({
  input: registerForm,
  keep: ["username", "email"],
  run: register,
  redirectTo: () => "/register?asked=1",
});
