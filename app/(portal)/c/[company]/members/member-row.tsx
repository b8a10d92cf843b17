import type { ListRow } from "@/components/tables/list-table";
import { Badge } from "@/components/ui/badge";
import type { ActName } from "@/lib/access/acts";
import { may } from "@/lib/access/policy";
import type { Portal } from "@/lib/portal/portal";
import { MomentOrDash } from "../../../moment";
import { MemberActs } from "./member-acts";
import { FactorBadge, memberRank, rankWords, StateBadge } from "./words";

type Member = Awaited<ReturnType<Portal["members"]["page"]>>["rows"][number];
type Around = { portal: Portal; company: { id: number; name: string }; administrators: number };

/** What the policy lets this viewer do to the member; the server asks it again when it is done. */
function actsOn(member: Member, { portal, company, administrators }: Around) {
  const isSelf = member.userId === portal.viewer.userId;
  const { userId, globalRole, role } = member;
  const user = { userId, globalRole, memberships: [{ companyId: company.id, role }] };
  const isLastOne = isSelf && role === "CompanyAdmin" && administrators <= 1;
  const actor = { viewer: portal.viewer, companyIds: portal.scope.companyIds };
  const can = (act: ActName) => may(actor, act, { companyId: company.id, user, isLastOne }).kind === "allow";
  const isAdministrator = role === "CompanyAdmin";
  // A role of the installation is the higher one: the role in the company would change nothing that can be seen.
  const changesAnything = globalRole === "User";
  return {
    isSelf,
    isLastOne,
    promote: changesAnything && !isAdministrator && can("members.create_admin"),
    demote: changesAnything && isAdministrator && can("members.remove_admin"),
    remove: can(isAdministrator ? "members.remove_admin" : "members.remove_user"),
  };
}

export function memberRow(member: Member, around: Around): ListRow {
  const acts = actsOn(member, around);
  return {
    id: String(member.userId),
    cells: [
      <span key="name" className="inline-flex flex-wrap items-center gap-x-2">
        <bdi className="break-all">{member.username}</bdi>
        {acts.isSelf ? <Badge variant="outline">You</Badge> : null}
      </span>,
      <bdi key="email" className="break-all">
        {member.email}
      </bdi>,
      rankWords[memberRank(member)],
      <StateBadge key="state" state={member.state} />,
      <FactorBadge key="factor" on={member.mfaEnabled} />,
      <MomentOrDash key="signed-in" at={member.lastSignInAt} timeZone={around.portal.timeZone} />,
      <MemberActs
        key="acts"
        member={{ userId: member.userId, username: member.username }}
        company={around.company}
        {...acts}
      />,
    ],
  };
}
