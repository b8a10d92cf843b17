import { mayOpen, pageOf } from "@/lib/access/pages";
import type { Actor } from "@/lib/access/policy";

const actor = (role: "CompanyAdmin" | "User"): Actor => ({
  viewer: { userId: 1, globalRole: "User", memberships: [{ companyId: 7, role }] },
  companyIds: [7],
});

test("a page stands for one act, and so does what lies below it, unless that is for fewer", () => {
  expect(pageOf("/c/7/members")).toEqual({ act: "members.list", companyId: 7 });
  expect(pageOf("/c/7/members/3")).toEqual({ act: "members.list", companyId: 7 });
  expect(pageOf("/c/7/sites")).toEqual({ act: "sites.names", companyId: 7 });
  expect(pageOf("/c/7/sites/")).toEqual({ act: "sites.names", companyId: 7 });
  for (const below of ["3", "add", "package", "first-event"]) {
    expect(pageOf(`/c/7/sites/${below}`)).toEqual({ act: "keys.list", companyId: 7 });
  }
  expect(pageOf("/admin/settings")).toEqual({ act: "installation.settings", companyId: null });
  for (const path of ["/", "/c/7", "/c/7/unknown", "/admin", "/home"]) expect(pageOf(path)).toBeNull();
});

test("a member reads the names of sites and none of their keys; outside, nothing is there", () => {
  expect(mayOpen(actor("User"), "/c/7/sites")).toMatchObject({ kind: "allow" });
  expect(mayOpen(actor("User"), "/c/7/sites/3")).toEqual({ kind: "deny", code: "forbidden" });
  expect(mayOpen(actor("User"), "/c/all/sites/3")).toEqual({ kind: "deny", code: "forbidden" });
  expect(mayOpen(actor("CompanyAdmin"), "/c/7/sites/3")).toMatchObject({ kind: "allow" });
  for (const role of ["User", "CompanyAdmin"] as const) {
    expect(mayOpen(actor(role), "/c/8/sites/3")).toEqual({ kind: "deny", code: "not_found" });
  }
});
