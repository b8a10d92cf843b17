import type { Viewer } from "@/lib/access/viewer";
import type { Database, Db } from "@/lib/db/database";
import { narrowPortal, type Portal, portalFor } from "@/lib/portal/portal";
import {
  type CompanyA,
  canaryIds,
  type Foreign,
  seedCompanyA,
  seededNow,
  seedForeign,
} from "@/tests/seed/two-companies";
import { faultsOf, ownAnswers } from "./inspect";
import type { PortalOf } from "./observe";

/** Who looks at company A, and through which door. `stale`: still a member on paper of a company that is deleted. */
export const lookers = ["companyAdmin", "stale", "user", "admin", "globalAdmin in A"] as const;
export type Looker = (typeof lookers)[number];

export function viewerOf(a: CompanyA, looker: Looker): Viewer {
  if (looker === "globalAdmin in A") return a.viewers.globalAdmin;
  if (looker !== "stale") return a.viewers[looker];
  const { companyAdmin } = a.viewers;
  const paper = { companyId: canaryIds.c, role: "CompanyAdmin" as const };
  return { ...companyAdmin, memberships: [...companyAdmin.memberships, paper] };
}

/** The whole desk of a viewer at the moment everything is seeded around. */
export const portalIn = (tx: Db, viewer: Viewer): Promise<Portal> => portalFor(viewer, tx, seededNow);

export function portalOfLooker(a: CompanyA, looker: Looker): PortalOf {
  if (looker !== "globalAdmin in A") return (tx) => portalIn(tx, viewerOf(a, looker));
  return async (tx) => {
    const portal = narrowPortal(await portalIn(tx, viewerOf(a, looker)), tx, String(a.id));
    if (!portal) throw new Error("GlobalAdmin is not let into company A");
    // The list of companies to switch to is all of them for this viewer; the rest must be A's.
    return { ...portal, companies: [] };
  };
}

/** A database with company A and then everything foreign, and what was answered in between. */
export type Stage = {
  a: CompanyA;
  foreign: Foreign;
  /** What GlobalAdmin was answered about everything when only company A existed. */
  wholeBefore: ReadonlyMap<string, string>;
  /** What is wrong with a looker's portal, or with another one put in its place. */
  inspect: (looker: Looker, portalOf?: PortalOf) => Promise<string[]>;
};

export async function setStage(db: Database, who: readonly Looker[]): Promise<Stage> {
  const a = await seedCompanyA(db);
  const before = new Map<Looker, ReadonlyMap<string, string>>();
  for (const looker of who) before.set(looker, await ownAnswers({ db, portalOf: portalOfLooker(a, looker), own: a }));
  const wholeBefore = await ownAnswers({ db, portalOf: (tx) => portalIn(tx, a.viewers.globalAdmin), own: a });
  const foreign = await seedForeign(db, a);
  return {
    a,
    foreign,
    wholeBefore,
    inspect: (looker, portalOf = portalOfLooker(a, looker)) =>
      faultsOf({ db, portalOf, own: a }, [foreign.b, foreign.c], before.get(looker) ?? new Map()),
  };
}
