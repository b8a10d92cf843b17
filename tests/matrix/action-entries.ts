import type { ActName } from "@/lib/access/acts";
import type { Expected } from "./expected";
import type { Role, Signed, Things } from "./world";

/** What an action acts on: it decides the target that the policy is asked about. */
export type On = "company" | "member" | "companyAdmin" | "account" | "leaving" | "self" | "installation";

export type ActionEntry = {
  act: ActName;
  on: On;
  /** The page it stands on, with `:company`, `:site` and `:user`. */
  page: string;
  fields: (things: Things, viewer: Signed) => Record<string, string>;
  /** The things are those of a deleted user. */
  deleted?: true;
  /** Where the page or a rule beyond the table decides, by role, for the own company. */
  instead?: Partial<Record<Role, Expected>>;
};

const users = "app/(portal)/admin/users/actions.ts";
const members = "app/(portal)/c/[company]/members/actions.ts";
const sites = "app/(portal)/c/[company]/sites/actions.ts";
const settings = "app/(portal)/admin/settings/actions.ts";
const companies = "app/(portal)/admin/companies/new/actions.ts";
const company = "app/(portal)/c/[company]/settings/actions.ts";
const account = "app/(portal)/account";

const onAccount = (act: ActName, more: (things: Things) => Record<string, string> = () => ({})): ActionEntry => ({
  act,
  on: "account",
  page: "/admin/users",
  fields: (things) => ({ userId: String(things.userId), ...more(things) }),
});

const installation = (act: ActName, page: string, fields: Record<string, string> = {}): ActionEntry => ({
  act,
  on: "installation",
  page,
  fields: () => fields,
});

const inCompany = (act: ActName, page: string, fields: (things: Things) => Record<string, string>): ActionEntry => ({
  act,
  on: "company",
  page,
  fields,
});

const ofMember = (act: ActName, page: string, on: "member" | "companyAdmin"): ActionEntry => ({
  act,
  on,
  page,
  fields: (things) => ({
    companyId: String(things.companyId),
    userId: String(on === "member" ? things.userId : things.companyAdminId),
  }),
});

const own = (act: ActName, page: string, fields: ActionEntry["fields"] = () => ({})): ActionEntry => ({
  act,
  on: "self",
  page,
  fields,
});

let serial = 0;
const unused = (word: string): string => `${word}${(serial++).toString(36)}`;
const companyIdOf = (things: Things) => ({ companyId: String(things.companyId) });
const siteIdOf = (things: Things) => ({ siteId: String(things.siteId) });
const keyIdOf = (things: Things) => ({ keyId: String(things.keyId) });
const packageFields = (things: Things) => ({
  ...siteIdOf(things),
  label: "Package",
  lastDay: "",
  serverUrl: "https://portal.example.com",
  installDir: "",
  healthCheckInterval: "30",
  publicIpUrls: "",
  sessionLogMb: "5",
  errorLogMb: "5",
  eventLogMb: "5",
});

/** A CompanyAdmin leaves too, unless they are the last one; a plain User does so from their account. */
const leavesFromAccount = { User: "forbidden", CompanyAdmin: "allow" } as const;

/** Every action that asks the policy; one that is missing here fails the test. */
export const actionEntries: Record<string, ActionEntry> = {
  [`${users}#createUser`]: {
    act: "users.change_global_role",
    on: "installation",
    page: "/admin/users/new",
    fields: () => {
      const username = unused("made");
      return { username, email: `${username}@example.com`, role: "User", companyId: "", secret: "link" };
    },
  },
  [`${users}#renameUser`]: onAccount("users.edit", () => {
    const username = unused("renamed");
    return { username, email: `${username}@example.com` };
  }),
  [`${users}#changeGlobalRole`]: onAccount("users.change_global_role", () => ({ role: "Admin" })),
  [`${users}#resetPassword`]: onAccount("users.reset_password", () => ({ secret: "link" })),
  [`${users}#resetMfa`]: onAccount("users.reset_mfa"),
  [`${users}#overrideMfa`]: { ...onAccount("mfa.policy", () => ({ requirement: "required" })) },
  [`${users}#activateUser`]: onAccount("users.set_state"),
  [`${users}#deactivateUser`]: onAccount("users.set_state"),
  [`${users}#endSessions`]: onAccount("users.set_state"),
  [`${users}#deleteUser`]: onAccount("users.delete", (things) => ({ confirm: things.username })),
  [`${users}#restoreUser`]: { ...onAccount("users.delete"), deleted: true },
  [`${users}#approveUser`]: onAccount("users.approve", (things) => ({ ...companyIdOf(things), role: "User" })),

  [`${members}#promoteMember`]: ofMember("members.create_admin", "/c/:company/members", "member"),
  [`${members}#demoteMember`]: ofMember("members.remove_admin", "/c/:company/members", "companyAdmin"),
  [`${members}#removeMember`]: ofMember("members.remove_user", "/c/:company/members", "member"),
  [`${members}#leaveCompany`]: {
    act: "members.remove_user",
    on: "leaving",
    page: "/c/:company/members",
    fields: companyIdOf,
    instead: leavesFromAccount,
  },
  [`${members}#addMember`]: inCompany("members.add_existing", "/c/:company/members/add", (things) => ({
    ...companyIdOf(things),
    userId: String(things.userId),
    role: "User",
  })),
  [`${members}#invite`]: inCompany("members.create_user", "/c/:company/members/add", (things) => ({
    ...companyIdOf(things),
    email: `${unused("invited")}@example.net`,
    role: "User",
  })),
  [`${members}#renewInvitation`]: inCompany("members.create_user", "/c/:company/members", (things) => ({
    invitationId: String(things.invitationId),
  })),
  [`${members}#withdrawInvitation`]: inCompany("members.create_user", "/c/:company/members", (things) => ({
    invitationId: String(things.invitationId),
  })),

  [`${sites}#createSite`]: inCompany("keys.manage", "/c/:company/sites", (things) => ({
    ...companyIdOf(things),
    name: unused("Site "),
  })),
  [`${sites}#renameSite`]: inCompany("keys.manage", "/c/:company/sites/:site", (things) => ({
    ...siteIdOf(things),
    name: unused("Site "),
  })),
  [`${sites}#createKey`]: inCompany("keys.manage", "/c/:company/sites/:site", (things) => ({
    ...siteIdOf(things),
    label: "New",
    lastDay: "",
  })),
  [`${sites}#changeKey`]: inCompany("keys.manage", "/c/:company/sites/:site", (things) => ({
    ...keyIdOf(things),
    label: "Other",
    lastDay: "",
  })),
  [`${sites}#enableKey`]: inCompany("keys.manage", "/c/:company/sites/:site", keyIdOf),
  [`${sites}#disableKey`]: inCompany("keys.manage", "/c/:company/sites/:site", keyIdOf),
  [`${sites}#rotateKey`]: inCompany("keys.manage", "/c/:company/sites/:site", (things) => ({
    ...keyIdOf(things),
    overlapHours: "24",
  })),
  [`${sites}#deleteKey`]: inCompany("keys.manage", "/c/:company/sites/:site", (things) => ({
    ...keyIdOf(things),
    confirm: "x",
  })),
  [`${sites}#preparePackage`]: inCompany("agent.package", "/c/:company/sites/add", packageFields),

  [`${companies}#makeCompany`]: {
    act: "companies.edit",
    on: "installation",
    page: "/admin/companies/new",
    fields: () => ({ name: unused("Made "), description: "", timeZone: "UTC", siteName: "HO" }),
  },
  "app/(portal)/admin/companies/[company]/actions.ts#removeCompany": inCompany(
    "companies.delete",
    "/admin/companies/:company",
    (things) => ({
      ...companyIdOf(things),
      confirm: "not its name",
      eventsMayGo: "yes",
    }),
  ),
  [`${company}#saveGeneral`]: inCompany("companies.edit", "/c/:company/settings", (things) => ({
    ...companyIdOf(things),
    name: unused("Company "),
    description: "Same",
  })),
  [`${company}#saveTimeZone`]: inCompany("company.options", "/c/:company/settings", (things) => ({
    ...companyIdOf(things),
    timeZone: "Europe/London",
  })),
  [`${company}#saveWorkingHours`]: inCompany("company.options", "/c/:company/settings", (things) => ({
    ...companyIdOf(things),
    hours: "none",
  })),
  [`${company}#saveSessionRules`]: inCompany("company.options", "/c/:company/settings", (things) => ({
    ...companyIdOf(things),
    staleAfterMinutes: "15",
    maxOpenHours: "12",
    dedupeSeconds: "10",
  })),

  [`${settings}#saveRegistration`]: installation("installation.settings", "/admin/settings", {
    allowRegistration: "on",
  }),
  [`${settings}#saveSecondFactor`]: installation("mfa.policy", "/admin/settings", { mfaPolicy: "optional" }),
  [`${settings}#savePasswords`]: installation("installation.settings", "/admin/settings", {
    passwordMinLength: "12",
    passwordSpecialCharacters: "!@#",
  }),
  [`${settings}#saveSessions`]: installation("installation.settings", "/admin/settings", {
    sessionIdleMinutes: "60",
    sessionHours: "12",
    rememberDays: "30",
  }),
  [`${settings}#saveLogging`]: installation("installation.settings", "/admin/settings", { logLevel: "WARNING" }),
  [`${settings}#saveTheInstallation`]: installation("installation.settings", "/admin/settings", { timeZone: "UTC" }),
  [`${settings}#saveRateLimits`]: installation("installation.settings", "/admin/settings"),
  [`${settings}#allowDomain`]: {
    act: "installation.settings",
    on: "installation",
    page: "/admin/settings",
    fields: () => ({ domain: `${unused("d")}.example.com` }),
  },
  [`${settings}#disallowDomain`]: installation("installation.settings", "/admin/settings", { id: "" }),
  [`${settings}#confirmFirstKeySaved`]: installation("installation.settings", "/admin/settings"),
  "app/(portal)/admin/audit/chain/actions.ts#verifyTheChain": installation("audit.verify", "/admin/audit"),
  "app/(portal)/admin/errors/purge/actions.ts#purgeTheLog": installation("errors.purge", "/admin/errors", {
    what: "older",
    days: "365",
  }),

  [`${account}/actions.ts#editProfile`]: own("self.edit", "/account", () => {
    const username = unused("self");
    return { username, email: `${username}@example.com` };
  }),
  [`${account}/actions.ts#leave`]: {
    ...own("members.remove_user", "/account", companyIdOf),
    on: "leaving",
    instead: { CompanyAdmin: "allow" },
  },
  [`${account}/password/actions.ts#changePasswordHere`]: own("self.change_password", "/account/password"),
  [`${account}/preferences/actions.ts#savePreferences`]: own("self.preferences", "/account/preferences", () => ({
    theme: "dark",
    locale: "iso",
  })),
  [`${account}/sessions/actions.ts#endSession`]: own("self.end_sessions", "/account/sessions", (_things, viewer) => ({
    sessionId: String(viewer.sessionId),
  })),
  [`${account}/sessions/actions.ts#endOtherSessions`]: own("self.end_sessions", "/account/sessions"),
  [`${account}/mfa/actions.ts#beginEnrolment`]: own("self.change_mfa", "/account/mfa"),
  [`${account}/mfa/actions.ts#confirmEnrolment`]: own("self.change_mfa", "/account/mfa"),
  [`${account}/mfa/actions.ts#removeFactor`]: own("self.change_mfa", "/account/mfa"),
  [`${account}/mfa/actions.ts#renewRecoveryCodes`]: own("self.change_mfa", "/account/mfa"),
  "app/(portal)/step-up/actions.ts#stepUp": own("self.view", "/account"),
  "app/(signed-out)/change-password/actions.ts#changePassword": own("self.change_password", "/change-password"),
  "app/(signed-out)/join/actions.ts#acceptInvitation": own("self.join_company", "/join", () => ({ code: "x" })),
  "app/(signed-out)/join/actions.ts#declineInvitation": own("self.join_company", "/join", () => ({ code: "x" })),
};

/** Actions for everybody: they keep their own rules, and have tests of their own. */
export const openActions: readonly string[] = [
  "app/(signed-out)/login/actions.ts#signIn",
  "app/(signed-out)/sign-out/actions.ts#signOut",
  "app/(signed-out)/register/actions.ts#askForAccount",
  "app/(signed-out)/reset/actions.ts#choosePassword",
  "app/(signed-out)/join/actions.ts#openInvitation",
  "app/(signed-out)/join/actions.ts#joinAsNewUser",
  "app/(signed-out)/join/actions.ts#signOutToJoin",
  "app/(signed-out)/mfa/actions.ts#answerChallenge",
  "app/(signed-out)/mfa/actions.ts#beginEnrolment",
  "app/(signed-out)/mfa/actions.ts#confirmEnrolment",
];
