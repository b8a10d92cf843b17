import { recoveryCodeHash } from "@/lib/auth/mfa/recovery-code";
import { mfaStore } from "@/lib/auth/mfa-store";
import { sessionStore } from "@/lib/auth/store";
import type { Database } from "@/lib/db/database";
import { performChange } from "@/lib/portal/action-core";
import { pendingSecret } from "@/lib/portal/identity/mfa/enrolment";
import { beginForcedEnrolment, confirmForcedEnrolment } from "@/lib/portal/identity/mfa/forced-enrolment";
import {
  enrolmentBeginning,
  enrolmentConfirmation,
  factorRemoval,
  recoveryCodesRenewal,
} from "@/lib/portal/identity/mfa/own-factor";
import { readEnrolment, readOwnFactor } from "@/lib/portal/identity/mfa/view";
import { findSessionByToken } from "@/lib/portal/session";
import { describeOnEachEngine } from "../../engines";
import { deskAt, enter, formOf } from "../desk";
import { after, makeUser, refusalOf, rightPassword } from "../world";
import { codeAt, makeEnrolled, rowsOf, signedInDesk, wrongCode } from "./factor";

const secret = Buffer.alloc(32, 9);

/** A session that has proven everything, for a user with a factor. */
async function enterWithFactor(db: Database, username: string, sessionState = "ok") {
  const token = await enter(db, username);
  await db.unitOfWork((tx) =>
    tx.prisma.session.updateMany({
      where: { user: { username } },
      data: { mfaState: sessionState, stepUpAt: after(1) },
    }),
  );
  return token;
}

async function pendingOf(db: Database, token: string) {
  const current = await findSessionByToken(db, token, after(1));
  if (!current) throw new Error("the session is over");
  return pendingSecret(await mfaStore(db).find(current.viewer.userId), current.viewer, secret);
}

describeOnEachEngine("setting a second factor up", (open) => {
  test("by choice: secret, code, ten recovery codes, a new token; other sessions end; nothing readable is stored", async () => {
    const db = open();
    const user = await makeUser(db);
    const [token, other] = [await enter(db, user.username), await enter(db, user.username)];
    await performChange(await deskAt(db, token), enrolmentBeginning, formOf({}));
    const pending = (await pendingOf(db, token)) ?? "";
    expect(pending).toMatch(/^[A-Z2-7]{32}$/);
    const viewed = await readOwnFactor({ db, secret }, (await signedInDesk(db, token)).current.viewer);
    expect(viewed).toMatchObject({ isEnabled: false, pending: { text: expect.any(String), account: user.email } });
    expect(viewed.pending?.text.replaceAll(" ", "")).toBe(pending);

    const code = codeAt(pending, after(1));
    const done = await performChange(await deskAt(db, token), enrolmentConfirmation, formOf({ code }));
    expect(done.recoveryCodes).toHaveLength(10);
    expect(await findSessionByToken(db, token, after(1))).toBeNull();
    expect(await findSessionByToken(db, other, after(1))).toBeNull();
    const { current } = await signedInDesk(db, done.token);
    expect(current.viewer).toMatchObject({ mfaState: "ok", stepUpAt: after(1) });
    const view = await readOwnFactor({ db, secret }, current.viewer);
    expect(view).toEqual({ isEnabled: true, isRequired: false, codesLeft: 10, hasFewCodes: false, pending: null });

    const again = await signedInDesk(db, await enter(db, user.username));
    expect(again.current.viewer.mfaState).toBe("challenge");
    const rows = JSON.stringify([
      await db.prisma.user.findUnique({ where: { id: user.id } }),
      await db.prisma.recoveryCode.findMany({ where: { userId: user.id } }),
      await db.prisma.auditLog.findMany({ where: { actorId: user.id } }),
    ]);
    for (const shown of [pending, ...done.recoveryCodes]) expect(rows).not.toContain(shown);
    expect(await rowsOf(db, user.id, "second factor set up")).toMatchObject([
      { changes: expect.stringContaining("otherSessions") },
    ]);
  });

  test("the code that confirmed it is spent", async () => {
    const db = open();
    const user = await makeUser(db);
    const token = await enter(db, user.username);
    await performChange(await deskAt(db, token), enrolmentBeginning, formOf({}));
    const code = codeAt((await pendingOf(db, token)) ?? "", after(1));
    await performChange(await deskAt(db, token), enrolmentConfirmation, formOf({ code }));
    const factor = await mfaStore(db).find(user.id);
    expect(factor?.lastStep).toBe(Math.floor(after(1).getTime() / 30_000));
  });

  test("a wrong code is refused at its field and noted; beginning again forgets the first key", async () => {
    const db = open();
    const user = await makeUser(db);
    const token = await enter(db, user.username);
    const desk = await deskAt(db, token);
    await performChange(desk, enrolmentBeginning, formOf({}));
    const first = (await pendingOf(db, token)) ?? "";
    await performChange(desk, enrolmentBeginning, formOf({}));
    const second = (await pendingOf(db, token)) ?? "";
    expect(second).not.toBe(first);
    for (const code of [codeAt(first, after(1)), wrongCode(second, after(1)), "not a code"]) {
      const refusal = await refusalOf(performChange(desk, enrolmentConfirmation, formOf({ code })));
      expect(refusal).toMatchObject({ code: "invalid", fields: { code: expect.any(String) } });
    }
    expect(await mfaStore(db).isEnabled(user.id)).toBe(false);
    const noise = await rowsOf(db, user.id, "second factor set-up refused");
    expect(noise).toMatchObject([{ outcome: "failed", count: 3, chainIndex: null }]);
    await expect(
      performChange(desk, enrolmentConfirmation, formOf({ code: codeAt(second, after(1)) })),
    ).resolves.toBeDefined();
  });

  test("a set-up that was begun in another session is neither shown nor finished here", async () => {
    const db = open();
    const user = await makeUser(db);
    const [token, other] = [await enter(db, user.username), await enter(db, user.username)];
    await performChange(await deskAt(db, token), enrolmentBeginning, formOf({}));
    const code = codeAt((await pendingOf(db, token)) ?? "", after(1));
    expect(await pendingOf(db, other)).toBeNull();
    const attempt = performChange(await deskAt(db, other), enrolmentConfirmation, formOf({ code }));
    expect(await refusalOf(attempt)).toMatchObject({ code: "conflict" });
  });

  test("of two confirmations at once one stands, with its own recovery codes", async () => {
    const db = open();
    const user = await makeUser(db);
    const token = await enter(db, user.username);
    await performChange(await deskAt(db, token), enrolmentBeginning, formOf({}));
    const code = codeAt((await pendingOf(db, token)) ?? "", after(1));
    const desk = await deskAt(db, token);
    const answers = await Promise.allSettled(
      [1, 2].map(() => performChange(desk, enrolmentConfirmation, formOf({ code }))),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
    const won = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value.recoveryCodes : []));
    const stored = await db.prisma.recoveryCode.findMany({ where: { userId: user.id } });
    expect(stored.map((row) => row.codeHash).sort()).toEqual(won.map((text) => recoveryCodeHash(text, user.id)).sort());
  });

  test("whoever has one neither begins nor confirms another, and the one in use stays", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const desk = await deskAt(db, await enterWithFactor(db, user.username));
    for (const attempt of [
      performChange(desk, enrolmentBeginning, formOf({})),
      performChange(desk, enrolmentConfirmation, formOf({ code: codeAt(user.secret, after(1)) })),
    ]) {
      expect(await refusalOf(attempt)).toMatchObject({ code: "conflict" });
    }
    const viewed = await readOwnFactor(
      { db, secret },
      (await signedInDesk(db, await enter(db, user.username))).current.viewer,
    );
    expect(JSON.stringify(viewed)).not.toContain(user.secret);
    expect(await mfaStore(db).isEnabled(user.id)).toBe(true);
  });

  test("each of it wants a fresh proof of identity", async () => {
    const db = open();
    const user = await makeUser(db);
    const desk = await deskAt(db, await enter(db, user.username), { now: after(6) });
    for (const attempt of [
      performChange(desk, enrolmentBeginning, formOf({})),
      performChange(desk, enrolmentConfirmation, formOf({ code: "123456" })),
      performChange(desk, recoveryCodesRenewal, formOf({})),
      performChange(desk, factorRemoval, formOf({})),
    ]) {
      expect(await refusalOf(attempt)).toMatchObject({ code: "step_up_required" });
    }
  });

  test("forced: the same without a portal, and the session is free afterwards", async () => {
    const db = open();
    const user = await makeUser(db);
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: { mfaRequired: true } }));
    const token = await enter(db, user.username);
    const desk = await signedInDesk(db, token);
    expect(desk.current.viewer.mfaState).toBe("enrol");
    expect(await refusalOf(performChange(desk, enrolmentBeginning, formOf({})))).toMatchObject({
      code: "not_signed_in",
    });
    await beginForcedEnrolment(desk);
    const view = await readEnrolment({ db, secret }, desk.current.viewer, after(1));
    const pending = view.pending?.text.replaceAll(" ", "") ?? "";
    expect(view.asksPassword).toBe(false);
    const code = codeAt(pending, after(1));
    const done = await confirmForcedEnrolment(desk, { code });
    expect((await signedInDesk(db, done.token)).current.viewer.mfaState).toBe("ok");
    expect(done.recoveryCodes).toHaveLength(10);
    expect(await rowsOf(db, user.id, "second factor set up")).toHaveLength(1);
  });

  test("forced in a session that was left open: the password is asked for, and guesses are counted", async () => {
    const db = open();
    const user = await makeUser(db);
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: { mfaRequired: true } }));
    const desk = await signedInDesk(db, await enter(db, user.username), after(30));
    await beginForcedEnrolment(desk);
    expect((await readEnrolment({ db, secret }, desk.current.viewer, after(30))).asksPassword).toBe(true);
    const pending = pendingSecret(await mfaStore(db).find(user.id), desk.current.viewer, secret) ?? "";
    const code = codeAt(pending, after(30));
    for (const password of [undefined, "", "wrong horse"]) {
      const refusal = await refusalOf(confirmForcedEnrolment(desk, { code, password }));
      expect(refusal).toMatchObject({ code: "invalid", fields: { password: expect.any(String) } });
    }
    for (let time = 0; time < 9; time++) await refusalOf(confirmForcedEnrolment(desk, { code, password: "wrong" }));
    const refusal = await refusalOf(confirmForcedEnrolment(desk, { code, password: rightPassword }));
    expect(refusal).toMatchObject({ code: "too_many_requests" });
    const fresh = await signedInDesk(db, await enter(db, user.username), after(30));
    await beginForcedEnrolment(fresh);
    const next = pendingSecret(await mfaStore(db).find(user.id), fresh.current.viewer, secret) ?? "";
    const done = confirmForcedEnrolment(fresh, { code: codeAt(next, after(30)), password: rightPassword });
    await expect(done).resolves.toBeDefined();
  });
});

describeOnEachEngine("living with a second factor", (open) => {
  test("new recovery codes: the old ones are dead, and few left are warned of", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const token = await enterWithFactor(db, user.username);
    const desk = await deskAt(db, token);
    const view = async () => readOwnFactor({ db, secret }, (await signedInDesk(db, token)).current.viewer);
    const spend = (code: string) =>
      db.unitOfWork((tx) => {
        const codeHash = recoveryCodeHash(code, user.id) ?? "";
        return mfaStore(tx).spend(user.id, { kind: "recovery", codeHash }, after(1));
      });
    for (const code of user.recoveryCodes.slice(0, 6)) expect(await spend(code)).toBe(true);
    expect(await view()).toMatchObject({ codesLeft: 4, hasFewCodes: false });
    expect(await spend(user.recoveryCodes[6] ?? "")).toBe(true);
    expect(await view()).toMatchObject({ codesLeft: 3, hasFewCodes: true });

    const { recoveryCodes } = await performChange(desk, recoveryCodesRenewal, formOf({}));
    expect(recoveryCodes).toHaveLength(10);
    expect(await view()).toMatchObject({ codesLeft: 10, hasFewCodes: false });
    expect(await spend(user.recoveryCodes[9] ?? "")).toBe(false);
    expect(await spend(recoveryCodes[0] ?? "")).toBe(true);
    expect(await rowsOf(db, user.id, "recovery codes renewed")).toHaveLength(1);
  });

  test("removed by choice: codes are gone, other sessions end, the password alone opens", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const token = await enterWithFactor(db, user.username);
    const other = await enter(db, user.username);
    await performChange(await deskAt(db, token), factorRemoval, formOf({}));
    expect(await findSessionByToken(db, token, after(1))).not.toBeNull();
    expect(await findSessionByToken(db, other, after(1))).toBeNull();
    expect(await mfaStore(db).find(user.id)).toMatchObject({ isEnabled: false, sealedSecret: null, lastStep: null });
    expect(await db.prisma.recoveryCode.count({ where: { userId: user.id } })).toBe(0);
    expect((await signedInDesk(db, await enter(db, user.username))).current.viewer.mfaState).toBe("ok");
    expect(await rowsOf(db, user.id, "second factor removed")).toHaveLength(1);
    expect(await refusalOf(performChange(await deskAt(db, token), factorRemoval, formOf({})))).toMatchObject({
      code: "conflict",
    });
  });

  test("not where it is required; no codes for whoever has no factor", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: { mfaRequired: true } }));
    const token = await enterWithFactor(db, user.username);
    expect(await refusalOf(performChange(await deskAt(db, token), factorRemoval, formOf({})))).toMatchObject({
      code: "forbidden",
    });
    expect(await mfaStore(db).isEnabled(user.id)).toBe(true);
    const plain = await makeUser(db);
    const desk = await deskAt(db, await enter(db, plain.username));
    expect(await refusalOf(performChange(desk, recoveryCodesRenewal, formOf({})))).toMatchObject({ code: "conflict" });
    expect(await db.prisma.recoveryCode.count({ where: { userId: plain.id } })).toBe(0);
  });

  test("cleared by somebody else: nothing of it is left, and a set-up that was begun is forgotten too", async () => {
    const db = open();
    const [user, begun] = [await makeEnrolled(db), await makeUser(db)];
    const token = await enter(db, begun.username);
    await performChange(await deskAt(db, token), enrolmentBeginning, formOf({}));
    const clear = (id: number) => db.unitOfWork((tx) => mfaStore(tx).clear(id));
    expect([await clear(user.id), await clear(user.id), await clear(begun.id)]).toEqual([true, false, false]);
    expect(await pendingOf(db, token)).toBeNull();
    expect(await mfaStore(db).countCodesLeft(user.id)).toBe(0);
    await expect(mfaStore(db).clear(user.id)).rejects.toThrow("unit of work");
    await expect(sessionStore(db).takeMfaTry(1)).rejects.toThrow("unit of work");
  });
});
