import { knownDeviceCookie } from "@/lib/auth/browser/known-device";
import { mfaStore } from "@/lib/auth/mfa-store";
import { deriveKey } from "@/lib/auth/secret";
import { sessionStore } from "@/lib/auth/store";
import type { Database } from "@/lib/db/database";
import { createLimits } from "@/lib/limits/rate-limit";
import { deviceCookieFor } from "@/lib/portal/identity/device-cookie";
import { answerChallenge } from "@/lib/portal/identity/mfa/challenge";
import { findSessionByToken, recheckViewer } from "@/lib/portal/session";
import { describeOnEachEngine } from "../../engines";
import { elsewhere, enter, log } from "../desk";
import { after, hashOf, limitSettings, makeUser, refusalOf, start } from "../world";
import { codeAt, makeEnrolled, rowsOf, signedInDesk, wrongCode } from "./factor";

const secret = Buffer.alloc(32, 9);
const unlimited = (db: Database) => ({
  db,
  secret,
  log,
  limits: createLimits({ ...limitSettings, enabled: false }, () => start.getTime()),
});

describeOnEachEngine("the code at sign-in", (open) => {
  test("until it is right the session opens nothing; then it has a new token and is proven", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const token = await enter(db, user.username);
    const before = await findSessionByToken(db, token, after(1));
    expect(before?.viewer).toMatchObject({ mfaState: "challenge", stepUpAt: null });
    expect(await recheckViewer(hashOf(token), { db, now: after(1) })).toBeNull();
    expect(await deviceCookieFor({ db, secret }, token, undefined, after(1))).toBeNull();

    const next = await answerChallenge(await signedInDesk(db, token), codeAt(user.secret, after(1)), undefined);
    expect(await findSessionByToken(db, token, after(1))).toBeNull();
    expect((await findSessionByToken(db, next, after(1)))?.viewer).toMatchObject({
      mfaState: "ok",
      stepUpAt: after(1),
    });
    expect(await recheckViewer(hashOf(next), { db, now: after(1) })).not.toBeNull();
    expect(await deviceCookieFor({ db, secret }, next, undefined, after(1))).not.toBeNull();
    expect(await rowsOf(db, user.id, "second factor passed")).toMatchObject([
      { outcome: "ok", chainIndex: expect.anything(), changes: expect.stringContaining("authenticator app") },
    ]);
  });

  test("a code works once, also for another sign-in, and no earlier one after it", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const tokens = [await enter(db, user.username), await enter(db, user.username)];
    const code = codeAt(user.secret, after(1));
    await answerChallenge(await signedInDesk(db, tokens[0] ?? ""), code, undefined);
    const desk = await signedInDesk(db, tokens[1] ?? "");
    for (const spent of [code, codeAt(user.secret, after(0.5))]) {
      const refusal = await refusalOf(answerChallenge(desk, spent, undefined));
      expect(refusal).toMatchObject({ code: "invalid", fields: { code: expect.stringContaining("has been used") } });
    }
    const later = await signedInDesk(db, tokens[1] ?? "", after(2));
    await expect(answerChallenge(later, codeAt(user.secret, after(2)), undefined)).resolves.toBeDefined();
  });

  test.each(["a code", "a recovery code"])(
    "of fifty at once with %s one gets in",
    async (which) => {
      const db = open();
      const user = await makeEnrolled(db);
      const code = which === "a code" ? codeAt(user.secret, after(1)) : (user.recoveryCodes[4] ?? "");
      const desks = [];
      for (let time = 0; time < 50; time++) {
        desks.push(await signedInDesk(db, await enter(db, user.username), after(1), { runtime: unlimited(db) }));
      }
      const answers = await Promise.allSettled(desks.map((desk) => answerChallenge(desk, code, undefined)));
      expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
      for (const answer of answers) if (answer.status === "rejected") expect(answer.reason.code).toBe("invalid");
      expect(await rowsOf(db, user.id, "second factor passed")).toHaveLength(1);
      expect(await db.prisma.session.count({ where: { userId: user.id, mfaState: "ok" } })).toBe(1);
    },
    60_000,
  );

  test("each recovery code once, however it is typed", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const [first = "", second = ""] = user.recoveryCodes;
    const desk = async () => signedInDesk(db, await enter(db, user.username));
    await expect(answerChallenge(await desk(), first.toLowerCase(), undefined)).resolves.toBeDefined();
    expect(await refusalOf(answerChallenge(await desk(), first, undefined))).toMatchObject({ code: "invalid" });
    await expect(answerChallenge(await desk(), second.replaceAll("-", " "), undefined)).resolves.toBeDefined();
    expect(await mfaStore(db).countCodesLeft(user.id)).toBe(8);
    const rows = JSON.stringify([
      await db.prisma.recoveryCode.findMany({ where: { userId: user.id } }),
      await db.prisma.user.findUnique({ where: { id: user.id } }),
      await db.prisma.auditLog.findMany({ where: { actorId: user.id } }),
    ]);
    for (const shown of [user.secret, first, second, first.replaceAll("-", "")]) expect(rows).not.toContain(shown);
  });

  test("one's recovery codes are nobody else's", async () => {
    const db = open();
    const [user, other] = [await makeEnrolled(db), await makeEnrolled(db)];
    const desk = await signedInDesk(db, await enter(db, user.username));
    expect(await refusalOf(answerChallenge(desk, other.recoveryCodes[0] ?? "", undefined))).toMatchObject({
      code: "invalid",
    });
  });

  test("five wrong codes end the sign-in, and the refusals are noise with a count", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const token = await enter(db, user.username);
    const desk = await signedInDesk(db, token);
    const wrong = wrongCode(user.secret, after(1));
    for (const left of ["4 tries are left", "3 tries are left", "2 tries are left", "One try is left"]) {
      const refusal = await refusalOf(answerChallenge(desk, wrong, undefined));
      expect(refusal).toMatchObject({ code: "invalid", fields: { code: expect.stringContaining(left) } });
    }
    expect(await refusalOf(answerChallenge(desk, wrong, undefined))).toMatchObject({ code: "not_signed_in" });
    expect(await findSessionByToken(db, token, after(1))).toBeNull();
    const right = codeAt(user.secret, after(1));
    expect(await refusalOf(answerChallenge(desk, right, undefined))).toMatchObject({ code: "not_signed_in" });
    const noise = await rowsOf(db, user.id, "second factor refused");
    expect(noise.every((row) => row.chainIndex === null && row.outcome === "failed")).toBe(true);
    expect(noise.reduce((sum, row) => sum + row.count, 0)).toBe(6);
  });

  test("fifty wrong codes at once are five tries", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const desk = await signedInDesk(db, await enter(db, user.username), after(1), { runtime: unlimited(db) });
    const wrong = wrongCode(user.secret, after(1));
    const refusals = await Promise.all(
      Array.from({ length: 50 }, () => refusalOf(answerChallenge(desk, wrong, undefined))),
    );
    expect(refusals.filter(({ code }) => code === "invalid")).toHaveLength(4);
    expect(refusals.filter(({ code }) => code === "not_signed_in")).toHaveLength(46);
  });

  test("the sixth try is not taken, however many are counted at once", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const { current } = await signedInDesk(db, await enter(db, user.username));
    const take = () => db.unitOfWork((tx) => sessionStore(tx).takeMfaTry(current.viewer.sessionId));
    const left = await Promise.all(Array.from({ length: 8 }, take));
    expect(left.map(String).sort()).toEqual(["0", "1", "2", "3", "4", "null", "null", "null"]);
  });

  test("a right code after wrong ones gives all five tries back to the session", async () => {
    const db = open();
    const user = await makeEnrolled(db);
    const desk = await signedInDesk(db, await enter(db, user.username));
    await refusalOf(answerChallenge(desk, wrongCode(user.secret, after(1)), undefined));
    await answerChallenge(desk, codeAt(user.secret, after(1)), undefined);
    const sessions = await db.prisma.session.findMany({ where: { userId: user.id } });
    expect(sessions).toMatchObject([{ mfaState: "ok", mfaTries: 0 }]);
  });

  test("without a factor, or with a session that was ended meanwhile, there is nothing to pass", async () => {
    const db = open();
    const [plain, user] = [await makeUser(db), await makeEnrolled(db)];
    const nothing = await signedInDesk(db, await enter(db, plain.username));
    expect(await refusalOf(answerChallenge(nothing, "123456", undefined))).toMatchObject({ code: "not_signed_in" });
    const desk = await signedInDesk(db, await enter(db, user.username));
    await db.unitOfWork((tx) => tx.prisma.session.deleteMany({ where: { userId: user.id } }));
    const refusal = await refusalOf(answerChallenge(desk, codeAt(user.secret, after(1)), undefined));
    expect(refusal).toMatchObject({ code: "not_signed_in" });
    expect((await mfaStore(db).find(user.id))?.lastStep).toBe(1);
  });
});

describeOnEachEngine(
  "guessing codes",
  (open) => {
    const limitsAt = (minutes: () => number) => createLimits(limitSettings, () => after(minutes()).getTime());

    test("of 300 guesses over sixty sign-ins ten are looked at, from whatever address", async () => {
      const db = open();
      const user = await makeEnrolled(db);
      const runtime = { db, secret, log, limits: limitsAt(() => 1) };
      const wrong = wrongCode(user.secret, after(1));
      const counts = new Map<unknown, number>();
      for (let time = 0; time < 60; time++) {
        const facts = { ...elsewhere, peer: `198.51.100.${time}` };
        const desk = await signedInDesk(db, await enter(db, user.username), after(1), { runtime, facts });
        for (let guess = 0; guess < 5; guess++) {
          const { code } = await refusalOf(answerChallenge(desk, wrong, undefined));
          counts.set(code, (counts.get(code) ?? 0) + 1);
        }
      }
      expect(Object.fromEntries(counts)).toEqual({ invalid: 8, not_signed_in: 2, too_many_requests: 290 });
    });

    test("strangers keep neither a known device nor the machine itself out", async () => {
      const db = open();
      const user = await makeEnrolled(db);
      const runtime = { db, secret, log, limits: limitsAt(() => 1) };
      const desk = async (facts = elsewhere) =>
        signedInDesk(db, await enter(db, user.username), after(1), { runtime, facts });
      for (let time = 0; time < 12; time++) {
        await refusalOf(answerChallenge(await desk(), wrongCode(user.secret, after(1)), undefined));
      }
      const right = codeAt(user.secret, after(1));
      expect(await refusalOf(answerChallenge(await desk(), right, undefined))).toMatchObject({
        code: "too_many_requests",
      });
      const owner = await db.prisma.user.findUniqueOrThrow({ where: { id: user.id } });
      const device = knownDeviceCookie(owner, null, start, deriveKey(secret, "known-device"));
      await expect(answerChallenge(await desk(), right, device)).resolves.toBeDefined();
      const local = await desk({ ...elsewhere, isLocal: true });
      await expect(answerChallenge(local, user.recoveryCodes[0] ?? "", undefined)).resolves.toBeDefined();
    });
  },
  ["sqlite"],
);
