import { notFound } from "next/navigation";
import { cache } from "react";
import { administeredBy, type CompanyScope, narrow } from "@/lib/access/scope";
import { type CompanyRank, rankIn, type Viewer } from "@/lib/access/viewer";
import { computerStore } from "@/lib/agents/computer-store";
import { keyStore } from "@/lib/agents/key-store";
import { siteStore } from "@/lib/agents/site-store";
import { agentStore } from "@/lib/agents/store";
import { errorStore } from "@/lib/audit/error-store";
import { auditStore } from "@/lib/audit/trail-store";
import type { Db } from "@/lib/db/database";
import { eventStore } from "@/lib/events/store";
import { companyStore } from "@/lib/people/company-store";
import { invitationStore } from "@/lib/people/invitation-store";
import { memberStore } from "@/lib/people/member-store";
import { profileStore } from "@/lib/people/profile-store";
import { peopleStore } from "@/lib/people/store";
import { userStore } from "@/lib/people/user-store";
import { readSettings, settingsStore } from "@/lib/settings/store";
import { type DateLanguage, storedDateLanguage } from "./identity/account/forms";
import { getRuntime } from "./runtime";
import { scopeOf } from "./session";
import { requireViewer } from "./viewer";

type PortalCompany = { id: number; name: string; timeZone: string; rank: CompanyRank };

/** A viewer's desk: every store is closed over the scope, so nothing reached from here lies outside it. */
export type Portal = {
  viewer: Viewer;
  scope: CompanyScope;
  now: Date;
  /** The company being looked at; null for "all". */
  company: Omit<PortalCompany, "rank"> | null;
  /** All companies the viewer may see, by name, whatever is looked at. */
  companies: PortalCompany[];
  /** The company's zone; the installation's for "all". */
  timeZone: string;
  events: ReturnType<typeof eventStore>;
  agents: ReturnType<typeof agentStore>;
  sites: ReturnType<typeof siteStore>;
  keys: ReturnType<typeof keyStore>;
  computers: ReturnType<typeof computerStore>;
  people: ReturnType<typeof peopleStore>;
  members: ReturnType<typeof memberStore>;
  invitations: ReturnType<typeof invitationStore>;
  companyAdmin: ReturnType<typeof companyStore>;
  users: ReturnType<typeof userStore>;
  account: ReturnType<typeof profileStore>;
  settings: ReturnType<typeof settingsStore>;
  audit: ReturnType<typeof auditStore>;
  errors: ReturnType<typeof errorStore>;
};

/** `whole`: nothing is narrowed, so GlobalAdmin also reads the trail of companies that were deleted. */
function deskOf(viewer: Viewer, db: Db, scope: CompanyScope, whole = false) {
  return {
    scope,
    events: eventStore(db, scope),
    agents: agentStore(db, scope, administeredBy(viewer, scope)),
    sites: siteStore(db, scope, administeredBy(viewer, scope)),
    keys: keyStore(db, administeredBy(viewer, scope)),
    computers: computerStore(db, administeredBy(viewer, scope)),
    people: peopleStore(db, scope),
    members: memberStore(db, administeredBy(viewer, scope), whole && viewer.globalRole === "GlobalAdmin"),
    invitations: invitationStore(db, administeredBy(viewer, scope)),
    companyAdmin: companyStore(db, scope, administeredBy(viewer, scope)),
    users: userStore(db, scope, viewer, { whole }),
    account: profileStore(db, viewer),
    settings: settingsStore(db),
    audit: auditStore(db, scope, viewer, { whole }),
    errors: errorStore(db, viewer),
  };
}

/** The desk of `viewer` over all of their companies. */
export async function portalFor(viewer: Viewer, db: Db, now: Date): Promise<Portal> {
  const scope = await scopeOf(db, viewer);
  const [rows, settings] = await Promise.all([peopleStore(db, scope).list(), readSettings(db)]);
  const companies = rows.map(({ id, name, timeZone }) => ({ id, name, timeZone, rank: rankIn(viewer, id) }));
  return { viewer, now, company: null, companies, timeZone: settings.timeZone, ...deskOf(viewer, db, scope, true) };
}

/**
 * The desk narrowed to the company of a path: an id, or "all". Null for a company that does not exist or is not
 * theirs: the two cannot be told apart.
 */
export function narrowPortal(whole: Portal, db: Db, company: string): Portal | null {
  if (company === "all") return whole;
  const found = whole.companies.find((entry) => String(entry.id) === company);
  if (!found) return null;
  const { id, name, timeZone } = found;
  const scope = narrow(whole.scope, id);
  return { ...whole, company: { id, name, timeZone }, timeZone, ...deskOf(whole.viewer, db, scope) };
}

/** For a route, which redirects nobody: the desk for the company of an address, or null. */
export async function portalForCompany(viewer: Viewer, db: Db, now: Date, company: string): Promise<Portal | null> {
  return narrowPortal(await portalFor(viewer, db, now), db, company);
}

/** Layout, page and parts of one rendering share one desk and one moment. */
const wholePortal = cache(async (): Promise<Portal> => {
  const viewer = await requireViewer();
  return portalFor(viewer, (await getRuntime()).db, new Date());
});

/** The only way of a page to data. Redirects who is not signed in; "not found" for a company that is not theirs. */
export async function requirePortal(company = "all"): Promise<Portal> {
  const whole = await wholePortal();
  return narrowPortal(whole, (await getRuntime()).db, company) ?? notFound();
}

/** The viewer's own account. Layout, page and every date on it share one query. */
export const readOwnProfile = cache(async () => (await wholePortal()).account.read());

/** How the viewer likes dates to be written. */
export async function readDateLanguage(): Promise<DateLanguage> {
  return storedDateLanguage((await readOwnProfile())?.locale ?? null);
}
