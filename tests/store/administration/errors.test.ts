import { errorEntryOf } from "@/lib/audit/error-entry";
import { appendErrors, errorStore, planPurge } from "@/lib/audit/error-store";
import type { Database, Db } from "@/lib/db/database";
import type { RecordLevel } from "@/lib/log";
import { performChange } from "@/lib/portal/action-core";
import { purgeErrorLog, recordErrorsExport } from "@/lib/portal/installation/errors";
import { describeOnEachEngine } from "../engines";
import { deskAt, enter, formOf, here } from "../identity/desk";
import { makeUser, after as minutesOn, refusalOf, start } from "../identity/world";

const boss = { globalRole: "GlobalAdmin" as const };
const day = 24 * 60;

type Given = { level?: RecordLevel; message?: string; fields?: Record<string, unknown>; minutes?: number };
const fault = ({ level = "error", message = "it failed", fields = {}, minutes = 0 }: Given) =>
  errorEntryOf({ level, message, fields }, minutesOn(minutes));

const write = (db: Database, ...given: Given[]) =>
  db.unitOfWork((tx) => appendErrors(tx, given.map(fault), { newRows: 1_000 }));
const empty = (tx: Db) => tx.prisma.errorLog.deleteMany({});

describeOnEachEngine("the error log", (open) => {
  beforeEach(() => open().unitOfWork(empty));
  const rows = async () => (await errorStore(open(), boss).page({}, { size: 100 })).rows;

  test("is written only inside a unit of work", async () => {
    await expect(appendErrors(open(), [fault({})], { newRows: 1 })).rejects.toThrow("unit of work");
  });

  test("the same fault within its hour is one row that counts, an hour later another", async () => {
    await write(open(), {});
    await write(open(), { minutes: 59, fields: { errorId: "second" } });
    await write(open(), { minutes: 61 });
    expect(await rows()).toMatchObject([
      { n: 1, at: minutesOn(61), lastAt: minutesOn(61) },
      { n: 2, at: minutesOn(0), lastAt: minutesOn(59) },
    ]);
    const [, first] = await rows();
    expect(first?.stack).toContain("Also seen as: second");
    const found = await errorStore(open(), boss).page({ search: "SECOND" }, { size: 10 });
    expect(found.rows).toHaveLength(1);
  });

  test("another level, logger, message or stack is another fault; another number is not", async () => {
    const err = (stack: string) => ({ err: { message: "m", stack } });
    const different = [
      {},
      { level: "warn" as const },
      { message: "other" },
      { fields: { logger: "x" } },
      { fields: err("a") },
      { fields: err("b") },
    ];
    await write(open(), ...different, { fields: { errorId: "1" } }, { fields: { ...err("a"), errorId: "2" } });
    const all = await rows();
    expect(all.map((row) => row.n).sort()).toEqual([1, 1, 1, 1, 2, 2]);
  });

  test("only so many rows are new, what is known is counted all the same", async () => {
    const entries = ["a", "b", "c", "a"].map((message) => fault({ message }));
    const result = await open().unitOfWork((tx) => appendErrors(tx, entries, { newRows: 2 }));
    expect(result).toEqual({ created: 2, refused: 1 });
    expect((await rows()).map((row) => [row.message, row.n]).sort()).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });

  test("any text reads back, and what is found by it", async () => {
    const name = `<script>alert(1)</script> ' " \\ % _ \u001b[31m \u202e 😀 \ud800`;
    await write(open(), { message: `user ${name}`, fields: { ip: "2001:db8::1" } }, { message: "plain" });
    const [row] = (await errorStore(open(), boss).page({ search: "<SCRIPT>" }, { size: 10 })).rows;
    expect(row?.message).toBe(`user ${name.toWellFormed()}`);
    for (const search of ["%", "\\", "2001:DB8", "😀"]) {
      const found = await errorStore(open(), boss).page({ search }, { size: 10 });
      expect([search, found.rows.length]).toEqual([search, 1]);
    }
  });

  test("filters, counts and pages", async () => {
    const levels: RecordLevel[] = ["debug", "info", "warn", "error", "fatal", "warn"];
    await write(open(), ...levels.map((level, number) => ({ level, message: `m ${number}`, minutes: number })));
    const store = errorStore(open(), boss);
    expect(await store.counts({ level: "INFO" })).toEqual({
      DEBUG: 1,
      INFO: 1,
      WARNING: 2,
      ERROR: 1,
      CRITICAL: 1,
      total: 6,
    });
    expect(await store.counts({ from: minutesOn(4) })).toMatchObject({ CRITICAL: 1, WARNING: 1, total: 2 });
    expect(await store.count({ level: "WARNING" })).toEqual({ count: 2, capped: false });
    const inRange = await store.page({ from: minutesOn(1), to: minutesOn(3) }, { size: 10 });
    expect(inRange.rows.map((row) => row.message)).toEqual(["m 2", "m 1"]);
    const first = await store.page({}, { size: 4 });
    const second = await store.page({}, { size: 4, after: first.next });
    expect([...first.rows, ...second.rows].map((row) => row.message)).toEqual([5, 4, 3, 2, 1, 0].map((n) => `m ${n}`));
    expect((await store.page({}, { size: 4, before: second.previous })).rows).toEqual(first.rows);
    const chunks: number[] = [];
    for await (const chunk of store.each({}, 4)) chunks.push(chunk.length);
    expect(chunks).toEqual([4, 2]);
    expect((await store.find(first.rows[0]?.id ?? 0))?.message).toBe("m 5");
    for (const id of [0.5, 0, -1, 9_999_999_999]) expect(await store.find(id)).toBeNull();
  });

  test("it shows the name of the user, while there is one", async () => {
    const user = await makeUser(open());
    await write(open(), { message: "a", fields: { userId: user.id } }, { message: "b", fields: { userId: 999_999 } });
    const names = Object.fromEntries((await rows()).map((row) => [row.message, [row.userId, row.userName]]));
    expect(names).toEqual({ a: [user.id, user.username], b: [999_999, null] });
  });

  test("nobody but GlobalAdmin reads anything of it", async () => {
    await write(open(), {});
    const [row] = await rows();
    for (const globalRole of ["Admin", "User"] as const) {
      const store = errorStore(open(), { globalRole });
      expect(await store.page({}, { size: 10 })).toEqual({ rows: [], next: null, previous: null });
      expect(await store.counts({})).toMatchObject({ ERROR: 0, total: 0 });
      expect(await store.count({})).toEqual({ count: 0, capped: false });
      expect(await store.find(row?.id ?? 0)).toBeNull();
      expect(await store.each({}).next()).toEqual({ done: true, value: undefined });
    }
  });

  describe("purging", () => {
    const purge = { may: "errors.purge" as const, ...purgeErrorLog };
    /** What the action does: the change, then what comes after its commit. */
    async function purgeWith(fields: Record<string, string>, minutes: number) {
      const db = open();
      const admin = await makeUser(db, { role: "GlobalAdmin" });
      const signedIn = await deskAt(db, await enter(db, admin.username));
      const now = minutesOn(minutes);
      const current = signedIn.current && {
        ...signedIn.current,
        viewer: { ...signedIn.current.viewer, stepUpAt: now },
      };
      const desk = { ...signedIn, current, now };
      const plan = await performChange(desk, purge, formOf(fields));
      await purge.finish(plan, desk);
      const audit = await db.prisma.auditLog.findMany({ where: { actorId: admin.id, action: "error log purged" } });
      return { plan, audit };
    }

    test("by age: what was counted again since stays, the audit row tells how many went", async () => {
      await write(open(), { message: "old" }, { message: "kept" });
      await write(open(), { message: "kept", minutes: 30 });
      await write(open(), { message: "new", minutes: 31 });
      const { plan, audit } = await purgeWith({ what: "older", days: "1" }, day + 10);
      expect(plan.count).toBe(1);
      expect((await rows()).map((row) => row.message)).toEqual(["new", "kept"]);
      expect(audit).toMatchObject([{ targetLabel: "older than 1 day", changes: '{"entriesDeleted":[null,1]}' }]);
    });

    test("all, in small groups, but not what comes meanwhile", async () => {
      const many = Array.from({ length: 1_203 }, (_, number) => ({ ...fault({ message: `m ${number}` }), n: 1 }));
      await open().unitOfWork((tx) => tx.prisma.errorLog.createMany({ data: many }));
      const plan = await open().unitOfWork((tx) => planPurge(tx, null));
      await write(open(), { message: "meanwhile" });
      await purgeErrorLog.finish(plan, await deskAt(open(), null));
      expect((await rows()).map((row) => row.message)).toEqual(["meanwhile"]);
      expect((await purgeWith({ what: "all", days: "" }, 1)).plan.count).toBe(1);
      expect(await rows()).toEqual([]);
    });

    test.each([
      [{ what: "older", days: "0" }, "days"],
      [{ what: "older", days: "366" }, "days"],
      [{ what: "older", days: "" }, "days"],
      [{ what: "older", days: "1e2" }, "days"],
      [{ what: "everything" }, "what"],
      [{ days: "30" }, "what"],
    ] as Record<string, string>[][])("%p is refused and deletes nothing", async (fields = {}, field) => {
      await write(open(), {});
      const refusal = await refusalOf(purgeWith(fields, day * 400));
      expect(refusal).toMatchObject({ code: "invalid", fields: { [String(field)]: expect.any(String) } });
      expect(await rows()).toHaveLength(1);
    });

    test("without a fresh proof of the password, or for anybody else: no", async () => {
      const db = open();
      await write(db, {});
      const admin = await makeUser(db, { role: "GlobalAdmin" });
      const stale = await deskAt(db, await enter(db, admin.username), { now: minutesOn(6) });
      expect(await refusalOf(performChange(stale, purge, formOf({ what: "all" })))).toMatchObject({
        code: "step_up_required",
      });
      const partner = await makeUser(db, { role: "Admin" });
      const desk = await deskAt(db, await enter(db, partner.username));
      expect(await refusalOf(performChange(desk, purge, formOf({ what: "all" })))).toMatchObject({ code: "forbidden" });
      expect(await rows()).toHaveLength(1);
    });
  });

  test("an export is GlobalAdmin's and leaves a row that concerns no company", async () => {
    const db = open();
    const given = { format: "csv", range: { from: start, to: minutesOn(1) }, what: "Level: ERROR" };
    const exportBy = async (role: "GlobalAdmin" | "Admin") => {
      const user = await makeUser(db, { role });
      const { runtime, current } = await deskAt(db, await enter(db, user.username));
      if (!current) throw new Error("nobody");
      const tried = recordErrorsExport(runtime, { viewer: current.viewer, now: start }, here, given);
      return {
        userId: user.id,
        refusal: await tried.then(
          () => null,
          (error: unknown) => error,
        ),
      };
    };
    const allowed = await exportBy("GlobalAdmin");
    expect(allowed.refusal).toBeNull();
    const action = "error log exported";
    expect(await db.prisma.auditLog.findMany({ where: { actorId: allowed.userId, action } })).toMatchObject([
      { outcome: "ok", companyId: null, targetLabel: expect.stringContaining("Level: ERROR") },
    ]);
    const denied = await exportBy("Admin");
    expect(denied.refusal).toMatchObject({ code: "forbidden" });
    expect(await db.prisma.auditLog.findMany({ where: { actorId: denied.userId, action } })).toMatchObject([
      { outcome: "denied", chainIndex: null },
    ]);
  });
});
