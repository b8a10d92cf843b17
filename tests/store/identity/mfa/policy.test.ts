import type { MfaState } from "@/lib/access/viewer";
import type { Database } from "@/lib/db/database";
import { placeAfterSignIn } from "@/lib/portal/identity/sign-in";
import { findSessionByToken, recheckViewer } from "@/lib/portal/session";
import { readMfaPolicy } from "@/lib/settings/mfa-policy-store";
import { mfaPolicies, type Settings } from "@/lib/settings/schema";
import { updateSettings } from "@/lib/settings/store";
import { describeOnEachEngine } from "../../engines";
import { enter } from "../desk";
import { after, hashOf, makeCompany, makeUser } from "../world";
import { makeEnrolled } from "./factor";

type Policy = Settings["mfaPolicy"];

const setPolicy = (db: Database, mfaPolicy: Policy) =>
  db.unitOfWork((tx) => updateSettings(tx, "secondFactor", { mfaPolicy }));
const override = (db: Database, id: number, mfaRequired: boolean | null) =>
  db.unitOfWork((tx) => tx.prisma.user.update({ where: { id }, data: { mfaRequired } }));
const stateOf = async (db: Database, token: string): Promise<MfaState | undefined> =>
  (await findSessionByToken(db, token, after(1)))?.viewer.mfaState;

/** Policy, what was set for the user alone, and the roles that must have a factor then. GlobalAdmin is not exempt. */
const table: [Policy, boolean | null, string[]][] = [
  ["optional", null, []],
  ["optional", false, []],
  ["optional", true, ["User", "CompanyAdmin", "Admin", "GlobalAdmin"]],
  ["administrators", null, ["CompanyAdmin", "Admin", "GlobalAdmin"]],
  ["administrators", false, ["CompanyAdmin", "Admin", "GlobalAdmin"]],
  ["administrators", true, ["User", "CompanyAdmin", "Admin", "GlobalAdmin"]],
  ["everyone", null, ["User", "CompanyAdmin", "Admin", "GlobalAdmin"]],
  ["everyone", false, ["CompanyAdmin", "Admin", "GlobalAdmin"]],
  ["everyone", true, ["User", "CompanyAdmin", "Admin", "GlobalAdmin"]],
];

describeOnEachEngine("who must have a second factor", (open) => {
  afterEach(() => setPolicy(open(), "optional"));

  async function makeEachRole(db: Database) {
    const companyId = await makeCompany(db);
    const memberOf = (role: "User" | "CompanyAdmin") => [{ companyId, role }];
    return {
      User: await makeUser(db, { memberOf: memberOf("User") }),
      CompanyAdmin: await makeUser(db, { memberOf: memberOf("CompanyAdmin") }),
      Admin: await makeUser(db, { role: "Admin", memberOf: memberOf("User") }),
      GlobalAdmin: await makeUser(db, { role: "GlobalAdmin" }),
    };
  }

  test.each(table)(
    "policy %s, for the user %s: %j, in new sessions and in those that live",
    async (policy, rule, must) => {
      const db = open();
      const users = Object.entries(await makeEachRole(db));
      const living = new Map<string, string>();
      for (const [role, { id, username }] of users) {
        living.set(role, await enter(db, username));
        await override(db, id, rule);
      }
      await setPolicy(db, policy);
      const expected = Object.fromEntries(users.map(([role]) => [role, must.includes(role) ? "enrol" : "ok"]));
      const [now, anew]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
      for (const [role, { username }] of users) {
        now[role] = await stateOf(db, living.get(role) ?? "");
        anew[role] = await stateOf(db, await enter(db, username));
      }
      expect({ now, anew }).toEqual({ now: expected, anew: expected });
    },
  );

  test("a living session is stopped by the very next request, its streams too, and is free when nothing asks any more", async () => {
    const db = open();
    const user = await makeUser(db);
    const token = await enter(db, user.username);
    expect(await recheckViewer(hashOf(token), { db, now: after(1) })).not.toBeNull();
    await setPolicy(db, "everyone");
    expect(await stateOf(db, token)).toBe("enrol");
    expect(await recheckViewer(hashOf(token), { db, now: after(1) })).toBeNull();
    await setPolicy(db, "optional");
    expect(await stateOf(db, token)).toBe("ok");
  });

  test("promoted to administrator of a company: the policy covers them from the next request on", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const user = await makeUser(db, { memberOf: [{ companyId, role: "User" }] });
    const token = await enter(db, user.username);
    await setPolicy(db, "administrators");
    expect(await stateOf(db, token)).toBe("ok");
    await db.unitOfWork((tx) =>
      tx.prisma.membership.updateMany({ where: { userId: user.id }, data: { role: "CompanyAdmin" } }),
    );
    expect(await stateOf(db, token)).toBe("enrol");
    await db.unitOfWork((tx) => tx.prisma.company.update({ where: { id: companyId }, data: { deletedAt: after(0) } }));
    expect(await stateOf(db, token)).toBe("ok");
  });

  test("who has a factor is asked for it whatever the policy, and no policy opens a session that waits for the code", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const token = await enter(db, user.username);
    for (const policy of mfaPolicies) {
      await setPolicy(db, policy);
      expect(await stateOf(db, token)).toBe("challenge");
    }
    await override(db, user.id, false);
    expect(await stateOf(db, token)).toBe("challenge");
  });

  test("a session that had to set one up must show the one that was set up elsewhere meanwhile", async () => {
    const db = open();
    await setPolicy(db, "everyone");
    const user = await makeUser(db);
    const token = await enter(db, user.username);
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: { mfaEnabled: true } }));
    expect(await stateOf(db, token)).toBe("challenge");
  });

  test("a policy nobody knows is the default", async () => {
    const db = open();
    await setPolicy(db, "everyone");
    expect(await readMfaPolicy(db)).toBe("everyone");
    await db.unitOfWork((tx) => tx.prisma.settings.updateMany({ data: { mfaPolicy: "whatever" } }));
    expect(await readMfaPolicy(db)).toBe("optional");
  });
});

test.each([
  ["ok", false, "/c/1/dashboard", "/c/1/dashboard"],
  ["ok", true, "/c/1/dashboard", "/change-password"],
  ["challenge", false, "/", "/mfa"],
  ["challenge", true, "/c/1/x?a=b&c=d", "/mfa?next=%2Fc%2F1%2Fx%3Fa%3Db%26c%3Dd"],
  ["enrol", false, "/c/1/dashboard", "/mfa?next=%2Fc%2F1%2Fdashboard"],
] as const)("after the password, at %s (must change it: %s), on the way to %s: %s", (mfaState, must, next, place) => {
  expect(placeAfterSignIn({ mfaState, mustChangePassword: must }, next)).toBe(place);
});
