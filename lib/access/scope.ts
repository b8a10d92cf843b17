import { rankIn, type Viewer } from "./viewer";

declare const minted: unique symbol;

/**
 * The companies whose rows a caller may touch. Only this file makes one (a house rule checks it):
 * from a viewer, from an agent's key, or by narrowing. A store closes its `where` over it.
 */
export type CompanyScope = { readonly [minted]: true; readonly companyIds: readonly number[] };

function mint(companyIds: readonly number[]): CompanyScope {
  return Object.freeze({ companyIds: Object.freeze([...new Set(companyIds)]) }) as CompanyScope;
}

/** `liveCompanyIds`: every company that is not deleted, read in the same request. */
export function scopeOfViewer(
  viewer: Pick<Viewer, "globalRole" | "memberships">,
  liveCompanyIds: readonly number[],
): CompanyScope {
  if (viewer.globalRole === "GlobalAdmin") return mint(liveCompanyIds);
  const live = new Set(liveCompanyIds);
  return mint(viewer.memberships.map((entry) => entry.companyId).filter((id) => live.has(id)));
}

/** An agent acts for exactly the company its key belongs to, never for one named in a body. */
export function scopeOfAgentKey(key: { companyId: number }): CompanyScope {
  return mint([key.companyId]);
}

/** A foreign company gives an empty scope, so it looks like one that does not exist. */
export function narrow(scope: CompanyScope, companyId: number): CompanyScope {
  return mint(scope.companyIds.includes(companyId) ? [companyId] : []);
}

/** Of these, the companies the viewer administers: where they are more than a User. */
export function administeredBy(viewer: Pick<Viewer, "globalRole" | "memberships">, scope: CompanyScope): CompanyScope {
  return mint(scope.companyIds.filter((companyId) => !["User", "none"].includes(rankIn(viewer, companyId))));
}

export function isEmpty(scope: CompanyScope): boolean {
  return scope.companyIds.length === 0;
}
