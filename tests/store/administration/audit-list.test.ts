import { scopeOfViewer } from "@/lib/access/scope";
import type { Viewer } from "@/lib/access/viewer";
import type { AuditEntry } from "@/lib/audit/entry";
import { recordAudit, recordNoise } from "@/lib/audit/store";
import { type AuditFilter, auditStore } from "@/lib/audit/trail-store";
import type { Db } from "@/lib/db/database";
import { describeOnEachEngine } from "../engines";

const key = Buffer.alloc(32, 7);
const start = new Date("2026-03-01T12:00:00.000Z");
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);
const by = (id: number, name: string) => ({ kind: "user" as const, id, name });
const entry = (minutes: number, change: Partial<AuditEntry>): AuditEntry => ({
  at: after(minutes),
  actor: by(1, "ana"),
  ip: "192.0.2.1",
  companyId: 1,
  action: "company changed",
  ...change,
});

type Who = Pick<Viewer, "userId" | "globalRole" | "memberships">;
const boss: Who = { userId: 9, globalRole: "GlobalAdmin", memberships: [] };
const adminOf1: Who = { userId: 7, globalRole: "User", memberships: [{ companyId: 1, role: "CompanyAdmin" }] };
const userOf1: Who = { userId: 1, globalRole: "User", memberships: [{ companyId: 1, role: "User" }] };
/** Company 3 is deleted. */
const live = [1, 2];

async function fill(tx: Db): Promise<void> {
  await tx.prisma.auditLog.deleteMany({});
  await tx.prisma.auditHead.deleteMany({});
  await recordAudit(tx, entry(1, { target: { kind: "company", id: 1, label: "Acme & Söhne" } }), key);
  await recordAudit(tx, entry(2, { action: "user deactivated", actor: by(2, "Bob_100%"), ip: "2001:db8::7" }), key);
  await recordAudit(tx, entry(3, { companyId: 2, target: { kind: "user", id: 5, label: "carl" } }), key);
  await recordAudit(tx, entry(4, { companyId: null, action: "settings changed", actor: by(9, "boss") }), key);
  await recordAudit(tx, entry(5, { companyId: 3, action: "deleted company's act" }), key);
  await recordNoise(
    tx,
    entry(6, {
      companyId: null,
      action: "sign-in failed",
      outcome: "failed",
      actor: { kind: "anonymous", name: "ROOT" },
    }),
  );
  await recordNoise(tx, entry(7, { action: "list members of a company", outcome: "denied" }));
}

describeOnEachEngine("looking through the audit trail", (open) => {
  const storeOf = (who: Who, options: { whole?: boolean; window?: number } = {}) =>
    auditStore(open(), scopeOfViewer(who, live), who, options);
  const found = async (who: Who, filter: AuditFilter, options: { whole?: boolean } = {}) =>
    (await storeOf(who, options).page(filter, { size: 50 })).rows.map((row) => row.action);

  beforeAll(() => open().unitOfWork(fill));

  test.each<[string, AuditFilter, string[]]>([
    ["a range, its end excluded", { from: after(2), to: after(4) }, ["company changed", "user deactivated"]],
    ["a phrase", { action: "user deactivated" }, ["user deactivated"]],
    ["part of a name in any case", { actor: "bOB" }, ["user deactivated"]],
    ["signs that a pattern would read", { actor: "_100%" }, ["user deactivated"]],
    ["an outcome", { outcome: "denied" }, ["list members of a company"]],
    ["a company", { company: 2 }, ["company changed"]],
    ["the installation", { company: "none" }, ["sign-in failed", "settings changed"]],
    ["a target", { target: { kind: "user", id: "5" } }, ["company changed"]],
    ["text of an address", { search: "2001:DB8" }, ["user deactivated"]],
    ["text of a target, with a letter beyond ASCII", { search: "Söhne" }, ["company changed"]],
    ["text of an act", { search: "Sign-In" }, ["sign-in failed"]],
    ["nothing", { search: "nobody of this name" }, []],
  ])("by %s", async (_, filter, expected) => {
    expect(await found(boss, filter, { whole: true })).toEqual(expected);
  });

  test("GlobalAdmin reads of deleted companies too, unless a company is looked at", async () => {
    expect(await found(boss, {}, { whole: true })).toHaveLength(7);
    expect(await found(boss, {})).not.toContain("deleted company's act");
  });

  test("an administrator reads all of the company and nothing else, whatever the filter names", async () => {
    const own = ["list members of a company", "user deactivated", "company changed"];
    expect(await found(adminOf1, {})).toEqual(own);
    expect(await found(adminOf1, { company: 1 })).toEqual(own);
    for (const filter of [{ company: 2 }, { company: 3 }, { company: "none" as const }, { search: "carl" }]) {
      expect(await found(adminOf1, filter)).toEqual([]);
      expect(await storeOf(adminOf1).count(filter)).toEqual({ count: 0, capped: false });
    }
    expect(await storeOf(adminOf1).actions()).toEqual([...own].sort());
  });

  test("a user reads their own rows alone, in the company and beside it", async () => {
    expect(await found(userOf1, {})).toEqual(["list members of a company", "company changed"]);
    expect(await found(userOf1, { search: "Bob" })).toEqual([]);
    expect(await storeOf(userOf1).count({})).toEqual({ count: 2, capped: false });
    const stranger: Who = { userId: 1, globalRole: "User", memberships: [] };
    expect(await found(stranger, {})).toEqual([]);
  });

  test("pages lead forth and back over the same rows", async () => {
    const store = storeOf(boss, { whole: true });
    const first = await store.page({}, { size: 3 });
    const second = await store.page({}, { size: 3, after: first.next });
    const third = await store.page({}, { size: 3, after: second.next });
    expect([first, second, third].map(({ rows }) => rows.length)).toEqual([3, 3, 1]);
    expect([first.previous, third.next]).toEqual([null, null]);
    expect((await store.page({}, { size: 3, before: third.previous })).rows).toEqual(second.rows);
    const back = await store.page({}, { size: 3, before: second.previous });
    expect(back).toMatchObject({ rows: first.rows, previous: null });
    expect(back.next).toBe(first.next);
    expect((await store.page({}, { size: 3, after: "nonsense" })).rows).toEqual(first.rows);
  });

  test("what is rare is looked for a part of the trail at a time", async () => {
    const store = storeOf(boss, { whole: true, window: 3 });
    const filter = { action: "user deactivated" };
    const first = await store.page(filter, { size: 50 });
    expect(first).toMatchObject({ rows: [], searchedTo: after(5) });
    const second = await store.page(filter, { size: 50, after: first.next });
    expect(second.rows.map((row) => row.action)).toEqual(["user deactivated"]);
    expect(await store.count(filter)).toEqual({ count: 0, capped: true });
    const all: string[] = [];
    for await (const rows of store.each(filter)) all.push(...rows.map((row) => row.action));
    expect(all).toEqual(["user deactivated"]);
    expect((await store.page({}, { size: 50 })).rows).toHaveLength(7);
  });

  test("a row that somebody damaged is still shown", async () => {
    await open().unitOfWork((tx) =>
      tx.prisma.auditLog.updateMany({ where: { action: "user deactivated" }, data: { changes: "{broken" } }),
    );
    const [row] = (await storeOf(boss).page({ action: "user deactivated" }, { size: 1 })).rows;
    expect(row?.changes).toEqual({ "not readable": [null, "{broken"] });
  });
});
