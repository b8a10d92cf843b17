"use server";
// Fields of the form: `password`, and `code` (authenticator app or recovery code) when the viewer has a second factor.
// Nothing typed is sent back. Success sets this browser's new session cookie; the acts marked ▲ are open for the next
// minutes (lib/access/step-up).
import { viewerAction } from "@/lib/portal/action";
import { confirmIdentity } from "@/lib/portal/identity/step-up-page";

/** Codes: invalid (at `password` or `code`), too_many_requests, not_signed_in, fault. */
export const stepUp = viewerAction({ ...confirmIdentity, shows: () => null });
