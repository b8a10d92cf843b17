import { scopeOfViewer } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import type { AuditEntry } from "@/lib/audit/entry";
import { auditHead, inspectTrail, recordAudit, recordNoise } from "@/lib/audit/store";
import { auditStore } from "@/lib/audit/trail-store";
import type { Db } from "@/lib/db/database";
import { openDatabase } from "@/lib/db/open";
import { describeOnEachEngine } from "../engines";

const key = Buffer.alloc(32, 7);
const at = new Date("2026-03-01T12:00:30.123Z");
const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  at,
  actor: { kind: "user", id: 1, name: "ana" },
  ip: "192.0.2.1",
  companyId: 1,
  action: "company changed",
  ...change,
});

async function emptyTrail(tx: Db): Promise<void> {
  await tx.prisma.auditLog.deleteMany({});
  await tx.prisma.auditHead.deleteMany({});
}

describeOnEachEngine("audit trail", (open, target) => {
  beforeEach(() => open().unitOfWork(emptyTrail));

  test("is written only inside a unit of work", async () => {
    await expect(recordAudit(open(), entry(), key)).rejects.toThrow("unit of work");
    await expect(recordNoise(open(), entry())).rejects.toThrow("unit of work");
    expect(await auditHead(open())).toEqual({ links: 0, hash: "0".repeat(64) });
  });

  test("fifty acts at once make one unbroken chain, from the very first link on", async () => {
    const db = open();
    // SQLite belongs to one process; on a server two share the trail.
    const other = db.engine === "sqlite" ? db : await openDatabase(target());
    const acts = Array.from({ length: 50 }, (_, number) =>
      (number % 2 === 0 ? db : other).unitOfWork((tx) =>
        recordAudit(tx, entry({ target: { kind: "user", id: number, label: "x" } }), key),
      ),
    );
    await Promise.all(acts);
    if (other !== db) await other.close();
    expect((await inspectTrail(db, key)).finding).toEqual({ ok: true, links: 50 });
    const rows = await db.prisma.auditLog.findMany({ orderBy: { chainIndex: "asc" } });
    expect(rows.map((row) => row.chainIndex)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
    expect(new Set(rows.map((row) => row.targetId)).size).toBe(50);
  });

  test("two acts of one unit of work are two links", async () => {
    const db = open();
    await db.unitOfWork(async (tx) => {
      await recordAudit(tx, entry(), key);
      await recordAudit(tx, entry({ action: "site made" }), key);
    });
    expect((await inspectTrail(db, key)).finding).toEqual({ ok: true, links: 2 });
  });

  test("no commit, no row: a failed act leaves neither row nor link", async () => {
    const db = open();
    await db.unitOfWork((tx) => recordAudit(tx, entry(), key));
    const failing = db.unitOfWork(async (tx) => {
      await recordAudit(tx, entry({ action: "never happened" }), key);
      throw new Error("the act failed");
    });
    await expect(failing).rejects.toThrow("the act failed");
    expect(await db.prisma.auditLog.count()).toBe(1);
    expect((await inspectTrail(db, key)).finding).toEqual({ ok: true, links: 1 });
  });

  test.each<[string, (tx: Db) => Promise<unknown>, number]>([
    ["edit", (tx) => tx.prisma.auditLog.updateMany({ where: { chainIndex: 3 }, data: { actorName: "eve" } }), 3],
    ["count", (tx) => tx.prisma.auditLog.updateMany({ where: { chainIndex: 3 }, data: { count: 9 } }), 3],
    ["deletion", (tx) => tx.prisma.auditLog.deleteMany({ where: { chainIndex: 2 } }), 2],
    ["cut tail", (tx) => tx.prisma.auditLog.deleteMany({ where: { chainIndex: 5 } }), 5],
    [
      "hiding as noise",
      (tx) => tx.prisma.auditLog.updateMany({ where: { chainIndex: 4 }, data: { chainIndex: null } }),
      4,
    ],
    [
      "insertion",
      async (tx) => {
        const row = await tx.prisma.auditLog.findFirstOrThrow({ where: { chainIndex: 2 } });
        const { id: _, ...copy } = row;
        await tx.prisma.auditLog.create({ data: copy });
      },
      2,
    ],
  ])("a %s behind its back is found", async (_, tamper, chainIndex) => {
    const db = open();
    await db.unitOfWork(async (tx) => {
      for (let number = 0; number < 5; number++) await recordAudit(tx, entry({ companyId: number }), key);
    });
    expect((await inspectTrail(db, key)).finding).toEqual({ ok: true, links: 5 });
    await db.unitOfWork(tamper);
    expect((await inspectTrail(db, key)).finding).toMatchObject({ ok: false, chainIndex });
  });

  test("any text reads back as it was signed", async () => {
    const db = open();
    const hard = "a\0b \r\n\t\u001b[31m \ud800 😀 ﷺ İı ẞ ' \" \\ % _ trailing  ".repeat(12);
    const hardEntry = entry({
      actor: { kind: "anonymous", name: hard },
      target: { kind: "user", id: hard, label: hard },
      changes: { name: [hard, [hard, hard]], note: [null, "  "] },
    });
    await db.unitOfWork((tx) => recordAudit(tx, hardEntry, key));
    expect((await inspectTrail(db, key)).finding).toEqual({ ok: true, links: 1 });
    const row = await db.prisma.auditLog.findFirstOrThrow({});
    expect(row.at).toEqual(at);
    expect(row.actorName.length).toBeLessThanOrEqual(256);
    expect(row.actorName).not.toContain("\0");
  });

  test("parallel noise of one account, address and minute is one row with a count, outside the chain", async () => {
    const db = open();
    const failed = entry({ actor: { kind: "anonymous", name: "root" }, companyId: null, action: "sign-in failed" });
    await Promise.all(Array.from({ length: 30 }, () => db.unitOfWork((tx) => recordNoise(tx, failed))));
    await db.unitOfWork((tx) => recordNoise(tx, { ...failed, ip: "192.0.2.2" }));
    const rows = await db.prisma.auditLog.findMany({ orderBy: { count: "asc" } });
    expect(rows.map((row) => [row.ip, row.count])).toEqual([
      ["192.0.2.2", 1],
      ["192.0.2.1", 30],
    ]);
    expect(rows.every((row) => row.chainIndex === null && row.hash === null)).toBe(true);
    expect((await inspectTrail(db, key)).finding).toEqual({ ok: true, links: 0 });
  });
});

describeOnEachEngine("reading the audit trail", (open) => {
  const viewer = (change: Partial<Viewer>) => ({ userId: 1, globalRole: "User" as const, memberships: [], ...change });
  const live = [1, 2];
  const actionsFor = async (who: Pick<Viewer, "userId" | "globalRole" | "memberships">) => {
    const { rows } = await auditStore(open(), scopeOfViewer(who, live), who).page({}, { size: 50 });
    return rows.map((row) => row.action);
  };

  beforeAll(() =>
    open().unitOfWork(async (tx) => {
      await emptyTrail(tx);
      const by = (id: number) => ({ kind: "user" as const, id, name: `user ${id}` });
      await recordAudit(tx, entry({ action: "1 by ana", companyId: 1, actor: by(1) }), key);
      await recordAudit(tx, entry({ action: "1 by bob", companyId: 1, actor: by(2) }), key);
      await recordAudit(tx, entry({ action: "2 by ana", companyId: 2, actor: by(1) }), key);
      await recordAudit(tx, entry({ action: "2 by bob", companyId: 2, actor: by(2) }), key);
      await recordAudit(tx, entry({ action: "none by ana", companyId: null, actor: by(1) }), key);
      await recordAudit(tx, entry({ action: "none by bob", companyId: null, actor: by(2) }), key);
      await recordAudit(
        tx,
        entry({ action: "agent 1", companyId: 2, actor: { kind: "agent", id: 1, name: "pc" } }),
        key,
      );
    }),
  );

  test("a user sees their own acts, inside the scope", async () => {
    expect(await actionsFor(viewer({ memberships: [{ companyId: 1, role: "User" }] }))).toEqual([
      "none by ana",
      "1 by ana",
    ]);
  });

  test("an administrator sees all of their companies, in the others only what is theirs", async () => {
    const memberships = [
      { companyId: 1, role: "CompanyAdmin" as const },
      { companyId: 2, role: "User" as const },
    ];
    expect(await actionsFor(viewer({ memberships }))).toEqual(["none by ana", "2 by ana", "1 by bob", "1 by ana"]);
    const partner = viewer({ globalRole: "Admin", userId: 9, memberships: [{ companyId: 1, role: "User" }] });
    expect(await actionsFor(partner)).toEqual(["1 by bob", "1 by ana"]);
  });

  test("GlobalAdmin sees everything", async () => {
    expect(await actionsFor(viewer({ globalRole: "GlobalAdmin", userId: 9 }))).toHaveLength(7);
  });

  test("nobody sees nothing", async () => {
    expect(await actionsFor(viewer({ userId: 99 }))).toEqual([]);
  });

  test("pages follow each other without gap or repeat", async () => {
    const all = viewer({ globalRole: "GlobalAdmin", userId: 9 });
    const store = auditStore(open(), scopeOfViewer(all, live), all);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof store.page>> = await store.page({}, { size: 3, after });
      seen.push(...page.rows.map((row) => row.action));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual((await store.page({}, { size: 50 })).rows.map((row) => row.action));
    expect(seen).toHaveLength(7);
  });
});
