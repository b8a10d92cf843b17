"use server";
// One action for each form of the page; every form carries `companyId`. Saving one touches no field of another.
import { adminAction } from "@/lib/portal/action";
import { changeGeneral, changeSessionRules, changeTimeZone, changeWorkingHours } from "@/lib/portal/people/companies";

/** Fields: `name`, `description`. */
export const saveGeneral = adminAction({
  ...changeGeneral,
  keep: ["name", "description"],
  refresh: ({ companyId }) => [`/c/${companyId}/settings`],
});

/** Field: `timeZone`. */
export const saveTimeZone = adminAction({
  ...changeTimeZone,
  keep: ["timeZone"],
  refresh: ({ companyId }) => [`/c/${companyId}/settings`],
});

/** Fields: `hours` ("none" or "set"), `workDays` (several), `workFrom`, `workTo`. */
export const saveWorkingHours = adminAction({
  ...changeWorkingHours,
  keep: ["hours", "workFrom", "workTo"],
  refresh: ({ companyId }) => [`/c/${companyId}/settings`],
});

/** Fields: `staleAfterMinutes`, `maxOpenHours`, `dedupeSeconds`. */
export const saveSessionRules = adminAction({
  ...changeSessionRules,
  keep: ["staleAfterMinutes", "maxOpenHours", "dedupeSeconds"],
  refresh: ({ companyId }) => [`/c/${companyId}/settings`],
});
