"use server";
// Pages of a site show a change at once; the answer of an action that makes a key carries that key, and no page does.
import { adminAction } from "@/lib/portal/action";
import { forgetKeys } from "@/lib/portal/sites/forget-keys";
import * as keys from "@/lib/portal/sites/key-changes";
import { makePackage } from "@/lib/portal/sites/package-changes";
import * as sites from "@/lib/portal/sites/site-changes";

type Place = { companyId: number; siteId: number };
const pagesOf = ({ companyId, siteId }: Place) => [`/c/${companyId}/sites`, `/c/${companyId}/sites/${siteId}`];
const shown = { refresh: pagesOf, finish: forgetKeys };

/** `companyId`, `name`. Goes on to the new site's page. */
export const createSite = adminAction({
  ...sites.createSite,
  refresh: pagesOf,
  keep: ["name"],
  redirectTo: ({ companyId, siteId }) => `/c/${companyId}/sites/${siteId}`,
});

/** `siteId`, `name`. */
export const renameSite = adminAction({ ...sites.renameSite, refresh: pagesOf, keep: ["name"] });

/** `siteId`, `label`, `lastDay` ("" for no end). */
export const createKey = adminAction({ ...keys.createKey, ...shown, keep: ["label", "lastDay"] });

/** `keyId`, `label`, `lastDay`. */
export const changeKey = adminAction({ ...keys.changeKey, ...shown, keep: ["label", "lastDay"] });

/** `keyId`. */
export const enableKey = adminAction({ ...keys.enableKey, ...shown });

/** `keyId`. */
export const disableKey = adminAction({ ...keys.disableKey, ...shown });

/** `keyId`, `overlapHours`. */
export const rotateKey = adminAction({ ...keys.rotateKey, ...shown, keep: ["overlapHours"] });

/** `keyId`, `confirm`: the key's label. */
export const deleteKey = adminAction({ ...keys.deleteKey, ...shown });

/** The form of an agent package; its answer holds the fields with which the file is fetched. */
export const preparePackage = adminAction({ ...makePackage, ...shown });
