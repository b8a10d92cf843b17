import { verifyPassword } from "@/lib/auth/password-hash";
import { resetStore } from "@/lib/auth/reset-store";
import { newSessionToken } from "@/lib/auth/session";
import type { Database } from "@/lib/db/database";
import { readInput } from "@/lib/portal/action-core";
import { resetForm } from "@/lib/portal/identity/account/forms";
import { deadLinkWords, resetPassword } from "@/lib/portal/identity/account/reset";
import { findSessionByToken } from "@/lib/portal/session";
import { describeOnEachEngine } from "../../engines";
import { deskAt, elsewhere, enter, formOf } from "../desk";
import { after, deskOf, hashOf, makeCompany, makeUser, refusalOf, rightPassword, signIn } from "../world";

const password = "a long and unheard of phrase";
const deadLink = { code: "invalid", message: deadLinkWords, fields: { code: deadLinkWords } };

describeOnEachEngine("a new password by a one-time link", (open) => {
  async function makeLink(db: Database, userId: number, now = after(0)): Promise<string> {
    const token = newSessionToken();
    const link = { userId, createdBy: null, tokenHash: hashOf(token), now };
    await db.unitOfWork((tx) => resetStore(tx).create(link));
    return token;
  }
  async function use(db: Database, code: string, change: { password?: string; now?: Date; peer?: null } = {}) {
    const { runtime } = await deskAt(db, null);
    const typed = change.password ?? password;
    const input = readInput(resetForm, formOf({ code, password: typed, repeat: typed }));
    const facts = change.peer === null ? { ...elsewhere, peer: null } : elsewhere;
    return resetPassword({ input, runtime, facts, now: change.now ?? after(1) });
  }
  const hashIn = async (db: Database, id: number) =>
    (await db.prisma.user.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } })).passwordHash;

  test("sets it, ends every session, and signs nobody in", async () => {
    const db = open();
    const user = await makeUser(db, { mustChangePassword: true });
    const [one, two] = [await enter(db, user.username), await enter(db, user.username)];
    const bystander = await enter(db, (await makeUser(db)).username);
    await expect(use(db, await makeLink(db, user.id))).resolves.toBeUndefined();
    expect(await verifyPassword(await hashIn(db, user.id), password)).toBe(true);
    for (const token of [one, two]) expect(await findSessionByToken(db, token, after(1))).toBeNull();
    expect(await findSessionByToken(db, bystander, after(1))).not.toBeNull();
    expect(await db.prisma.session.count({ where: { userId: user.id } })).toBe(0);
    const old = await refusalOf(signIn(deskOf(db), { login: user.username, password: rightPassword }));
    expect(old).toMatchObject({ code: "invalid" });
    const { token } = await signIn(deskOf(db), { login: user.username, password });
    expect((await findSessionByToken(db, token, after(1)))?.viewer.mustChangePassword).toBe(false);
    const rows = await db.prisma.auditLog.findMany({ where: { action: "password set by a reset link" } });
    expect(rows).toMatchObject([{ actorKind: "anonymous", targetId: String(user.id), changes: '{"sessions":[2,0]}' }]);
  });

  test("a whole link pasted is as good as its code", async () => {
    const db = open();
    const user = await makeUser(db);
    await use(db, ` https://monitor.example.com/reset#${await makeLink(db, user.id)} `);
    expect(await verifyPassword(await hashIn(db, user.id), password)).toBe(true);
  });

  test("used twenty times at once it works once", async () => {
    const db = open();
    const user = await makeUser(db);
    const code = await makeLink(db, user.id);
    const tries = Array.from({ length: 20 }, (_, n) => ({ typed: `${password} ${n}` }));
    const answers = await Promise.allSettled(tries.map(({ typed }) => use(db, code, { password: typed, peer: null })));
    const winners = answers.flatMap((answer, n) => (answer.status === "fulfilled" ? [n] : []));
    expect(winners).toHaveLength(1);
    expect(await verifyPassword(await hashIn(db, user.id), tries[winners[0] ?? 0]?.typed ?? "")).toBe(true);
    for (const answer of answers) {
      if (answer.status === "rejected")
        expect(answer.reason).toMatchObject({ code: "invalid", message: deadLinkWords });
    }
  });

  test("the store gives one of twenty the user", async () => {
    const db = open();
    const user = await makeUser(db);
    const tokenHash = hashOf(await makeLink(db, user.id));
    const uses = Array.from({ length: 20 }, () => db.unitOfWork((tx) => resetStore(tx).use(tokenHash, after(1))));
    const given = (await Promise.all(uses)).filter((userId) => userId !== null);
    expect(given).toEqual([user.id]);
  });

  test("wrong, used, old and replaced links, and those of people who may not sign in, sound the same", async () => {
    const db = open();
    const user = await makeUser(db);
    const [disabled, pending, deleted] = [await makeUser(db), await makeUser(db), await makeUser(db)];
    const codes = {
      malformed: "not a code at all",
      unknown: newSessionToken(),
      used: await makeLink(db, user.id),
      old: await makeLink(db, (await makeUser(db)).id, after(-60)),
      replaced: await makeLink(db, user.id),
      disabled: await makeLink(db, disabled.id),
      pending: await makeLink(db, pending.id),
      deleted: await makeLink(db, deleted.id),
    };
    // The link before was dead from here on.
    expect(await refusalOf(use(db, codes.used))).toEqual(deadLink);
    await use(db, codes.replaced);
    await db.unitOfWork(async (tx) => {
      await tx.prisma.user.update({ where: { id: disabled.id }, data: { state: "disabled" } });
      await tx.prisma.user.update({ where: { id: pending.id }, data: { state: "pending" } });
      await tx.prisma.user.update({ where: { id: deleted.id }, data: { deletedAt: after(0) } });
    });
    const before = await hashIn(db, disabled.id);
    for (const [why, code] of Object.entries(codes)) {
      expect([why, await refusalOf(use(db, code))]).toEqual([why, deadLink]);
    }
    expect(await hashIn(db, disabled.id)).toBe(before);
    const noise = await db.prisma.auditLog.findMany({ where: { action: "password reset refused" } });
    expect(noise.every((row) => row.chainIndex === null && row.targetId === null)).toBe(true);
  });

  test("it lives for an hour and no longer", async () => {
    const db = open();
    const user = await makeUser(db);
    expect(await refusalOf(use(db, await makeLink(db, user.id), { now: after(60) }))).toEqual(deadLink);
    await use(db, await makeLink(db, user.id), { now: new Date(after(60).getTime() - 1) });
  });

  test.each([
    ["common", "passwordpassword"],
    ["the company's name in it", "northwind-forever-26"],
    ["short", "short"],
  ])("a password that breaks a rule does not use the link up: %s", async (_why, typed) => {
    const db = open();
    const companyId = await makeCompany(db);
    await db.unitOfWork((tx) => tx.prisma.company.update({ where: { id: companyId }, data: { name: "Northwind" } }));
    const user = await makeUser(db, { memberOf: [{ companyId, role: "User" }] });
    const code = await makeLink(db, user.id);
    const refusal = await refusalOf(use(db, code, { password: typed }));
    expect(refusal).toMatchObject({ code: "invalid", fields: { password: expect.any(String) } });
    await use(db, code);
  });

  test("guesses come out of the sign-in budget of the address", async () => {
    const db = open();
    const { runtime } = await deskAt(db, null);
    const input = readInput(resetForm, formOf({ code: newSessionToken(), password, repeat: password }));
    const guess = () => refusalOf(resetPassword({ input, runtime, facts: elsewhere, now: after(1) }));
    for (let n = 0; n < 10; n++) expect(await guess()).toEqual(deadLink);
    expect(await guess()).toMatchObject({ code: "too_many_requests" });
  });
});
