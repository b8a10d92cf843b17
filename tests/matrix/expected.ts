import type { ActName } from "@/lib/access/acts";
import { type Actor, may, mayAnywhere, type Target } from "@/lib/access/policy";
import type { CompanyRole } from "@/lib/access/viewer";
import type { On } from "./action-entries";
import type { Place, Role, Signed, Things } from "./world";

export type Expected = "allow" | "not_signed_in" | "forbidden" | "not_found";

function userOf(things: Things, role: CompanyRole) {
  const userId = role === "User" ? things.userId : things.companyAdminId;
  return { userId, globalRole: "User" as const, memberships: [{ companyId: things.companyId, role }] };
}

function targetOf(on: On, things: Things, viewer: Signed): Target {
  const { companyId } = things;
  const self = { userId: viewer.userId, globalRole: viewer.globalRole, memberships: viewer.memberships };
  switch (on) {
    case "company":
      return { companyId };
    case "member":
      return { companyId, user: userOf(things, "User") };
    case "companyAdmin":
      return { companyId, user: userOf(things, "CompanyAdmin") };
    case "account":
      return { user: userOf(things, "User") };
    case "leaving":
      return { companyId, user: self };
    case "self":
      return { user: self };
    case "installation":
      return {};
  }
}

/** What the policy's table says of an attempt; nothing of the server is asked. */
export function expectedOf(
  attempt: { act: ActName; on: On; role: Role; place: Place },
  scene: { things: Things; viewer: Signed; liveCompanyIds: readonly number[]; own: number },
): Expected {
  const { act, on, role, place } = attempt;
  const { things, viewer, liveCompanyIds, own } = scene;
  if (role === "anonymous") return "not_signed_in";
  const actor: Actor = { viewer, companyIds: role === "GlobalAdmin" ? liveCompanyIds : [own] };
  if (!mayAnywhere(actor, act)) return "forbidden";
  const names = on !== "self" && on !== "installation";
  if (names && place === "absent") return "not_found";
  // Nobody leaves a company they do not belong to.
  if (on === "leaving" && !viewer.memberships.some((entry) => entry.companyId === things.companyId)) return "not_found";
  const verdict = may(actor, act, targetOf(on, things, viewer));
  return verdict.kind === "deny" ? verdict.code : "allow";
}
