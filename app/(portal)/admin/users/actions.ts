"use server";

import { adminAction } from "@/lib/portal/action";
import * as members from "@/lib/portal/people/members";
import { globalRoleChange, mfaReset, passwordReset, renaming } from "@/lib/portal/people/users/account";
import { creation } from "@/lib/portal/people/users/create";
import { mfaOverride } from "@/lib/portal/people/users/mfa-override";
import * as state from "@/lib/portal/people/users/state";

const refresh = ["/admin/users"];

export const createUser = adminAction({ ...creation, refresh });
export const renameUser = adminAction({ ...renaming, refresh });
export const changeGlobalRole = adminAction({ ...globalRoleChange, refresh });
export const resetPassword = adminAction({ ...passwordReset, refresh });
export const resetMfa = adminAction({ ...mfaReset, refresh });
export const overrideMfa = adminAction({ ...mfaOverride, refresh });

export const activateUser = adminAction({ ...state.activation, refresh });
export const deactivateUser = adminAction({ ...state.deactivation, refresh });
export const endSessions = adminAction({ ...state.sessionEnding, refresh });
export const deleteUser = adminAction({ ...state.deletion, refresh });
export const restoreUser = adminAction({ ...state.restoration, refresh });
export const approveUser = adminAction({ ...state.approval, refresh });

export const addToCompany = adminAction({
  may: "members.add_existing",
  input: members.existingUserForm,
  ...members.addition,
  refresh,
});
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
