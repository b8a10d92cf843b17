import { z } from "zod";
import type { Database } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { type ChangeDefinition, failureOf, performChange } from "@/lib/portal/action-core";
import { describeOnEachEngine } from "../engines";
import { deskAt, enter, formOf, log, logged } from "./desk";
import { after, makeCompany, makeUser, refusalOf } from "./world";

/** A change that can be seen, without the rules of any room in its way. */
function renameUser(userId: number, order: string[] = []): ChangeDefinition<z.ZodType<{ name: string }>, null, string> {
  return {
    may: "users.approve",
    input: z.object({ name: z.string().max(20, "too long") }),
    prepare: async () => {
      order.push("prepare");
      return null;
    },
    run: async ({ tx, input }) => {
      order.push("run");
      await tx.prisma.user.update({ where: { id: userId }, data: { username: input.name } });
      return {
        value: input.name,
        audit: { action: "user renamed", target: { kind: "user", id: userId, label: input.name } },
      };
    },
  };
}

const nameOf = async (db: Database, id: number) => (await db.prisma.user.findUnique({ where: { id } }))?.username;

describeOnEachEngine("the one way to change something", (open) => {
  beforeEach(() => {
    logged.length = 0;
  });

  test("change and audit row stand together", async () => {
    const db = open();
    const admin = await makeUser(db, { role: "GlobalAdmin" });
    const target = await makeUser(db);
    const desk = await deskAt(db, await enter(db, admin.username));
    const name = `renamed-${target.id}`;
    await expect(performChange(desk, renameUser(target.id), formOf({ name, $ACTION_ID_1: "x" }))).resolves.toBe(name);
    expect(await nameOf(db, target.id)).toBe(name);
    const rows = await db.prisma.auditLog.findMany({ where: { action: "user renamed", targetId: String(target.id) } });
    expect(rows).toMatchObject([{ actorId: admin.id, ip: "127.0.0.1", outcome: "ok" }]);
    expect(rows[0]?.chainIndex).not.toBeNull();
  });

  test("no audit row, no change", async () => {
    const db = open();
    const admin = await makeUser(db, { role: "GlobalAdmin" });
    const target = await makeUser(db);
    const desk = await deskAt(db, await enter(db, admin.username));
    const broken = { ...desk, now: new Date(Number.NaN) };
    await expect(performChange(broken, renameUser(target.id), formOf({ name: "never" }))).rejects.toThrow();
    expect(await nameOf(db, target.id)).toBe(target.username);
  });

  test("who may not is refused before the form is read, and the denial is written down", async () => {
    const db = open();
    const user = await makeUser(db, { memberOf: [{ companyId: await makeCompany(db), role: "CompanyAdmin" }] });
    const order: string[] = [];
    const desk = await deskAt(db, await enter(db, user.username));
    const refusal = await refusalOf(performChange(desk, renameUser(user.id, order), formOf({ name: "x".repeat(99) })));
    expect(refusal).toMatchObject({ code: "forbidden" });
    expect(order).toEqual([]);
    const denials = await db.prisma.auditLog.findMany({ where: { actorId: user.id, outcome: "denied" } });
    expect(denials).toMatchObject([{ action: "approve a self-registered user", chainIndex: null }]);
  });

  test("a foreign and an absent company are not found, inside the transaction", async () => {
    const db = open();
    const [own, foreign] = [await makeCompany(db), await makeCompany(db)];
    const user = await makeUser(db, { memberOf: [{ companyId: own, role: "CompanyAdmin" }] });
    const desk = await deskAt(db, await enter(db, user.username));
    const order: string[] = [];
    const act = (companyId: number) =>
      performChange(
        desk,
        { ...renameUser(user.id, order), may: "company.options", target: async () => ({ companyId }) },
        formOf({ name: `in-${user.id}` }),
      );
    expect(await refusalOf(act(foreign))).toEqual(await refusalOf(act(999_999)));
    expect(await refusalOf(act(foreign))).toMatchObject({ code: "not_found" });
    expect(order).not.toContain("run");
    await expect(act(own)).resolves.toBe(`in-${user.id}`);
  });

  test("the form's fields are checked before anything slow", async () => {
    const db = open();
    const admin = await makeUser(db, { role: "GlobalAdmin" });
    const order: string[] = [];
    const desk = await deskAt(db, await enter(db, admin.username));
    const refusal = await refusalOf(performChange(desk, renameUser(admin.id, order), formOf({ name: "x".repeat(21) })));
    expect(refusal).toMatchObject({ code: "invalid", fields: { name: "too long" } });
    expect(order).toEqual([]);
  });

  test("acts that want it are refused without a fresh proof of the password", async () => {
    const db = open();
    const admin = await makeUser(db, { role: "GlobalAdmin" });
    const token = await enter(db, admin.username);
    const guarded = { ...renameUser(admin.id), may: "installation.settings" } as const;
    const form = formOf({ name: `proved-${admin.id}` });
    const stale = await deskAt(db, token, { now: after(6) });
    expect(await refusalOf(performChange(stale, guarded, form))).toMatchObject({ code: "step_up_required" });
    await expect(performChange(await deskAt(db, token, { now: after(5) }), guarded, form)).resolves.toBeDefined();
  });

  test.each([
    ["nobody", {}, "not_signed_in"],
    ["one with a code to enter", { mfaState: "challenge" }, "not_signed_in"],
    ["one with a code to set up", { mfaState: "enrol" }, "not_signed_in"],
    ["one with the default password", { mustChangePassword: true }, "forbidden"],
  ] as const)("%s changes nothing", async (who, change, code) => {
    const db = open();
    const admin = await makeUser(db, { role: "GlobalAdmin" });
    const desk = await deskAt(db, who === "nobody" ? null : await enter(db, admin.username));
    const current = desk.current && { ...desk.current, viewer: { ...desk.current.viewer, ...change } };
    const order: string[] = [];
    const attempt = performChange({ ...desk, current }, renameUser(admin.id, order), formOf({ name: "x" }));
    expect(await refusalOf(attempt)).toMatchObject({ code });
    expect(order).toEqual([]);
  });

  test("a fault shows its number alone, and the log has the rest", () => {
    const fault = failureOf(new Error("table users is gone"), log);
    expect(fault).toMatchObject({ ok: false, code: "fault", errorId: expect.stringMatching(/^[0-9a-f]{10}$/) });
    expect(JSON.stringify(fault)).not.toContain("table");
    expect(logged).toMatchObject([[{ errorId: "errorId" in fault ? fault.errorId : "" }, "a form failed"]]);
    expect(failureOf(new PortalError("conflict", "taken"), log)).toEqual({
      ok: false,
      code: "conflict",
      message: "taken",
    });
    expect(logged).toHaveLength(1);
  });
});
