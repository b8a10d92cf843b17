import { hashPassword } from "@/lib/auth/password-hash";
import { commonPasswordWords } from "@/lib/auth/password-policy";
import { resetStore } from "@/lib/auth/reset-store";
import { changePasswordForm } from "@/lib/auth/schema";
import { newSessionToken } from "@/lib/auth/session";
import type { Database, Db } from "@/lib/db/database";
import { type Desk, performChange } from "@/lib/portal/action-core";
import { deviceCookieFor } from "@/lib/portal/identity/device-cookie";
import { passwordChange, readPasswordChange } from "@/lib/portal/identity/password-change";
import { findSessionByToken, recheckViewer } from "@/lib/portal/session";
import { hashSetupCode } from "@/lib/settings/setup-code";
import { readFirstStartState, writeFirstStartState } from "@/lib/settings/store";
import { describeOnEachEngine } from "../engines";
import { deskAt, elsewhere, enter, formOf, here } from "./desk";
import { after, deskOf, hashOf, makeCompany, makeUser, refusalOf, rightPassword, signIn } from "./world";

const newPassword = "another long passphrase";

describeOnEachEngine("changing one's password", (open) => {
  const definition = {
    may: "self.change_password",
    provesPassword: true,
    allowsForcedChange: true,
    input: changePasswordForm,
    ...passwordChange,
  } as const;

  type Fields = { current?: string; password?: string; repeat?: string; setupCode?: string };
  function change(
    desk: Desk,
    { current = rightPassword, password = newPassword, repeat = password, setupCode }: Fields = {},
  ) {
    const form = formOf({ current, password, repeat, ...(setupCode === undefined ? {} : { setupCode }) });
    return performChange(desk, definition, form);
  }
  const setCode = (db: Database, code: string | null) =>
    db.unitOfWork((tx: Db) => writeFirstStartState(tx, { setupCodeHash: code && hashSetupCode(code) }));

  async function refusalsOf(db: Database, actorId: number) {
    const rows = await db.prisma.auditLog.findMany({
      where: { actorId, action: "password change refused" },
      orderBy: { outcome: "asc" },
    });
    return rows.map(({ outcome, count }) => [outcome, count]);
  }

  afterEach(() => setCode(open(), null));

  test("this session gets a new token, every other cookie is dead, and only the new password opens", async () => {
    const db = open();
    const user = await makeUser(db);
    const [token, other] = [await enter(db, user.username), await enter(db, user.username)];
    const { token: next } = await change(await deskAt(db, token));

    expect(await findSessionByToken(db, token, after(2))).toBeNull();
    expect(await findSessionByToken(db, other, after(2))).toBeNull();
    expect(await recheckViewer(hashOf(token), { db, now: after(2) })).toBeNull();
    expect((await findSessionByToken(db, next, after(2)))?.viewer).toMatchObject({
      userId: user.id,
      stepUpAt: after(1),
    });
    expect(await refusalOf(signIn(deskOf(db), { login: user.username }))).toMatchObject({ code: "invalid" });
    await expect(signIn(deskOf(db), { login: user.username, password: newPassword })).resolves.toBeDefined();
    const rows = await db.prisma.auditLog.findMany({ where: { actorId: user.id, action: "password changed" } });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.changes).not.toContain(newPassword);
    expect(rows[0]?.changes).not.toContain("argon2");
  });

  test.each([
    [{ current: "wrong horse" }, "current"],
    [{ current: "" }, "current"],
    [{ password: "short" }, "password"],
    [{ password: rightPassword }, "password"],
    [{ password: "winauthmon 12345" }, "password"],
    [{ repeat: "another long passphrasE" }, "repeat"],
  ])("%j is refused at its field and changes nothing", async (fields, field) => {
    const db = open();
    const user = await makeUser(db);
    const token = await enter(db, user.username);
    const refusal = await refusalOf(change(await deskAt(db, token), fields));
    expect(refusal).toMatchObject({ code: "invalid", fields: { [field]: expect.any(String) } });
    expect(await findSessionByToken(db, token, after(2))).not.toBeNull();
    await expect(signIn(deskOf(db), { login: user.username })).resolves.toBeDefined();
  });

  test("it may not hold one's own name, e-mail or company", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const company = await db.prisma.company.findUnique({ where: { id: companyId } });
    const user = await makeUser(db, { memberOf: [{ companyId, role: "User" }] });
    const desk = await deskAt(db, await enter(db, user.username));
    for (const word of [user.username, user.email, company?.name ?? ""]) {
      const refusal = await refusalOf(change(desk, { password: `my ${word} passphrase` }));
      expect(refusal).toMatchObject({ fields: { password: expect.stringMatching(/your name/) } });
    }
  });

  test("guesses at the current password are counted and written down", async () => {
    const db = open();
    const user = await makeUser(db);
    const desk = await deskAt(db, await enter(db, user.username));
    for (let time = 0; time < 10; time++) {
      expect(await refusalOf(change(desk, { current: "wrong" }))).toMatchObject({ code: "invalid" });
    }
    expect(await refusalOf(change(desk))).toMatchObject({ code: "too_many_requests" });
    expect(await refusalsOf(db, user.id)).toEqual([
      ["denied", 1],
      ["failed", 10],
    ]);
  });

  test("of two at once, one wins", async () => {
    const db = open();
    const user = await makeUser(db);
    const desk = await deskAt(db, await enter(db, user.username));
    const passwords = ["first long passphrase", "second long passphrase"];
    const answers = await Promise.allSettled(passwords.map((password) => change(desk, { password })));
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("the default password must go; from elsewhere only with the set-up code, from this machine without", async () => {
    const db = open();
    const code = "ABCD-EFGH-JKMN-PQRS";
    await setCode(db, code);
    for (const [facts, given, asked] of [
      [elsewhere, code, true],
      [here, undefined, false],
    ] as const) {
      await setCode(db, code);
      const user = await makeUser(db, { role: "GlobalAdmin", mustChangePassword: true });
      const token = await enter(db, user.username);
      const desk = await deskAt(db, token, { facts });
      expect(await recheckViewer(hashOf(token), { db, now: after(1) })).toBeNull();
      const view = await readPasswordChange(db, { ...user, userId: user.id, mustChangePassword: true }, facts);
      expect(view).toMatchObject({ isForced: true, asksSetupCode: asked });
      if (asked) {
        for (const setupCode of [undefined, "", "ABCD-EFGH-JKMN-PQRT"]) {
          const refusal = await refusalOf(change(desk, setupCode === undefined ? {} : { setupCode }));
          expect(refusal).toMatchObject({ fields: { setupCode: expect.any(String) } });
        }
        expect(await refusalsOf(db, user.id)).toEqual([["failed", 3]]);
      }
      const { token: next } = await change(desk, given === undefined ? {} : { setupCode: given.toLowerCase() });
      const opened = await recheckViewer(hashOf(next), { db, now: after(2) });
      expect(opened?.viewer).toMatchObject({ userId: user.id, mustChangePassword: false });
      expect((await readFirstStartState(db)).setupCodeHash).toBeNull();
    }
  });

  test("a browser becomes a known device when nothing is left to do, and not before", async () => {
    const db = open();
    const user = await makeUser(db, { mustChangePassword: true });
    const first = await enter(db, user.username);
    const cookieFor = (token: string, given?: string) =>
      deviceCookieFor({ db, secret: Buffer.alloc(32, 9) }, token, given, after(2));
    expect(await cookieFor(first)).toBeNull();

    const { token } = await change(await deskAt(db, first));
    const cookie = await cookieFor(token);
    expect(cookie).toMatch(new RegExp(`^${user.id}\\.`));
    const deviceIdIn = (value: string | null) => value?.split(".")[1];
    expect(deviceIdIn(await cookieFor(token, cookie ?? ""))).toBe(deviceIdIn(cookie));
    expect(await cookieFor(first)).toBeNull();

    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: { mfaRequired: true } }));
    for (const mfaState of ["challenge", "enrol"]) {
      await db.unitOfWork((tx) => tx.prisma.session.updateMany({ where: { userId: user.id }, data: { mfaState } }));
      expect(await cookieFor(token)).toBeNull();
    }
  });

  test("somebody else's change of a password leaves the set-up code alone", async () => {
    const db = open();
    await setCode(db, "ABCD-EFGH-JKMN-PQRS");
    const user = await makeUser(db);
    await change(await deskAt(db, await enter(db, user.username), { facts: elsewhere }));
    expect((await readFirstStartState(db)).setupCodeHash).not.toBeNull();
  });

  test("a reset link that nobody has used is dead after it", async () => {
    const db = open();
    const user = await makeUser(db);
    const tokenHash = hashOf(newSessionToken());
    await db.unitOfWork((tx) => resetStore(tx).create({ userId: user.id, createdBy: null, tokenHash, now: after(0) }));
    expect(await resetStore(db).find(tokenHash, after(1))).toMatchObject({ userId: user.id });
    await change(await deskAt(db, await enter(db, user.username)));
    expect(await resetStore(db).find(tokenHash, after(1))).toBeNull();
  });

  test("a password that many people use is refused", async () => {
    const db = open();
    const user = await makeUser(db);
    const desk = await deskAt(db, await enter(db, user.username));
    expect(await refusalOf(change(desk, { password: "Iloveyou2026!!" }))).toMatchObject({
      fields: { password: commonPasswordWords },
    });
  });

  test("a copied cookie is dead the moment the account is disabled", async () => {
    const db = open();
    const user = await makeUser(db);
    const token = await enter(db, user.username);
    expect(await recheckViewer(hashOf(token), { db, now: after(1) })).not.toBeNull();
    await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: { state: "disabled" } }));
    expect(await findSessionByToken(db, token, after(1))).toBeNull();
    expect(await recheckViewer(hashOf(token), { db, now: after(1) })).toBeNull();
  });

  test("a password changed meanwhile by somebody else is not written over", async () => {
    const db = open();
    const user = await makeUser(db);
    const desk = await deskAt(db, await enter(db, user.username));
    const meanwhile = await hashPassword("set by an administrator");
    const overtaken = {
      ...definition,
      prepare: async (...given: Parameters<typeof definition.prepare>) => {
        const prepared = await definition.prepare(...given);
        await db.unitOfWork((tx) =>
          tx.prisma.user.update({ where: { id: user.id }, data: { passwordHash: meanwhile } }),
        );
        return prepared;
      },
    };
    const form = formOf({ current: rightPassword, password: newPassword, repeat: newPassword });
    expect(await refusalOf(performChange(desk, overtaken, form))).toMatchObject({ code: "conflict" });
    expect((await db.prisma.user.findUnique({ where: { id: user.id } }))?.passwordHash).toBe(meanwhile);
  });
});
