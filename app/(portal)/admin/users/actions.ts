"use server";

import { adminAction } from "@/lib/portal/action";
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
