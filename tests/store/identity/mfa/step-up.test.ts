import { isStepUpFresh } from "@/lib/access/step-up";
import { hashPassword } from "@/lib/auth/password-hash";
import { type Desk, performChange } from "@/lib/portal/action-core";
import { recoveryCodesRenewal } from "@/lib/portal/identity/mfa/own-factor";
import { stepUpChange } from "@/lib/portal/identity/step-up";
import { findSessionByToken } from "@/lib/portal/session";
import { describeOnEachEngine } from "../../engines";
import { deskAt, enter, formOf } from "../desk";
import { after, makeUser, refusalOf, rightPassword } from "../world";
import { codeAt, makeEnrolled, rowsOf, wrongCode } from "./factor";

type Fields = { password?: string; code?: string };
const confirm = (desk: Desk, { password = rightPassword, code }: Fields = {}) =>
  performChange(desk, stepUpChange, formOf({ password, ...(code === undefined ? {} : { code }) }));

describeOnEachEngine("confirming who one is", (open) => {
  /** Passed the second factor at sign-in, half an hour ago. */
  async function enrolledDesk() {
    const user = await makeEnrolled(open());
    const token = await enter(open(), user.username);
    await open().unitOfWork((tx) =>
      tx.prisma.session.updateMany({ where: { userId: user.id }, data: { mfaState: "ok", stepUpAt: after(0) } }),
    );
    return { user, token, desk: await deskAt(open(), token, { now: after(30) }) };
  }

  test("the password opens the guarded acts for five minutes, and the session has a new token", async () => {
    const db = open();
    const user = await makeUser(db);
    const token = await enter(db, user.username);
    const { token: next } = await confirm(await deskAt(db, token, { now: after(30) }));
    expect(await findSessionByToken(db, token, after(31))).toBeNull();
    const viewer = (await findSessionByToken(db, next, after(31)))?.viewer;
    expect(viewer && [isStepUpFresh(viewer, after(35)), isStepUpFresh(viewer, after(35.1))]).toEqual([true, false]);
    expect(await rowsOf(db, user.id, "identity confirmed")).toMatchObject([
      { outcome: "ok", chainIndex: expect.anything(), changes: expect.stringContaining('"password"') },
    ]);
  });

  test("with a second factor the password alone is no proof, nor is a wrong, used or foreign code", async () => {
    const { user, token, desk } = await enrolledDesk();
    const other = await makeEnrolled(open());
    for (const code of [undefined, "", wrongCode(user.secret, after(30)), other.recoveryCodes[0], "nonsense"]) {
      const refusal = await refusalOf(confirm(desk, code === undefined ? {} : { code }));
      expect(refusal).toMatchObject({ code: "invalid", fields: { code: expect.any(String) } });
    }
    expect((await findSessionByToken(open(), token, after(30)))?.viewer.stepUpAt).toEqual(after(0));
    expect(await refusalOf(performChange(desk, recoveryCodesRenewal, formOf({})))).toMatchObject({
      code: "step_up_required",
    });
    const code = codeAt(user.secret, after(30));
    const { token: next } = await confirm(desk, { code });
    const again = await deskAt(open(), next, { now: after(30) });
    expect(await refusalOf(confirm(again, { code }))).toMatchObject({
      fields: { code: expect.stringContaining("used") },
    });
    await expect(performChange(again, recoveryCodesRenewal, formOf({}))).resolves.toBeDefined();
  });

  test("a recovery code will do, once", async () => {
    const { user, desk } = await enrolledDesk();
    const [code = ""] = user.recoveryCodes;
    const { token } = await confirm(desk, { code });
    const again = await deskAt(open(), token, { now: after(30) });
    expect(await refusalOf(confirm(again, { code }))).toMatchObject({ code: "invalid" });
    expect(await rowsOf(open(), user.id, "identity confirmed")).toMatchObject([
      { changes: expect.stringContaining("recovery code") },
    ]);
  });

  test("of fifty at once with the same code one counts", async () => {
    const { user, desk } = await enrolledDesk();
    const code = codeAt(user.secret, after(30));
    const limits = { take: desk.runtime.limits.take };
    const generous = {
      ...desk,
      runtime: { ...desk.runtime, limits: { take: async () => ({ ...(await limits.take("login", "x")), ok: true }) } },
    };
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => confirm(generous, { code })));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect(await rowsOf(open(), user.id, "identity confirmed")).toHaveLength(1);
  }, 60_000);

  test("guesses at the password are counted and noted; the right one is not locked out by being asked often", async () => {
    const db = open();
    const user = await makeUser(db);
    let token = await enter(db, user.username);
    const { runtime } = await deskAt(db, token);
    for (let time = 0; time < 12; time++) {
      ({ token } = await confirm(await deskAt(db, token, { runtime, now: after(1 + time) })));
    }
    const desk = await deskAt(db, token, { runtime, now: after(14) });
    for (let time = 0; time < 10; time++) {
      const refusal = await refusalOf(confirm(desk, { password: "wrong horse" }));
      expect(refusal).toMatchObject({ code: "invalid", fields: { password: expect.any(String) } });
    }
    expect(await refusalOf(confirm(desk))).toMatchObject({ code: "too_many_requests" });
    const rows = await rowsOf(db, user.id, "confirmation of identity refused");
    expect(rows.map(({ outcome, count, chainIndex }) => [outcome, count, chainIndex]).sort()).toEqual([
      ["denied", 1, null],
      ["failed", 10, null],
    ]);
    expect(JSON.stringify(rows)).not.toContain("wrong horse");
  });

  test("a wrong password says nothing of the code", async () => {
    const { user, desk } = await enrolledDesk();
    const code = codeAt(user.secret, after(30));
    const right = await refusalOf(confirm(desk, { password: "wrong", code }));
    expect(right).toEqual(await refusalOf(confirm(desk, { password: "wrong", code: "nonsense" })));
    await expect(confirm(desk, { code })).resolves.toBeDefined();
  });

  test("a password changed meanwhile proves nothing, and spends no code", async () => {
    const { user, desk } = await enrolledDesk();
    const code = codeAt(user.secret, after(30));
    const passwordHash = await hashPassword("set by an administrator");
    const overtaken = {
      ...stepUpChange,
      prepare: async (...given: Parameters<typeof stepUpChange.prepare>) => {
        const proven = await stepUpChange.prepare(...given);
        await open().unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: { passwordHash } }));
        return proven;
      },
    };
    const form = formOf({ password: rightPassword, code });
    expect(await refusalOf(performChange(desk, overtaken, form))).toMatchObject({ code: "conflict" });
    expect((await open().prisma.user.findUnique({ where: { id: user.id } }))?.mfaLastStep).toBe(1);
  });

  test.each(["challenge", "enrol"])("a session at %s confirms nothing", async (mfaState) => {
    const { user, token } = await enrolledDesk();
    await open().unitOfWork((tx) => tx.prisma.session.updateMany({ where: { userId: user.id }, data: { mfaState } }));
    const desk = await deskAt(open(), token, { now: after(30) });
    const refusal = await refusalOf(confirm(desk, { code: codeAt(user.secret, after(30)) }));
    expect(refusal).toMatchObject({ code: "not_signed_in" });
  });
});
