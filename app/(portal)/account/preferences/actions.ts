"use server";
import { viewerAction } from "@/lib/portal/action";
import { preferencesForm } from "@/lib/portal/identity/account/forms";
import { preferencesChange } from "@/lib/portal/identity/account/profile";

/** Fields `theme` and `locale`. */
export const savePreferences = viewerAction({
  may: "self.preferences",
  input: preferencesForm,
  ...preferencesChange,
  refresh: ["/account/preferences"],
});
