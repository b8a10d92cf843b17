"use server";
// One action for each form of the page. Fields are those of lib/portal/installation/settings-forms; nothing secret is
// sent back. Each saves its own group and nothing else, with its audit row, and wants a fresh proof of the password.
import { adminAction } from "@/lib/portal/action";
import {
  acknowledgeFirstKey,
  addDomain,
  removeDomain,
  saveGroup,
  saveInstallation,
} from "@/lib/portal/installation/settings";
import { domainChoice, domainForm, nothing, settingsForms } from "@/lib/portal/installation/settings-forms";
import { refreshSettings } from "@/lib/portal/installation/settings-page";

const refresh = ["/admin/settings"];

/** Codes: invalid (fields named), step_up_required, forbidden, not_signed_in, unavailable, fault. */
export const saveRegistration = adminAction({
  may: "installation.settings",
  input: settingsForms.registration,
  run: saveGroup("registration"),
  finish: refreshSettings,
  refresh,
});

export const saveSecondFactor = adminAction({
  may: "mfa.policy",
  input: settingsForms.secondFactor,
  run: saveGroup("secondFactor"),
  finish: refreshSettings,
  refresh,
});

export const savePasswords = adminAction({
  may: "installation.settings",
  input: settingsForms.passwords,
  run: saveGroup("passwords"),
  finish: refreshSettings,
  refresh,
});

export const saveSessions = adminAction({
  may: "installation.settings",
  input: settingsForms.sessions,
  run: saveGroup("sessions"),
  finish: refreshSettings,
  refresh,
});

export const saveLogging = adminAction({
  may: "installation.settings",
  input: settingsForms.logging,
  run: saveGroup("logging"),
  finish: refreshSettings,
  refresh,
});

export const saveTheInstallation = adminAction({
  may: "installation.settings",
  input: settingsForms.installation,
  run: saveInstallation,
  finish: refreshSettings,
  refresh,
});

export const saveRateLimits = adminAction({
  may: "installation.settings",
  input: settingsForms.rateLimits,
  run: saveGroup("rateLimits"),
  finish: refreshSettings,
  refresh,
});

/** Field: `domain`. Codes besides: conflict (on the list already, or the list is full). */
export const allowDomain = adminAction({
  may: "installation.settings",
  input: domainForm,
  run: addDomain,
  refresh,
  keep: ["domain"],
});

/** Field: `id`. Codes besides: not_found. */
export const disallowDomain = adminAction({
  may: "installation.settings",
  input: domainChoice,
  run: removeDomain,
  refresh,
});

/** No fields. From here on only the key's hash is kept. */
export const confirmFirstKeySaved = adminAction({
  may: "installation.settings",
  input: nothing,
  run: acknowledgeFirstKey,
  refresh: ["/admin/settings", "/home"],
});
