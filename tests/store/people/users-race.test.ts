import { isPortalError } from "@/lib/errors";
import { isLastGlobalAdmin } from "@/lib/people/target-store";
import { globalRoleChange } from "@/lib/portal/people/users/account";
import { activation, approval, deactivation, deletion } from "@/lib/portal/people/users/state";
import { describeOnEachEngine } from "../engines";
import { deskAt } from "../identity/desk";
import { makeCompany, makeUser, refusalOf } from "../identity/world";
import { makeActor, perform, rowOf, sessionsOf, setColumns, trailOf } from "./users-world";

const patience = 60_000;

/** Codes of those who were refused; whatever was not expected is thrown. */
function refusals(outcomes: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.status === "fulfilled") return [];
    if (!isPortalError(outcome.reason)) throw outcome.reason;
    return [outcome.reason.code];
  });
}

describeOnEachEngine("several administrators at once", (open) => {
  beforeEach(async () => {
    // Those of other tests would make the last two not the last.
    await open().unitOfWork((tx) =>
      tx.prisma.user.updateMany({ where: { role: "GlobalAdmin" }, data: { role: "User" } }),
    );
  });

  const activeGlobalAdmins = () =>
    open().prisma.user.count({ where: { role: "GlobalAdmin", state: "active", deletedAt: null } });

  type Actor = Awaited<ReturnType<typeof makeActor>>;
  const takeOut: Record<string, (actor: Actor, target: Actor) => Promise<unknown>> = {
    demote: ({ desk }, { id }) => perform(desk, globalRoleChange, { userId: id, role: "User" }),
    deactivate: ({ desk }, { id }) => perform(desk, deactivation, { userId: id }),
    delete: ({ desk }, { id, username }) => perform(desk, deletion, { userId: id, confirm: username }),
  };

  test.each(Object.entries(takeOut))(
    "of the last two, who %s each other fifty times at once, one stays",
    async (_verb, act) => {
      const db = open();
      const [one, other] = [await makeActor(db, "GlobalAdmin"), await makeActor(db, "GlobalAdmin")];
      const tries = Array.from({ length: 50 }, (_, index) => (index % 2 === 0 ? act(one, other) : act(other, one)));
      const outcomes = await Promise.allSettled(tries);
      expect(await activeGlobalAdmins()).toBe(1);
      expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
      expect(new Set(refusals(outcomes))).not.toContain("unavailable");
      expect([...(await trailOf(db, one.id)), ...(await trailOf(db, other.id))]).toHaveLength(1);
    },
    patience,
  );

  test(
    "in a ring of five where each demotes the next, at least one stays and nobody acts after their own end",
    async () => {
      const db = open();
      const ring: Actor[] = [];
      for (let n = 0; n < 5; n++) ring.push(await makeActor(db, "GlobalAdmin"));
      await Promise.allSettled(
        ring.map((actor, n) => {
          const next = ring[(n + 1) % ring.length] ?? actor;
          return perform(actor.desk, globalRoleChange, { userId: next.id, role: "User" });
        }),
      );
      const acted = await db.prisma.auditLog.findMany({
        where: { action: "global role changed", actorId: { in: ring.map((actor) => actor.id) } },
        orderBy: { chainIndex: "asc" },
      });
      const gone = new Set<number>();
      for (const row of acted) {
        expect(gone).not.toContain(row.actorId);
        gone.add(Number(row.targetId));
      }
      expect(await activeGlobalAdmins()).toBe(5 - acted.length);
      expect(await activeGlobalAdmins()).toBeGreaterThanOrEqual(1);
    },
    patience,
  );

  test("who is the last GlobalAdmin counts only those who could sign in", async () => {
    const db = open();
    const [active, other] = [await makeUser(db, { role: "GlobalAdmin" }), await makeUser(db, { role: "GlobalAdmin" })];
    const last = async () => [await isLastGlobalAdmin(db, active.id), await isLastGlobalAdmin(db, other.id)];
    expect(await last()).toEqual([false, false]);
    await setColumns(db, other.id, { state: "disabled" });
    expect(await last()).toEqual([true, false]);
    await setColumns(db, other.id, { state: "active", deletedAt: new Date() });
    expect(await last()).toEqual([true, false]);
    await setColumns(db, other.id, { deletedAt: null });
    expect(await last()).toEqual([false, false]);
  });

  test("the last active one is spared though disabled and deleted ones are left", async () => {
    const db = open();
    const [last, disabled, deleted] = [
      await makeActor(db, "GlobalAdmin"),
      await makeUser(db, { role: "GlobalAdmin", state: "disabled" }),
      await makeUser(db, { role: "GlobalAdmin" }),
    ];
    await setColumns(db, deleted.id, { deletedAt: new Date() });
    const attempt = perform(last.desk, deactivation, { userId: last.id });
    expect(await refusalOf(attempt)).toMatchObject({ code: "forbidden" });
    expect(await activeGlobalAdmins()).toBe(1);
    await perform(last.desk, activation, { userId: disabled.id });
    expect(await activeGlobalAdmins()).toBe(2);
  });

  test(
    "of fifty who deactivate the same user one does, and there is one row of it",
    async () => {
      const db = open();
      const actors = [await makeActor(db, "GlobalAdmin"), await makeActor(db, "GlobalAdmin")] as const;
      const target = await makeActor(db, "User");
      const tries = Array.from({ length: 50 }, (_, index) =>
        perform((actors[index % 2] ?? actors[0]).desk, deactivation, { userId: target.id }),
      );
      const outcomes = await Promise.allSettled(tries);
      expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
      expect(new Set(refusals(outcomes))).toEqual(new Set(["conflict"]));
      expect(await trailOf(db, target.id)).toHaveLength(1);
      expect(await sessionsOf(db, target.id)).toBe(0);
    },
    patience,
  );

  test("two who approve the same registration into two companies: one of them does", async () => {
    const db = open();
    const companies = [await makeCompany(db), await makeCompany(db)];
    const actors = [await makeActor(db, "GlobalAdmin"), await makeActor(db, "GlobalAdmin")];
    const target = await makeUser(db, { state: "pending" });
    const outcomes = await Promise.allSettled(
      actors.map(({ desk }, n) =>
        perform(desk, approval, { userId: target.id, companyId: companies[n] ?? 0, role: "User" }),
      ),
    );
    expect(refusals(outcomes)).toEqual(["conflict"]);
    expect(await db.prisma.membership.count({ where: { userId: target.id } })).toBe(1);
    expect((await rowOf(db, target.id)).state).toBe("active");
  });

  test("a session that ended while its form was on the way changes nothing", async () => {
    const db = open();
    const [one, other] = [await makeActor(db, "GlobalAdmin"), await makeActor(db, "GlobalAdmin")];
    const target = await makeUser(db);
    const stale = await deskAt(db, other.token);
    await perform(one.desk, deactivation, { userId: other.id });
    expect(await refusalOf(perform(stale, deactivation, { userId: target.id }))).toMatchObject({ code: "forbidden" });
    expect((await rowOf(db, target.id)).state).toBe("active");
    expect((await deskAt(db, other.token)).current).toBeNull();
  });
});
