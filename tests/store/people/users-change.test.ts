import { verifyPassword } from "@/lib/auth/password-hash";
import { resetStore } from "@/lib/auth/reset-store";
import { hashSessionToken } from "@/lib/auth/session";
import type { Database } from "@/lib/db/database";
import { performChange } from "@/lib/portal/action-core";
import { globalRoleChange, mfaReset, passwordReset, renaming } from "@/lib/portal/people/users/account";
import { creation } from "@/lib/portal/people/users/create";
import { mfaOverride } from "@/lib/portal/people/users/mfa-override";
import {
  activation,
  approval,
  deactivation,
  deletion,
  restoration,
  sessionEnding,
} from "@/lib/portal/people/users/state";
import { portalFor } from "@/lib/portal/portal";
import { updateSettings } from "@/lib/settings/store";
import { describeOnEachEngine } from "../engines";
import { deskAt, formOf } from "../identity/desk";
import { after, makeCompany, makeUser, refusalOf } from "../identity/world";
import { makeActor, newName, perform, rowOf, sessionOf, sessionsOf, setColumns, trailOf } from "./users-world";

const fieldsOfNew = (change: Record<string, string | number> = {}) => {
  const username = newName();
  return { username, email: `${username}@example.test`, role: "User", secret: "password", ...change };
};

/** Everything written to the trail, as one text. */
const wholeTrail = async (db: Database) => JSON.stringify(await db.prisma.auditLog.findMany());

describeOnEachEngine("changes of users", (open) => {
  let actor: Awaited<ReturnType<typeof makeActor>>;
  beforeEach(async () => {
    actor = await makeActor(open(), "GlobalAdmin");
  });

  test("a new user has a one-time password that must be changed, and nothing but its hash is kept", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const fields = fieldsOfNew({ companyId, companyRole: "User" });
    const made = await perform(actor.desk, creation, fields);
    const password = made.secret.kind === "password" ? made.secret.password : "";
    expect(password).toMatch(/^([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}$/);
    const row = await rowOf(db, made.userId);
    expect(row).toMatchObject({ username: fields.username, state: "active", role: "User", mustChangePassword: true });
    expect(await verifyPassword(row.passwordHash, password)).toBe(true);
    expect(await db.prisma.membership.findMany({ where: { userId: made.userId } })).toMatchObject([
      { companyId, role: "User" },
    ]);
    expect(await trailOf(db, made.userId)).toMatchObject([{ action: "user created", companyId, actorId: actor.id }]);
    expect(await wholeTrail(db)).not.toContain(password);
  });

  test("with a link no password fits, and the link is kept by its hash for an hour", async () => {
    const db = open();
    const made = await perform(actor.desk, creation, fieldsOfNew({ secret: "link", companyId: "" }));
    const token = made.secret.kind === "link" ? made.secret.token : "";
    const tokenHash = hashSessionToken(token) ?? "";
    expect(await resetStore(db).find(tokenHash, after(60))).toMatchObject({ userId: made.userId });
    expect(await resetStore(db).find(tokenHash, after(62))).toBeNull();
    expect((await rowOf(db, made.userId)).mustChangePassword).toBe(false);
    expect(await wholeTrail(db)).not.toContain(token);
    expect(JSON.stringify(await db.prisma.resetToken.findMany())).not.toContain(token);
  });

  test("creating somebody with a role above User wants a fresh proof, a plain user does not", async () => {
    const db = open();
    const late = await deskAt(db, actor.token, { now: after(30) });
    const companyId = await makeCompany(db);
    await expect(perform(late, creation, fieldsOfNew({ companyId }))).resolves.toBeDefined();
    const above: Record<string, string | number>[] = [
      { role: "Admin" },
      { role: "GlobalAdmin" },
      { companyId, companyRole: "CompanyAdmin" },
    ];
    for (const change of above) {
      const fields = fieldsOfNew(change);
      expect(await refusalOf(perform(late, creation, fields))).toMatchObject({ code: "step_up_required" });
      expect(await db.prisma.user.count({ where: { username: fields.username } })).toBe(0);
      await expect(perform(actor.desk, creation, fields)).resolves.toBeDefined();
    }
  });

  test("only a GlobalAdmin creates an account directly", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    for (const role of ["Admin", "User"] as const) {
      const { desk } = await makeActor(db, role, [{ companyId, role: "CompanyAdmin" }]);
      expect(await refusalOf(perform(desk, creation, fieldsOfNew({ companyId })))).toMatchObject({ code: "forbidden" });
    }
    const nowhere = perform(actor.desk, creation, fieldsOfNew({ companyId: 999_999 }));
    expect(await refusalOf(nowhere)).toMatchObject({ code: "not_found" });
  });

  test("a taken name or e-mail names the field, and a deleted account to restore", async () => {
    const db = open();
    const [known, gone] = [await makeUser(db), await makeUser(db)];
    await perform(actor.desk, deletion, { userId: gone.id, confirm: gone.username });
    const taken = perform(actor.desk, creation, fieldsOfNew({ username: known.username.toUpperCase() }));
    expect(await refusalOf(taken)).toMatchObject({
      code: "conflict",
      fields: { username: "Another account has this user name." },
    });
    const deleted = await refusalOf(perform(actor.desk, creation, fieldsOfNew({ email: gone.email })));
    expect(deleted).toMatchObject({
      code: "conflict",
      fields: { email: expect.stringContaining("Restore it"), deletedUserId: String(gone.id) },
    });
    await perform(actor.desk, restoration, { userId: gone.id });
    expect((await rowOf(db, gone.id)).deletedAt).toBeNull();
  });

  test("an Admin who renames does not learn which of the two a stranger has", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const { desk } = await makeActor(db, "Admin", [{ companyId, role: "User" }]);
    const target = await makeUser(db, { memberOf: [{ companyId, role: "User" }] });
    const stranger = await makeUser(db);
    const rename = (change: object) =>
      refusalOf(perform(desk, renaming, { userId: target.id, username: newName(), email: target.email, ...change }));
    const byName = await rename({ username: stranger.username });
    expect(byName).toEqual({ code: "conflict", fields: undefined, message: expect.any(String) });
    expect(await rename({ email: stranger.email })).toEqual(byName);
    expect(JSON.stringify(byName)).not.toContain(String(stranger.id));
    await perform(desk, renaming, { userId: target.id, username: target.username.toUpperCase(), email: target.email });
    expect((await rowOf(db, target.id)).username).toBe(target.username.toUpperCase());
  });

  test.each(["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "{{7*7}} $(id)", "=HYPERLINK(1)"])(
    "a name is kept as it was typed: %s",
    async (typed) => {
      const db = open();
      const username = `${typed} ${newName().slice(4, 9)}`;
      const { userId } = await perform(
        actor.desk,
        creation,
        fieldsOfNew({ username, email: `${newName()}@example.test` }),
      );
      const portal = await portalFor(actor.desk.current?.viewer ?? never(), db, after(1));
      expect((await portal.users.find(userId, after(1)))?.username).toBe(username);
      expect(await trailOf(db, userId)).toMatchObject([{ targetLabel: username }]);
    },
  );

  test("a password reset ends the old one, every session and every earlier link", async () => {
    const db = open();
    const target = await makeActor(db, "User");
    const before = await rowOf(db, target.id);
    const first = await perform(actor.desk, passwordReset, { userId: target.id, secret: "link" });
    expect(await sessionsOf(db, target.id)).toBe(0);
    expect((await rowOf(db, target.id)).passwordHash).not.toBe(before.passwordHash);
    const second = await perform(actor.desk, passwordReset, { userId: target.id, secret: "password" });
    const token = first.kind === "link" ? first.token : "";
    expect(await resetStore(db).find(hashSessionToken(token) ?? "", after(2))).toBeNull();
    const row = await rowOf(db, target.id);
    expect(row.mustChangePassword).toBe(true);
    const password = second.kind === "password" ? second.password : "";
    expect(await verifyPassword(row.passwordHash, password)).toBe(true);
    const trail = await wholeTrail(db);
    expect([trail.includes(password), trail.includes(token), trail.includes(row.passwordHash)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  test("a link for somebody who could not use it is refused in words", async () => {
    const target = await makeUser(open(), { state: "disabled" });
    const attempt = perform(actor.desk, passwordReset, { userId: target.id, secret: "link" });
    expect(await refusalOf(attempt)).toMatchObject({ code: "conflict", fields: { secret: expect.any(String) } });
  });

  test("resetting the second factor clears it with its recovery codes and ends the sessions", async () => {
    const db = open();
    const target = await makeActor(db, "User");
    await setColumns(db, target.id, { mfaEnabled: true, mfaSecret: "sealed" });
    await db.unitOfWork((tx) =>
      tx.prisma.recoveryCode.create({ data: { userId: target.id, codeHash: "c".repeat(64) } }),
    );
    await perform(actor.desk, mfaReset, { userId: target.id });
    expect(await rowOf(db, target.id)).toMatchObject({ mfaEnabled: false, mfaSecret: null, mfaLastStep: null });
    expect(await db.prisma.recoveryCode.count({ where: { userId: target.id } })).toBe(0);
    expect(await sessionsOf(db, target.id)).toBe(0);
    expect(await refusalOf(perform(actor.desk, mfaReset, { userId: target.id }))).toMatchObject({ code: "conflict" });
  });

  test("the rule of the second factor: required ends sessions of who has none, administrators are not exempted", async () => {
    const db = open();
    const target = await makeActor(db, "Admin", [{ companyId: await makeCompany(db), role: "User" }]);
    await perform(actor.desk, mfaOverride, { userId: target.id, requirement: "required" });
    expect([(await rowOf(db, target.id)).mfaRequired, await sessionsOf(db, target.id)]).toEqual([true, 0]);
    await db.unitOfWork((tx) => updateSettings(tx, "secondFactor", { mfaPolicy: "administrators" }));
    const exempt = perform(actor.desk, mfaOverride, { userId: target.id, requirement: "exempt" });
    expect(await refusalOf(exempt)).toMatchObject({ code: "invalid", fields: { requirement: expect.any(String) } });
    await db.unitOfWork((tx) => updateSettings(tx, "secondFactor", { mfaPolicy: "optional" }));
    await perform(actor.desk, mfaOverride, { userId: target.id, requirement: "exempt" });
    expect((await rowOf(db, target.id)).mfaRequired).toBe(false);
    const own = perform(actor.desk, mfaOverride, { userId: actor.id, requirement: "exempt" });
    expect(await refusalOf(own)).toMatchObject({ code: "forbidden" });
  });

  test("deactivating, deleting and a new global role act on the very next request", async () => {
    const db = open();
    const acts = [
      (userId: number) => perform(actor.desk, deactivation, { userId }),
      (userId: number, confirm: string) => perform(actor.desk, deletion, { userId, confirm }),
      (userId: number) => perform(actor.desk, globalRoleChange, { userId, role: "Admin" }),
    ];
    for (const act of acts) {
      const target = await makeActor(db, "User");
      await act(target.id, target.username);
      expect((await deskAt(db, target.token)).current).toBeNull();
      expect(await sessionsOf(db, target.id)).toBe(0);
      expect(await trailOf(db, target.id)).toHaveLength(1);
    }
  });

  test("a deleted user keeps memberships, is in no list, and comes back with them", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const target = await makeActor(db, "User", [{ companyId, role: "CompanyAdmin" }]);
    const wrong = perform(actor.desk, deletion, { userId: target.id, confirm: target.username.toUpperCase() });
    expect(await refusalOf(wrong)).toMatchObject({ code: "invalid", fields: { confirm: expect.any(String) } });
    await perform(actor.desk, deletion, { userId: target.id, confirm: target.username });
    const portal = await portalFor(actor.desk.current?.viewer ?? never(), db, after(1));
    const listed = async (state?: "deleted") =>
      (
        await portal.users.list(
          { search: target.username, ...(state ? { state } : {}) },
          { sort: { by: "name", direction: "asc" }, size: 10 },
        )
      ).rows.map((row) => row.id);
    expect([await listed(), await listed("deleted")]).toEqual([[], [target.id]]);
    expect(await portal.people.members(companyId)).toEqual([]);
    expect(await refusalOf(perform(actor.desk, activation, { userId: target.id }))).toMatchObject({
      code: "not_found",
    });
    await perform(actor.desk, restoration, { userId: target.id });
    expect(await portal.people.members(companyId)).toMatchObject([{ userId: target.id, role: "CompanyAdmin" }]);
    expect(await refusalOf(perform(actor.desk, restoration, { userId: target.id }))).toMatchObject({
      code: "not_found",
    });
  });

  test("approving lets somebody into a company; making them its administrator wants a fresh proof", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const [one, other] = [await makeUser(db, { state: "pending" }), await makeUser(db, { state: "pending" })];
    const late = await deskAt(db, actor.token, { now: after(30) });
    await perform(late, approval, { userId: one.id, companyId, role: "User" });
    expect((await rowOf(db, one.id)).state).toBe("active");
    expect(await trailOf(db, one.id)).toMatchObject([{ action: "user approved", companyId }]);
    const asAdmin = { userId: other.id, companyId, role: "CompanyAdmin" };
    expect(await refusalOf(perform(late, approval, asAdmin))).toMatchObject({ code: "step_up_required" });
    expect((await rowOf(db, other.id)).state).toBe("pending");
    await perform(actor.desk, approval, asAdmin);
    const members = await db.prisma.membership.findMany({ where: { companyId }, orderBy: { userId: "asc" } });
    expect(members.map((entry) => entry.role)).toEqual(["User", "CompanyAdmin"]);
    expect(await refusalOf(perform(actor.desk, activation, { userId: actor.id }))).toMatchObject({ code: "forbidden" });
  });

  test("one session or all of them end; another user's session is not touched by its number", async () => {
    const db = open();
    const target = await makeActor(db, "User");
    await sessionOf(db, target.id);
    const stranger = await makeActor(db, "User");
    const [foreign] = await db.prisma.session.findMany({ where: { userId: stranger.id } });
    const wrong = perform(actor.desk, sessionEnding, { userId: target.id, sessionId: foreign?.id ?? 0 });
    expect(await refusalOf(wrong)).toMatchObject({ code: "conflict" });
    const [own] = await db.prisma.session.findMany({ where: { userId: target.id } });
    await perform(actor.desk, sessionEnding, { userId: target.id, sessionId: own?.id ?? 0 });
    expect([await sessionsOf(db, target.id), await sessionsOf(db, stranger.id)]).toEqual([1, 1]);
    await expect(perform(actor.desk, sessionEnding, { userId: target.id })).resolves.toEqual({ ended: 1 });
  });

  test.each(["", "0", "-1", "1.5", "x", "99999999999999999999", "1e3", "' OR 1=1"])(
    "a user number that is none is a broken field, not a fault: %j",
    async (userId) => {
      const attempt = performChange(actor.desk, deactivation, formOf({ userId }));
      const refusal = await refusalOf(attempt);
      expect(["invalid", "not_found"]).toContain(refusal.code);
    },
  );
});

function never(): never {
  throw new Error("the actor is not signed in");
}
