import type { CompanyRank } from "./viewer";

/** Columns of the table of 5-access. */
export type Column = "anonymous" | Exclude<CompanyRank, "none">;

/**
 * all: yes · scope: in the companies of the viewer · account: on whole accounts inside the scope, below the viewer's
 * rank (S*) · own: on oneself or one's own rows · whole: on users wholly inside the scope, else an invitation · never.
 */
export type Cell = "all" | "scope" | "account" | "own" | "whole" | "never";

export type Act = {
  /** Row of the table. */
  row: number;
  words: string;
  cells: Record<Column, Cell>;
  /** ▲: the password proven within the last minutes. */
  stepUp: boolean;
  /** Acts on one membership: the actor must stand above the target in that company. */
  onMember: boolean;
  /** Acts on a whole account: never on oneself. */
  onAccount: boolean;
  /** Refused on the last GlobalAdmin, or the last CompanyAdmin of a company. */
  sparesLastOne: boolean;
};

const letters: Record<string, Cell> = { Y: "all", S: "scope", A: "account", o: "own", w: "whole", "-": "never" };

type Flag = "stepUp" | "onMember" | "onAccount" | "sparesLastOne";

/** `cells`: five letters for anonymous, User, CompanyAdmin, Admin, GlobalAdmin; A is S* and w is "wholly in scope". */
function act(row: number, words: string, cells: string, ...flags: Flag[]): Act {
  const [anonymous, user, companyAdmin, admin, globalAdmin] = [...cells].map((letter) => letters[letter] ?? "never");
  return {
    row,
    words,
    cells: {
      anonymous: anonymous ?? "never",
      User: user ?? "never",
      CompanyAdmin: companyAdmin ?? "never",
      Admin: admin ?? "never",
      GlobalAdmin: globalAdmin ?? "never",
    },
    stepUp: flags.includes("stepUp"),
    onMember: flags.includes("onMember"),
    onAccount: flags.includes("onAccount"),
    sparesLastOne: flags.includes("sparesLastOne"),
  };
}

/** The table of 5-access: every action of the product, who may do it and where. */
export const acts = {
  "account.register": act(1, "register", "Y----"),
  "data.view": act(2, "dashboard, live board, sessions, reports", "-SSSY"),
  "data.export": act(3, "export", "-SSSY"),
  "self.view": act(4, "own profile and sessions", "-oooo"),
  "self.change_password": act(4, "change one's own password", "-oooo", "stepUp"),
  "self.change_mfa": act(4, "change one's own second factor", "-oooo", "stepUp"),
  "self.edit": act(4, "change one's own name or e-mail", "-oooo", "stepUp"),
  "self.preferences": act(4, "choose one's own theme and language of dates", "-oooo"),
  "self.end_sessions": act(4, "end one's own sessions", "-oooo"),
  "self.join_company": act(4, "accept or decline an invitation to a company", "-oooo"),
  "members.list": act(5, "list members of a company", "--SSY"),
  "members.create_user": act(6, "create a user in a company, role User", "--SSY"),
  "members.create_admin": act(7, "create or promote a CompanyAdmin", "--SSY", "stepUp", "onMember"),
  "users.change_global_role": act(
    8,
    "create Admin or GlobalAdmin, change a global role",
    "----Y",
    "stepUp",
    "onAccount",
    "sparesLastOne",
  ),
  "members.add_existing": act(9, "add an existing user to a company", "--wwY"),
  "members.remove_user": act(10, "remove a User from a company", "-oSSY", "onMember"),
  "members.remove_admin": act(11, "remove or demote a CompanyAdmin", "--oSY", "onMember", "sparesLastOne"),
  "users.edit": act(12, "edit name or e-mail of another", "---AY", "stepUp", "onAccount"),
  "users.reset_password": act(13, "start a password reset", "---AY", "stepUp", "onAccount"),
  "users.reset_mfa": act(14, "reset another's second factor", "---AY", "stepUp", "onAccount"),
  "users.set_state": act(15, "activate, deactivate, end another's sessions", "---AY", "onAccount", "sparesLastOne"),
  "users.delete": act(16, "delete and restore a user", "---AY", "stepUp", "onAccount", "sparesLastOne"),
  "mfa.policy": act(17, "second-factor policy and per-user override", "----Y", "stepUp"),
  "users.approve": act(18, "approve a self-registered user", "----Y"),
  "companies.edit": act(19, "create or edit a company", "----Y"),
  "company.options": act(20, "company options", "--SSY"),
  "companies.delete": act(21, "delete a company", "----Y", "stepUp"),
  "sites.names": act(22, "see site names", "-SSSY"),
  "keys.list": act(22, "list keys (prefix and last use)", "--SSY"),
  "keys.manage": act(23, "create, rotate, disable, delete a key", "--SSY", "stepUp"),
  "agent.package": act(24, "download an agent package", "--SSY", "stepUp"),
  "audit.view": act(25, "audit trail", "-oSSY"),
  "installation.settings": act(26, "installation settings, allowed domains, log level", "----Y", "stepUp"),
  "audit.verify": act(26, "verify the audit chain", "----Y"),
  "errors.view": act(27, "error log: view", "----Y"),
  "errors.purge": act(27, "error log: purge", "----Y", "stepUp"),
} as const satisfies Record<string, Act>;

export type ActName = keyof typeof acts;
export const actNames = Object.keys(acts) as ActName[];
