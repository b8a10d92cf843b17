import { isMfaRequired, mfaStateAtSignIn } from "@/lib/auth/mfa-state";

const plain = { mfaEnabled: false, mfaRequired: null, isAdministrator: false };
const administrator = { ...plain, isAdministrator: true };

test.each([
  ["optional", plain, false],
  ["optional", administrator, false],
  ["administrators", plain, false],
  ["administrators", administrator, true],
  ["everyone", plain, true],
  ["everyone", administrator, true],
  ["optional", { ...plain, mfaRequired: true }, true],
  ["administrators", { ...plain, mfaRequired: true }, true],
  ["everyone", { ...plain, mfaRequired: false }, false],
  ["everyone", { ...administrator, mfaRequired: false }, true],
  ["administrators", { ...administrator, mfaRequired: false }, true],
  ["optional", { ...administrator, mfaRequired: false }, false],
] as const)("policy %s, %j: required %s", (policy, user, required) => {
  expect(isMfaRequired(user, policy)).toBe(required);
  expect(mfaStateAtSignIn(user, policy)).toBe(required ? "enrol" : "ok");
});

test("who has a second factor is asked for it, whatever the policy", () => {
  expect(mfaStateAtSignIn({ ...plain, mfaEnabled: true, mfaRequired: false }, "optional")).toBe("challenge");
});
