import { newSessionToken } from "@/lib/auth/session";
import { sessionStore } from "@/lib/auth/store";
import type { Database } from "@/lib/db/database";
import { describeOnEachEngine } from "../engines";
import { after, deskOf, hashOf, makeCompany, makeUser, signIn, start } from "./world";

const limits = { sessionIdleMinutes: 60, sessionHours: 12, rememberDays: 30 };

async function makeSession(db: Database, userId: number, remember = false) {
  const tokenHash = hashOf(newSessionToken());
  const entry = { tokenHash, userId, mfaState: "ok", remember, ip: "203.0.113.9", userAgent: "Browser/1" } as const;
  const session = await db.unitOfWork((tx) => sessionStore(tx).create(entry, limits, start));
  return { tokenHash, session };
}

const find = (db: Database, tokenHash: string, now: Date) => sessionStore(db).findByTokenHash(tokenHash, now);

describeOnEachEngine("sessions", (open) => {
  test("a session ends when it is not used for an hour", async () => {
    const user = await makeUser(open());
    const { tokenHash } = await makeSession(open(), user.id);
    expect((await find(open(), tokenHash, after(59)))?.viewer.userId).toBe(user.id);
    expect(await find(open(), tokenHash, after(60))).toBeNull();
  });

  test("use moves the idle end on, at most once a minute, and never past twelve hours", async () => {
    const db = open();
    const user = await makeUser(db);
    const { tokenHash } = await makeSession(db, user.id);
    const use = async (minutes: number) => {
      const found = await find(db, tokenHash, after(minutes));
      if (!found) return null;
      return db.unitOfWork((tx) => sessionStore(tx).touch(found.session, limits, after(minutes)));
    };
    expect(await use(0.5)).toBe(false);
    expect(await use(50)).toBe(true);
    expect(await use(50.9)).toBe(false);
    expect((await find(db, tokenHash, after(109)))?.viewer.userId).toBe(user.id);
    for (let minutes = 100; minutes < 720; minutes += 50) expect(await use(minutes)).toBe(true);
    expect(await find(db, tokenHash, after(719))).not.toBeNull();
    expect(await find(db, tokenHash, after(720))).toBeNull();
  });

  test("of many requests at once, one writes down the use", async () => {
    const db = open();
    const user = await makeUser(db);
    const { session } = await makeSession(db, user.id);
    const touch = () => db.unitOfWork((tx) => sessionStore(tx).touch(session, limits, after(10)));
    const written = await Promise.all(Array.from({ length: 8 }, touch));
    expect(written.filter(Boolean)).toHaveLength(1);
  });

  test("a remembered session needs no use and ends after thirty days", async () => {
    const user = await makeUser(open());
    const { tokenHash } = await makeSession(open(), user.id, true);
    expect(await find(open(), tokenHash, after(30 * 1440 - 1))).not.toBeNull();
    expect(await find(open(), tokenHash, after(30 * 1440))).toBeNull();
  });

  test("the viewer is as the rows say now: role, companies, state", async () => {
    const db = open();
    const [stays, goes] = [await makeCompany(db), await makeCompany(db)];
    const memberOf = [stays, goes].map((companyId) => ({ companyId, role: "CompanyAdmin" as const }));
    const user = await makeUser(db, { memberOf });
    const { tokenHash } = await makeSession(db, user.id);
    const viewer = async () => (await find(db, tokenHash, after(1)))?.viewer;
    expect(await viewer()).toMatchObject({ globalRole: "User", memberships: memberOf });

    await db.unitOfWork(async (tx) => {
      await tx.prisma.user.update({ where: { id: user.id }, data: { role: "Admin" } });
      await tx.prisma.membership.update({
        where: { userId_companyId: { userId: user.id, companyId: stays } },
        data: { role: "User" },
      });
      await tx.prisma.company.update({ where: { id: goes }, data: { deletedAt: start } });
    });
    expect(await viewer()).toMatchObject({ globalRole: "Admin", memberships: [{ companyId: stays, role: "User" }] });

    for (const [change, back] of [
      [{ state: "disabled" }, { state: "active" }],
      [{ state: "pending" }, { state: "active" }],
      [{ deletedAt: start }, { deletedAt: null }],
    ] as const) {
      await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: change }));
      expect(await viewer()).toBeUndefined();
      await db.unitOfWork((tx) => tx.prisma.user.update({ where: { id: user.id }, data: back }));
      expect(await viewer()).toBeDefined();
    }
  });

  test("a damaged row gives no rights", async () => {
    const db = open();
    const user = await makeUser(db, { role: "GlobalAdmin" });
    const { tokenHash, session } = await makeSession(db, user.id);
    await db.unitOfWork(async (tx) => {
      await tx.prisma.user.update({ where: { id: user.id }, data: { role: "globaladmin" } });
      await tx.prisma.session.update({ where: { id: session.id }, data: { mfaState: "OK" } });
    });
    const found = await find(db, tokenHash, after(1));
    expect(found?.viewer).toMatchObject({ globalRole: "User", mfaState: "challenge" });
  });

  test("a rotated token is dead, its session is not", async () => {
    const db = open();
    const user = await makeUser(db);
    const { tokenHash, session } = await makeSession(db, user.id);
    const next = hashOf(newSessionToken());
    const rotated = await db.unitOfWork((tx) =>
      sessionStore(tx).rotate(session.id, { tokenHash: next, stepUpAt: after(5) }),
    );
    expect(rotated).toBe(true);
    expect(await find(db, tokenHash, after(6))).toBeNull();
    expect((await find(db, next, after(6)))?.viewer).toMatchObject({ sessionId: session.id, stepUpAt: after(5) });
  });

  test("ending one, all but one, and only one's own", async () => {
    const db = open();
    const [user, other] = [await makeUser(db), await makeUser(db)];
    const mine = [await makeSession(db, user.id), await makeSession(db, user.id), await makeSession(db, user.id)];
    const theirs = await makeSession(db, other.id);
    const ids = async (userId: number) =>
      (await sessionStore(db).list(userId, after(1))).map((row) => row.id).sort((a, b) => a - b);
    const [first, second, third] = mine.map((entry) => entry.session.id);

    expect(await db.unitOfWork((tx) => sessionStore(tx).endOne(user.id, theirs.session.id))).toBe(false);
    expect(await db.unitOfWork((tx) => sessionStore(tx).endOne(user.id, first ?? 0))).toBe(true);
    expect(await ids(user.id)).toEqual([second, third]);
    expect(await db.unitOfWork((tx) => sessionStore(tx).endAll(user.id, third))).toBe(1);
    expect(await ids(user.id)).toEqual([third]);
    expect(await db.unitOfWork((tx) => sessionStore(tx).end(mine[2]?.tokenHash ?? ""))).toBe(true);
    expect(await ids(user.id)).toEqual([]);
    expect(await ids(other.id)).toEqual([theirs.session.id]);
  });

  test("nothing is written outside a unit of work", async () => {
    const store = sessionStore(open());
    await expect(store.end("0".repeat(64))).rejects.toThrow();
    await expect(store.endAll(1)).rejects.toThrow();
  });

  test("sign-in sweeps the user's ended sessions", async () => {
    const db = open();
    const user = await makeUser(db);
    await makeSession(db, user.id);
    await signIn(deskOf(db), { login: user.username, now: after(61) });
    expect(await db.prisma.session.count({ where: { userId: user.id } })).toBe(1);
  });
});
