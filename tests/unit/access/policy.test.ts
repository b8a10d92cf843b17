import { type ActName, actNames, acts, type Cell, type Column } from "@/lib/access/acts";
import { type Actor, may, mayAnywhere, type TargetUser } from "@/lib/access/policy";
import type { CompanyRole, GlobalRole } from "@/lib/access/viewer";

/**
 * The table as it was decided, copied by hand and not read from the code. Columns: anonymous, User, CompanyAdmin,
 * Admin, GlobalAdmin. ▲ wants a fresh proof of the password.
 */
const decided = `
 1 account.register           |   | Y | – | – | – | –
 2 data.view                  |   | – | S | S | S | Y
 3 data.export                |   | – | S | S | S | Y
 4 self.view                  |   | – | own | own | own | own
 4 self.change_password       | ▲ | – | own | own | own | own
 4 self.change_mfa            | ▲ | – | own | own | own | own
 4 self.edit                  | ▲ | – | own | own | own | own
 4 self.preferences           |   | – | own | own | own | own
 4 self.end_sessions          |   | – | own | own | own | own
 4 self.join_company          |   | – | own | own | own | own
 5 members.list               |   | – | – | S | S | Y
 6 members.create_user        |   | – | – | S | S | Y
 7 members.create_admin       | ▲ | – | – | S | S | Y
 8 users.change_global_role   | ▲ | – | – | – | – | Y
 9 members.add_existing       |   | – | – | whole | whole | Y
10 members.remove_user        |   | – | own | S | S | Y
11 members.remove_admin       |   | – | – | own | S | Y
12 users.edit                 | ▲ | – | – | – | S* | Y
13 users.reset_password       | ▲ | – | – | – | S* | Y
14 users.reset_mfa            | ▲ | – | – | – | S* | Y
15 users.set_state            |   | – | – | – | S* | Y
16 users.delete               | ▲ | – | – | – | S* | Y
17 mfa.policy                 | ▲ | – | – | – | – | Y
18 users.approve              |   | – | – | – | – | Y
19 companies.edit             |   | – | – | – | – | Y
20 company.options            |   | – | – | S | S | Y
21 companies.delete           | ▲ | – | – | – | – | Y
22 sites.names                |   | – | S | S | S | Y
22 keys.list                  |   | – | – | S | S | Y
23 keys.manage                | ▲ | – | – | S | S | Y
24 agent.package              | ▲ | – | – | S | S | Y
25 audit.view                 |   | – | own | S | S | Y
26 installation.settings      | ▲ | – | – | – | – | Y
26 audit.verify               |   | – | – | – | – | Y
27 errors.view                |   | – | – | – | – | Y
27 errors.purge               | ▲ | – | – | – | – | Y
`;

const words: Record<string, Cell> = {
  Y: "all",
  S: "scope",
  "S*": "account",
  own: "own",
  whole: "whole",
  "–": "never",
};
const columns: Column[] = ["anonymous", "User", "CompanyAdmin", "Admin", "GlobalAdmin"];

const table = decided
  .trim()
  .split("\n")
  .map((line) => {
    const [head = "", triangle = "", ...cells] = line.split("|").map((part) => part.trim());
    const [row = "", name = ""] = head.split(/\s+/);
    return {
      row: Number(row),
      name: name as ActName,
      stepUp: triangle === "▲",
      cells: cells.map((cell) => words[cell]),
    };
  });

const own = 1;
const other = 2;
const foreign = 3;
const absent = 99;
const live = [own, other, foreign];

const globalRoleOf: Record<Exclude<Column, "anonymous">, GlobalRole> = {
  User: "User",
  CompanyAdmin: "User",
  Admin: "Admin",
  GlobalAdmin: "GlobalAdmin",
};

function actorOf(column: Column): Actor {
  if (column === "anonymous") return { viewer: null, companyIds: [] };
  const role: CompanyRole = column === "CompanyAdmin" ? "CompanyAdmin" : "User";
  const viewer = { userId: 10, globalRole: globalRoleOf[column], memberships: [{ companyId: own, role }] };
  return { viewer, companyIds: column === "GlobalAdmin" ? live : [own] };
}

function user(userId: number, globalRole: GlobalRole, ...memberships: [number, CompanyRole][]): TargetUser {
  return { userId, globalRole, memberships: memberships.map(([companyId, role]) => ({ companyId, role })) };
}

const outcome = (actor: Actor, act: ActName, target?: Parameters<typeof may>[2]) => {
  const verdict = may(actor, act, target);
  return verdict.kind === "deny" ? verdict.code : verdict.kind;
};

test("the code has every act of the table, and no other", () => {
  expect([...actNames].sort()).toEqual(table.map((entry) => entry.name).sort());
  expect(new Set(table.map((entry) => entry.row)).size).toBe(27);
});

describe.each(table)("row $row, $name", ({ row, name, stepUp, cells }) => {
  test("is the same in code", () => {
    expect(acts[name].row).toBe(row);
    expect(acts[name].stepUp).toBe(stepUp);
    expect(columns.map((column) => acts[name].cells[column])).toEqual(cells);
  });

  test.each(columns.map((column, at) => [column, cells[at]] as const))("%s: %s", (column, cell) => {
    const actor = actorOf(column);
    const refusal = column === "anonymous" ? "not_signed_in" : "forbidden";
    const inside = cell === "never" ? refusal : "allow";
    expect(outcome(actor, name)).toBe(inside);
    expect(mayAnywhere(actor, name)).toBe(cell !== "never");
    if (column === "anonymous") return;

    expect(outcome(actor, name, { companyId: own })).toBe(inside);
    expect(outcome(actor, name, { companyId: absent })).toBe("not_found");
    expect(outcome(actor, name, { companyId: foreign })).toBe(column === "GlobalAdmin" ? inside : "not_found");
    const verdict = may(actor, name, { companyId: own });
    if (verdict.kind === "allow") expect(verdict).toMatchObject({ stepUp, ...(cell === "own" ? { only: "own" } : {}) });
  });
});

const onAccounts = table.filter((entry) => [8, 12, 13, 14, 15, 16].includes(entry.row)).map((entry) => entry.name);

describe.each(onAccounts)("whole accounts: %s", (act) => {
  const admin = actorOf("Admin");
  const globalAdmin = actorOf("GlobalAdmin");
  const open = acts[act].cells.Admin === "account";

  test("an Admin reaches users below them whose companies are all theirs", () => {
    expect(outcome(admin, act, { user: user(20, "User", [own, "User"]) })).toBe(open ? "allow" : "forbidden");
    expect(outcome(admin, act, { user: user(20, "User", [own, "CompanyAdmin"]) })).toBe(open ? "allow" : "forbidden");
  });

  test("R2: not one who also belongs elsewhere, nor one they cannot see", () => {
    expect(outcome(admin, act, { user: user(20, "User", [own, "User"], [foreign, "User"]) })).toBe("forbidden");
    expect(outcome(admin, act, { user: user(20, "User", [foreign, "User"]) })).toBe("not_found");
    expect(outcome(admin, act, { user: user(20, "User") })).toBe("not_found");
  });

  test("R3: not an equal, not one above, not oneself", () => {
    expect(outcome(admin, act, { user: user(20, "Admin", [own, "User"]) })).toBe("forbidden");
    expect(outcome(admin, act, { user: user(20, "GlobalAdmin", [own, "User"]) })).toBe("forbidden");
    expect(outcome(admin, act, { user: user(10, "Admin", [own, "User"]) })).toBe("forbidden");
    expect(outcome(globalAdmin, act, { user: user(10, "GlobalAdmin", [own, "User"]) })).toBe("forbidden");
  });

  test("GlobalAdmin reaches everybody, another GlobalAdmin only with a fresh proof", () => {
    expect(outcome(globalAdmin, act, { user: user(20, "User") })).toBe("allow");
    expect(may(globalAdmin, act, { user: user(20, "GlobalAdmin") })).toEqual({ kind: "allow", stepUp: true });
  });
});

test.each(["users.change_global_role", "users.set_state", "users.delete"] as const)(
  "R6: %s spares the last one",
  (act) => {
    const target = { user: user(20, "GlobalAdmin"), isLastOne: true };
    expect(outcome(actorOf("GlobalAdmin"), act, target)).toBe("forbidden");
  },
);

describe("members of a company", () => {
  const inOwn = (member: TargetUser) => ({ companyId: own, user: member });
  const plain = user(20, "User", [own, "User"]);
  const companyAdmin = user(21, "User", [own, "CompanyAdmin"]);
  const admin = user(22, "Admin", [own, "User"]);

  test("a CompanyAdmin promotes and removes those below, and only leaves as one", () => {
    const actor = actorOf("CompanyAdmin");
    expect(outcome(actor, "members.create_admin", inOwn(plain))).toBe("allow");
    expect(outcome(actor, "members.remove_user", inOwn(plain))).toBe("allow");
    expect(outcome(actor, "members.remove_user", inOwn(admin))).toBe("forbidden");
    expect(outcome(actor, "members.remove_admin", inOwn(companyAdmin))).toBe("forbidden");
    const self = user(10, "User", [own, "CompanyAdmin"]);
    expect(outcome(actor, "members.remove_admin", inOwn(self))).toBe("allow");
    expect(outcome(actor, "members.remove_admin", { ...inOwn(self), isLastOne: true })).toBe("forbidden");
  });

  test("an Admin removes a CompanyAdmin but no other Admin", () => {
    expect(outcome(actorOf("Admin"), "members.remove_admin", inOwn(companyAdmin))).toBe("allow");
    expect(outcome(actorOf("Admin"), "members.remove_admin", inOwn(admin))).toBe("forbidden");
  });

  test("a User may leave, and remove nobody", () => {
    expect(outcome(actorOf("User"), "members.remove_user", inOwn(user(10, "User", [own, "User"])))).toBe("allow");
    expect(outcome(actorOf("User"), "members.remove_user", inOwn(plain))).toBe("forbidden");
  });

  test("somebody who is no member is not found", () => {
    const stranger = user(30, "User", [foreign, "User"]);
    expect(outcome(actorOf("Admin"), "members.remove_user", inOwn(stranger))).toBe("not_found");
    expect(outcome(actorOf("GlobalAdmin"), "members.remove_user", inOwn(stranger))).toBe("not_found");
  });
});

test("R5: who is not wholly inside the scope is invited, not pulled in", () => {
  const target = (member: TargetUser) => ({ companyId: own, user: member });
  const twoCompanies: Actor = {
    viewer: {
      userId: 10,
      globalRole: "Admin",
      memberships: [
        { companyId: own, role: "User" },
        { companyId: other, role: "User" },
      ],
    },
    companyIds: [own, other],
  };
  expect(outcome(twoCompanies, "members.add_existing", target(user(20, "User", [other, "User"])))).toBe("allow");
  expect(outcome(twoCompanies, "members.add_existing", target(user(20, "User", [foreign, "User"])))).toBe("invite");
  expect(outcome(twoCompanies, "members.add_existing", target(user(20, "User")))).toBe("invite");
  expect(outcome(actorOf("GlobalAdmin"), "members.add_existing", target(user(20, "User", [foreign, "User"])))).toBe(
    "allow",
  );
});

test("the best rank anywhere opens the pages, the rank in the company decides", () => {
  const actor: Actor = {
    viewer: {
      userId: 10,
      globalRole: "User",
      memberships: [
        { companyId: own, role: "User" },
        { companyId: other, role: "CompanyAdmin" },
      ],
    },
    companyIds: [own, other],
  };
  expect(mayAnywhere(actor, "keys.list")).toBe(true);
  expect(outcome(actor, "keys.list", { companyId: other })).toBe("allow");
  expect(outcome(actor, "keys.list", { companyId: own })).toBe("forbidden");
});
