import type { ActName } from "@/lib/access/acts";

/** `act`: who may open it by the policy; "signed in": every viewer; "open": everybody. */
export type PageEntry = { act: ActName | "signed in" | "open"; query?: string; method?: "GET" | "POST" };

/** Every page and route of the portal by its file, without `app` and its groups; a missing one fails the test. */
export const pageEntries: Record<string, PageEntry> = {
  "/": { act: "signed in" },
  "/home": { act: "signed in" },
  "/find": { act: "signed in", query: "q=a" },
  "/login": { act: "open" },
  "/register": { act: "open" },
  "/join": { act: "open" },
  "/reset": { act: "open" },
  "/mfa": { act: "signed in" },
  "/change-password": { act: "signed in" },
  "/account": { act: "signed in" },
  "/account/mfa": { act: "signed in" },
  "/account/password": { act: "signed in" },
  "/account/preferences": { act: "signed in" },
  "/account/sessions": { act: "signed in" },
  "/c/[company]/dashboard": { act: "data.view" },
  "/c/[company]/dashboard/export": { act: "data.export", query: "format=csv&range=last-48-hours" },
  "/c/[company]/dashboard/print": { act: "data.export", query: "range=last-48-hours" },
  "/c/[company]/dashboard/names": { act: "data.view", query: "what=person&q=a" },
  "/c/[company]/sites": { act: "sites.names" },
  "/c/[company]/sites/[site]": { act: "keys.list" },
  "/c/[company]/sites/add": { act: "agent.package" },
  "/c/[company]/sites/first-event": { act: "keys.list", query: "key=:key" },
  "/c/[company]/sites/package": { act: "agent.package", method: "POST" },
  "/c/[company]/members": { act: "members.list" },
  "/c/[company]/members/add": { act: "members.create_user" },
  "/c/[company]/settings": { act: "company.options" },
  "/admin/users": { act: "users.edit" },
  "/admin/users/new": { act: "users.edit" },
  "/admin/users/[user]": { act: "users.edit" },
  "/admin/companies": { act: "companies.edit" },
  "/admin/companies/[company]": { act: "companies.edit" },
  "/admin/companies/new": { act: "companies.edit" },
  "/admin/settings": { act: "installation.settings" },
  "/admin/audit": { act: "audit.view" },
  "/admin/audit/export": { act: "audit.view", query: "format=csv" },
  "/admin/audit/print": { act: "audit.view" },
  "/admin/errors": { act: "errors.view" },
  "/admin/errors/[id]": { act: "errors.view" },
  "/admin/errors/export": { act: "errors.view" },
  "/api/events/stream": { act: "signed in", query: "company=:company" },
};

/** Doors with rules and tests of their own. */
export const otherDoors: readonly string[] = [
  "/api/[...unknown]",
  "/api/auth/[...nextauth]",
  "/api/health",
  "/api/log_event",
];
