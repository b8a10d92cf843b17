import fc from "fast-check";
import { administeredBy, isEmpty, narrow, scopeOfAgentKey, scopeOfViewer } from "@/lib/access/scope";
import type { CompanyRole, GlobalRole } from "@/lib/access/viewer";

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 10 });
const memberships = fc.uniqueArray(
  fc.record({
    companyId: fc.integer({ min: 1, max: 30 }),
    role: fc.constantFrom<CompanyRole>("User", "CompanyAdmin"),
  }),
  { selector: (entry) => entry.companyId, maxLength: 8 },
);
const globalRoles = fc.constantFrom<GlobalRole>("User", "Admin", "GlobalAdmin");

test("a scope holds the live companies of the viewer, all of them for a GlobalAdmin, and nothing else", () => {
  fc.assert(
    fc.property(globalRoles, memberships, ids, (globalRole, own, live) => {
      const scope = scopeOfViewer({ globalRole, memberships: own }, live);
      const expected = globalRole === "GlobalAdmin" ? live : own.map((entry) => entry.companyId);
      expect([...scope.companyIds].sort()).toEqual(expected.filter((id) => live.includes(id)).sort());
      expect(isEmpty(scope)).toBe(scope.companyIds.length === 0);
    }),
  );
});

test("narrowing gives that company or none", () => {
  fc.assert(
    fc.property(ids, fc.integer({ min: 1, max: 30 }), (live, companyId) => {
      const whole = scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, live);
      expect(narrow(whole, companyId).companyIds).toEqual(live.includes(companyId) ? [companyId] : []);
    }),
  );
});

test("a scope cannot be changed afterwards", () => {
  const scope = scopeOfAgentKey({ companyId: 7 });
  expect(scope.companyIds).toEqual([7]);
  expect(() => (scope.companyIds as number[]).push(8)).toThrow(TypeError);
  expect(() => Object.assign(scope, { companyIds: [8] })).toThrow(TypeError);
  expect(scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, [3, 3, 4]).companyIds).toEqual([3, 4]);
});

test.each([
  ["GlobalAdmin", "User", [1, 2]],
  ["Admin", "User", [1]],
  ["User", "CompanyAdmin", [1]],
  ["User", "User", []],
] as const)("of its companies a %s who is %s there administers %j", (globalRole, role, administered) => {
  const viewer = { globalRole, memberships: [{ companyId: 1, role }] };
  const scope = scopeOfViewer(viewer, [1, 2]);
  expect(administeredBy(viewer, scope).companyIds).toEqual(administered);
});
