"use server";
import { nothing } from "@/lib/auth/schema";
import { viewerAction } from "@/lib/portal/action";
import { endSessionForm } from "@/lib/portal/identity/account/forms";
import { otherSessionsEnd, sessionEnd } from "@/lib/portal/identity/account/sessions";

/** Field `sessionId`: one of one's own, and not the one in use. */
export const endSession = viewerAction({
  may: "self.end_sessions",
  input: endSessionForm,
  ...sessionEnd,
  refresh: ["/account/sessions"],
});

export const endOtherSessions = viewerAction({
  may: "self.end_sessions",
  input: nothing,
  ...otherSessionsEnd,
  refresh: ["/account/sessions"],
});
