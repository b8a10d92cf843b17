import { nothing } from "@/lib/auth/schema";
import type { Database } from "@/lib/db/database";
import { profileStore } from "@/lib/people/profile-store";
import { type Desk, performChange } from "@/lib/portal/action-core";
import { endSessionForm } from "@/lib/portal/identity/account/forms";
import { otherSessionsEnd, sessionEnd } from "@/lib/portal/identity/account/sessions";
import { findSessionByToken } from "@/lib/portal/session";
import { describeOnEachEngine } from "../../engines";
import { deskAt, enter, formOf } from "../desk";
import { after, makeUser, refusalOf } from "../world";

const one = { may: "self.end_sessions", input: endSessionForm, ...sessionEnd } as const;
const others = { may: "self.end_sessions", input: nothing, ...otherSessionsEnd } as const;

describeOnEachEngine("one's own sessions", (open) => {
  /** A user with three sessions, and somebody else with one. */
  async function begin() {
    const db = open();
    const user = await makeUser(db);
    const tokens = [await enter(db, user.username), await enter(db, user.username), await enter(db, user.username)];
    const stranger = await enter(db, (await makeUser(db)).username);
    const [first = "", second = "", third = ""] = tokens;
    return { db, user, first, second, third, stranger, desk: await deskAt(db, first) };
  }
  const idOf = async (db: Database, token: string) => (await findSessionByToken(db, token, after(1)))?.session.id ?? 0;
  const lives = async (db: Database, token: string) => (await findSessionByToken(db, token, after(1))) !== null;
  const end = (desk: Desk, sessionId: number | string) =>
    performChange(desk, one, formOf({ sessionId: String(sessionId) }));
  const viewerOf = (desk: Desk) => desk.current?.viewer ?? { userId: 0, sessionId: 0 };

  test("are listed without anybody else's, this one first, and without anything one could sign in with", async () => {
    const { db, desk, first } = await begin();
    const rows = await profileStore(db, viewerOf(desk)).sessions(after(1));
    expect(rows).toHaveLength(3);
    expect(rows.map((row) => row.isCurrent)).toEqual([true, false, false]);
    expect(rows[0]).toMatchObject({ id: await idOf(db, first), ip: "203.0.113.9", userAgent: "Browser/1" });
    expect(Object.keys(rows[0] ?? {})).not.toContain("tokenHash");
    expect(await profileStore(db, viewerOf(desk)).sessions(after(60 * 24))).toEqual([]);
  });

  test("one ends on the next request, and the others go on", async () => {
    const { db, user, desk, first, second, third } = await begin();
    await end(desk, await idOf(db, second));
    expect([await lives(db, first), await lives(db, second), await lives(db, third)]).toEqual([true, false, true]);
    const rows = await db.prisma.auditLog.findMany({ where: { action: "own session ended", actorId: user.id } });
    expect(rows).toHaveLength(1);
  });

  test("somebody else's is as good as absent", async () => {
    const { db, desk, stranger } = await begin();
    const foreign = await refusalOf(end(desk, await idOf(db, stranger)));
    expect(foreign).toMatchObject({ code: "not_found" });
    expect(await refusalOf(end(desk, 2_000_000_000))).toEqual(foreign);
    expect(await lives(db, stranger)).toBe(true);
  });

  test("the one in use is ended by signing out, not by accident", async () => {
    const { db, desk, first } = await begin();
    expect(await refusalOf(end(desk, await idOf(db, first)))).toMatchObject({ code: "invalid" });
    expect(await lives(db, first)).toBe(true);
  });

  test.each(["", "x", "-1", "1.5", "99999999999999"])("%j is no session", async (sessionId) => {
    const { desk } = await begin();
    expect(await refusalOf(end(desk, sessionId))).toMatchObject({ code: "invalid" });
  });

  test("all others end together", async () => {
    const { db, user, desk, first, second, third, stranger } = await begin();
    expect(await performChange(desk, others, formOf({}))).toEqual({ ended: 2 });
    expect([await lives(db, first), await lives(db, second), await lives(db, third)]).toEqual([true, false, false]);
    expect(await lives(db, stranger)).toBe(true);
    const [row] = await db.prisma.auditLog.findMany({
      where: { action: "own other sessions ended", actorId: user.id },
    });
    expect(JSON.parse(row?.changes ?? "")).toEqual({ sessions: [2, 0] });
  });
});
