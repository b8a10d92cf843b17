/** Roles as the owner named them (5-access: GlobalAdmin, Admin, User; CompanyAdmin, User in a company). */
export const globalRoles = ["GlobalAdmin", "Admin", "User"] as const;
export type GlobalRole = (typeof globalRoles)[number];
export const companyRoles = ["CompanyAdmin", "User"] as const;
export type CompanyRole = (typeof companyRoles)[number];

/** `enrol`: must set up a second factor first; `challenge`: must enter a code first; `ok`: done or not needed. */
export const mfaStates = ["enrol", "challenge", "ok"] as const;
export type MfaState = (typeof mfaStates)[number];

export type ViewerMembership = { companyId: number; role: CompanyRole };

/** The signed-in portal user of one request, as read from the session row and the user row just now. */
export type Viewer = {
  userId: number;
  sessionId: number;
  username: string;
  email: string;
  globalRole: GlobalRole;
  mfaState: MfaState;
  mustChangePassword: boolean;
  /** Companies the viewer belongs to; deleted companies are left out. */
  memberships: readonly ViewerMembership[];
  stepUpAt: Date | null;
};

/** Rank inside one company: GlobalAdmin > Admin (and member) > CompanyAdmin > User > none. */
export type CompanyRank = "GlobalAdmin" | "Admin" | "CompanyAdmin" | "User" | "none";

export function rankIn(viewer: Pick<Viewer, "globalRole" | "memberships">, companyId: number): CompanyRank {
  if (viewer.globalRole === "GlobalAdmin") return "GlobalAdmin";
  const membership = viewer.memberships.find((entry) => entry.companyId === companyId);
  if (!membership) return "none";
  return viewer.globalRole === "Admin" ? "Admin" : membership.role;
}
