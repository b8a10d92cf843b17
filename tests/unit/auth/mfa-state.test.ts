import { dependsOnPolicy, isMfaRequired, mfaStateAtSignIn, mfaStateNow } from "@/lib/auth/mfa/mfa-state";

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

const enrolled = { ...plain, mfaEnabled: true };

test.each([
  ["ok", plain, "optional", "ok"],
  ["ok", plain, "everyone", "enrol"],
  ["ok", administrator, "administrators", "enrol"],
  ["ok", enrolled, "everyone", "ok"],
  ["enrol", plain, "everyone", "enrol"],
  ["enrol", plain, "optional", "ok"],
  ["enrol", enrolled, "everyone", "challenge"],
  ["challenge", enrolled, "optional", "challenge"],
  ["challenge", plain, "optional", "challenge"],
] as const)("a session that began at %s, %j under %s: now at %s", (stored, user, policy, now) => {
  expect(mfaStateNow(stored, user, policy)).toBe(now);
});

test("where the answer does not hang on the policy, every policy gives the same", () => {
  for (const mfaEnabled of [true, false]) {
    for (const mfaRequired of [true, false, null]) {
      for (const isAdministrator of [true, false]) {
        const user = { mfaEnabled, mfaRequired, isAdministrator };
        const answers = new Set(
          (["optional", "administrators", "everyone"] as const).map((policy) => mfaStateNow("ok", user, policy)),
        );
        expect([user, answers.size > 1]).toEqual([user, dependsOnPolicy(user)]);
      }
    }
  }
});
