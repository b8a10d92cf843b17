"use server";
// No fields. `useActionState(signOut, null)`, then `<form action={formAction}><button>Sign out</button></form>`.
import { nothing } from "@/lib/auth/schema";
import { publicAction } from "@/lib/portal/action";
import { endOwnSession } from "@/lib/portal/identity/sign-out";

/** Ends this session and answers with a redirect to the sign-in page, also when the session was already over. */
export const signOut = publicAction({ input: nothing, run: endOwnSession, redirectTo: () => "/login" });
