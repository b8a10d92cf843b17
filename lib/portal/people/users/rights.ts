import type { ActName } from "@/lib/access/acts";
import { may, type TargetUser } from "@/lib/access/policy";
import type { PortalUser } from "@/lib/people/user-store";
import type { Portal } from "../../portal";

export type { PortalUser, PortalUserDetail, PortalUserSession } from "@/lib/people/user-store";

type Desk = Pick<Portal, "viewer" | "scope">;

/** No company has this number: it stands for those outside the scope, which are not named. */
const elsewhere = 0;

function targetOf(user: PortalUser): TargetUser {
  const outside = user.belongsElsewhere ? [{ companyId: elsewhere, role: "User" as const }] : [];
  return { userId: user.id, globalRole: user.globalRole, memberships: [...user.companies, ...outside] };
}

/** Whether a page offers the act; the change itself asks the policy again with the rows of its own transaction. */
export function isOffered({ viewer, scope }: Desk, act: ActName, user: PortalUser, companyId?: number): boolean {
  const target = { user: targetOf(user), ...(companyId === undefined ? {} : { companyId }) };
  return may({ viewer, companyIds: scope.companyIds }, act, target).kind === "allow";
}

/** Null when the viewer may act on the whole account, else why not, for the viewer to read. */
export function whyNoAccountActs(desk: Desk, user: PortalUser): string | null {
  if (user.id === desk.viewer.userId) return "This is your own account. Change it under Account.";
  if (isOffered(desk, "users.set_state", user)) return null;
  if (user.globalRole === "GlobalAdmin") return "A global administrator stands above you.";
  if (user.belongsElsewhere) {
    return "This user also belongs to a company that is not yours, so only a global administrator may change the account.";
  }
  if (user.globalRole === "Admin") return "Another administrator stands beside you: only who stands above may act.";
  return "In a company you share, this user's role is as high as yours. Ask a global administrator.";
}
