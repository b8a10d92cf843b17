import { companyRoles, globalRoles } from "@/lib/access/viewer";
import { isOffered, type PortalUserDetail } from "@/lib/portal/people/users/rights";
import type { Portal } from "@/lib/portal/portal";
import { addMember, demoteMember, promoteMember, removeMember } from "../../../c/[company]/members/actions";
import { ActDialog } from "../act-dialog";
import { changeGlobalRole } from "../actions";
import { ChoiceForm } from "../choice-form";
import { companyRoleWords, globalRoleHints, globalRoleWords } from "../user-words";
import { Row, Section } from "./section";

export function CompaniesSection({ portal, user }: { portal: Portal; user: PortalUserDetail }) {
  const userId = String(user.id);
  // Whoever waits for approval gets the first role by it.
  const isSettled = user.deletedAt === null && user.state !== "pending";
  const mayChangeGlobal = isSettled && isOffered(portal, "users.change_global_role", user);
  const known = new Set(user.companies.map((entry) => entry.companyId));
  const addable = portal.companies.filter(
    ({ id }) =>
      isSettled &&
      !known.has(id) &&
      isOffered(portal, "members.add_existing", user, id) &&
      // R4: joining as an Admin would give the user a rank that another Admin cannot grant.
      (portal.viewer.globalRole === "GlobalAdmin" || user.globalRole === "User"),
  );
  return (
    <Section title="Roles and companies" description="What the user may do, in the installation and in each company.">
      {mayChangeGlobal ? (
        <ChoiceForm
          action={changeGlobalRole}
          hidden={{ userId }}
          submitLabel="Change role"
          done="Role changed. The user has to sign in again."
          fields={[
            {
              name: "role",
              label: "Role in the installation",
              value: user.globalRole,
              hint: `An administrator ${globalRoleHints.Admin}; a global administrator ${globalRoleHints.GlobalAdmin}. The user is signed out everywhere when the role changes.`,
              choices: [...globalRoles].reverse().map((value) => ({
                value,
                label: globalRoleWords[value],
              })),
            },
          ]}
        />
      ) : (
        <Row title={globalRoleWords[user.globalRole]}>{globalRoleHints[user.globalRole]}</Row>
      )}
      <div className="flex flex-col gap-3">
        {user.companies.length === 0 && !user.belongsElsewhere ? (
          <Row title="In no company">The user sees nothing until they are added to one.</Row>
        ) : null}
        {user.companies.map(({ companyId, role }) => (
          <Membership key={companyId} portal={portal} user={user} companyId={companyId} role={role} />
        ))}
        {user.belongsElsewhere ? <Row title="And at least one company that is not yours" /> : null}
      </div>
      {addable.length > 0 ? (
        <ChoiceForm
          key={`add ${[...known].join()}`}
          action={addMember}
          hidden={{ userId }}
          submitLabel="Add to company"
          done="Added to the company"
          fields={[
            {
              name: "companyId",
              label: "Company",
              choices: addable.map(({ id, name }) => ({ value: String(id), label: name })),
            },
            {
              name: "role",
              label: "Role",
              value: "User",
              choices: [...companyRoles].reverse().map((value) => ({ value, label: companyRoleWords[value] })),
            },
          ]}
        />
      ) : null}
    </Section>
  );
}

function Membership({
  portal,
  user,
  companyId,
  role,
}: {
  portal: Portal;
  user: PortalUserDetail;
  companyId: number;
  role: (typeof companyRoles)[number];
}) {
  const name = portal.companies.find((company) => company.id === companyId)?.name ?? "";
  const hidden = { userId: String(user.id), companyId: String(companyId) };
  const isAdmin = role === "CompanyAdmin";
  const offers = (act: "members.create_admin" | "members.remove_admin" | "members.remove_user") =>
    user.deletedAt === null && user.id !== portal.viewer.userId && isOffered(portal, act, user, companyId);
  return (
    <Row
      title={<bdi>{name}</bdi>}
      action={
        <>
          {!isAdmin && offers("members.create_admin") ? (
            <ActDialog
              label="Make company administrator"
              accessibleLabel={`Make company administrator of ${name}`}
              variant="ghost"
              title="Make company administrator"
              action={promoteMember}
              hidden={hidden}
              words={`${user.username} will manage the members, sites and keys of ${name}.`}
              confirmLabel="Make company administrator"
              done={`Administrator of ${name} now`}
            />
          ) : null}
          {isAdmin && offers("members.remove_admin") ? (
            <ActDialog
              label="Make user"
              accessibleLabel={`Make user of ${name}`}
              variant="ghost"
              title="Take the role away"
              action={demoteMember}
              hidden={hidden}
              words={`${user.username} stays in ${name} and sees its data, but manages nothing any more.`}
              confirmLabel="Make user"
              done={`User of ${name} now`}
            />
          ) : null}
          {offers(isAdmin ? "members.remove_admin" : "members.remove_user") ? (
            <ActDialog
              label="Remove"
              accessibleLabel={`Remove from ${name}`}
              variant="ghost"
              title="Remove from the company"
              action={removeMember}
              hidden={hidden}
              words={`${user.username} sees nothing of ${name} any more. The account stays.`}
              confirmLabel="Remove"
              done={`Removed from ${name}`}
              danger
            />
          ) : null}
        </>
      }
    >
      {companyRoleWords[role]}
    </Row>
  );
}
