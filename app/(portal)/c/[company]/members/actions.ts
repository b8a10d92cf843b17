"use server";
// Members and invitations of one company. The fields of each form are those of its schema in lib/portal/people.
import { adminAction } from "@/lib/portal/action";
import * as invitations from "@/lib/portal/people/invitations";
import * as members from "@/lib/portal/people/members";

/** A user's own page shows the memberships too, and changes them with these actions. */
const refresh = ({ companyId }: { companyId: number }) => [
  `/c/${companyId}/members`,
  `/c/${companyId}/members/add`,
  "/admin/users",
];

export const promoteMember = adminAction({
  may: "members.create_admin",
  input: members.memberForm,
  ...members.promotion,
  refresh,
});

export const demoteMember = adminAction({
  may: "members.remove_admin",
  input: members.memberForm,
  ...members.demotion,
  refresh,
});

export const removeMember = adminAction({
  may: "members.remove_user",
  input: members.memberForm,
  ...members.removal,
  refresh,
});

/** The company is not the viewer's any more, so there is no page of it to go back to. */
export const leaveCompany = adminAction({
  may: "members.remove_user",
  input: members.companyForm,
  ...members.leaveCompany,
  redirectTo: () => "/",
});

export const addMember = adminAction({
  may: "members.add_existing",
  input: members.existingUserForm,
  ...members.addition,
  refresh,
});

/** The answer holds the code of the link: shown once, stored nowhere in the clear. */
export const invite = adminAction({
  may: "members.create_user",
  input: invitations.inviteForm,
  keep: ["email", "username", "role"],
  ...invitations.invitation,
  refresh,
});

export const renewInvitation = adminAction({
  may: "members.create_user",
  input: invitations.invitationForm,
  ...invitations.renewal,
  refresh,
});

export const withdrawInvitation = adminAction({
  may: "members.create_user",
  input: invitations.invitationForm,
  ...invitations.withdrawal,
  refresh,
});
