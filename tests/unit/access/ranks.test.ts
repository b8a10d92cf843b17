import { type Actor, may, type TargetUser } from "@/lib/access/policy";
import { type CompanyRole, type GlobalRole, rankIn } from "@/lib/access/viewer";

type Membership = [companyId: number, role: CompanyRole];
const of = (globalRole: GlobalRole, ...memberships: Membership[]) => ({
  globalRole,
  memberships: memberships.map(([companyId, role]) => ({ companyId, role })),
});
const actor = (globalRole: GlobalRole, ...memberships: Membership[]): Actor => ({
  viewer: { userId: 1, ...of(globalRole, ...memberships) },
  companyIds: globalRole === "GlobalAdmin" ? [1, 2, 3] : memberships.map(([companyId]) => companyId),
});
const user = (globalRole: GlobalRole, ...memberships: Membership[]): TargetUser => ({
  userId: 2,
  ...of(globalRole, ...memberships),
});
const boss = actor("GlobalAdmin");

test("the rank of somebody in a company", () => {
  expect(rankIn(of("GlobalAdmin"), 9)).toBe("GlobalAdmin");
  expect(rankIn(of("Admin"), 1)).toBe("none");
  expect(rankIn(of("Admin", [1, "User"]), 1)).toBe("Admin");
  expect(rankIn(of("User", [1, "CompanyAdmin"]), 1)).toBe("CompanyAdmin");
  expect(rankIn(of("User", [1, "CompanyAdmin"]), 2)).toBe("none");
  expect(rankIn(of("User", [1, "User"]), 1)).toBe("User");
});

describe("a whole account (R2, R3)", () => {
  const admin = actor("Admin", [1, "User"], [2, "User"]);
  const reset = (target: TargetUser, by = admin) => may(by, "users.reset_password", { user: target });

  test("all companies of the target lie inside, and the actor stands above it in each", () => {
    expect(reset(user("User", [1, "User"], [2, "CompanyAdmin"]))).toEqual({ kind: "allow", stepUp: true });
    expect(reset(user("Admin", [1, "User"], [2, "User"]))).toMatchObject({ code: "forbidden" });
    expect(reset(user("User", [1, "User"], [3, "User"]))).toMatchObject({ code: "forbidden" });
    expect(reset(user("User", [3, "User"]))).toMatchObject({ code: "not_found" });
    expect(reset(user("User"))).toMatchObject({ code: "not_found" });
    expect(reset(user("GlobalAdmin", [1, "User"]))).toMatchObject({ code: "forbidden" });
  });

  test("an Admin of one company and mere member of another is no Admin there by chance", () => {
    const mixed = actor("User", [1, "CompanyAdmin"], [2, "CompanyAdmin"]);
    expect(reset(user("User", [1, "User"]), mixed)).toMatchObject({ code: "forbidden" });
  });

  test("a GlobalAdmin needs the proof for another GlobalAdmin whatever the act", () => {
    const set = (target: TargetUser) => may(boss, "users.set_state", { user: target });
    expect(set(user("GlobalAdmin"))).toEqual({ kind: "allow", stepUp: true });
    expect(set(user("User"))).toEqual({ kind: "allow", stepUp: false });
    expect(set({ ...user("GlobalAdmin"), userId: 1 })).toMatchObject({ code: "forbidden" });
  });

  test("the last one is spared only by the acts that say so", () => {
    const last = { user: user("GlobalAdmin"), isLastOne: true };
    expect(may(boss, "users.delete", last)).toMatchObject({ code: "forbidden" });
    expect(may(boss, "users.reset_password", last)).toMatchObject({ kind: "allow" });
    expect(may(boss, "users.delete", { ...last, isLastOne: false })).toMatchObject({ kind: "allow" });
  });
});

describe("members of one company", () => {
  const remove = (by: Actor, target: TargetUser, companyId = 1) =>
    may(by, "members.remove_user", { companyId, user: target });

  test("the actor stands above the member; who is no member is not found", () => {
    const companyAdmin = actor("User", [1, "CompanyAdmin"]);
    expect(remove(companyAdmin, user("User", [1, "User"]))).toMatchObject({ kind: "allow" });
    expect(remove(companyAdmin, user("User", [1, "User"], [3, "User"]))).toMatchObject({ kind: "allow" });
    expect(remove(companyAdmin, user("User", [1, "CompanyAdmin"]))).toMatchObject({ code: "forbidden" });
    expect(remove(companyAdmin, user("User", [3, "User"]))).toMatchObject({ code: "not_found" });
  });

  test("a GlobalAdmin acts on members, with a proof where the member is one too, and never on oneself", () => {
    expect(remove(boss, user("User", [1, "User"]))).toEqual({ kind: "allow", stepUp: false });
    expect(remove(boss, user("GlobalAdmin", [1, "User"]))).toEqual({ kind: "allow", stepUp: true });
    expect(remove(boss, { ...user("GlobalAdmin", [1, "User"]), userId: 1 })).toMatchObject({ code: "forbidden" });
    expect(remove(boss, user("User", [2, "User"]))).toMatchObject({ code: "not_found" });
  });

  test("adding a user who is partly outside is an invitation", () => {
    const companyAdmin = actor("User", [1, "CompanyAdmin"], [2, "CompanyAdmin"]);
    const add = (target: TargetUser) => may(companyAdmin, "members.add_existing", { companyId: 1, user: target });
    expect(add(user("User", [2, "User"]))).toMatchObject({ kind: "allow" });
    expect(add(user("User", [2, "User"], [3, "User"]))).toMatchObject({ kind: "invite" });
    expect(add(user("User"))).toMatchObject({ kind: "invite" });
  });
});
