"use server";
// Fields of the form: `login` (name or e-mail), `password`, `remember` (checkbox, "on"), `next` (hidden: where to go
// after it). Failures keep `login`, `remember` and `next` in `state.values`; the password is never sent back.
// Success answers with a redirect, so the form works without client JavaScript.
import { signInForm } from "@/lib/auth/schema";
import { publicAction } from "@/lib/portal/action";
import { signInWithPassword } from "@/lib/portal/identity/sign-in";

/** `useActionState(signIn, null)`; codes: invalid, too_many_requests, unavailable, fault. */
export const signIn = publicAction({
  input: signInForm,
  keep: ["login", "remember", "next"],
  run: signInWithPassword,
  redirectTo: (value) => value.next,
});
