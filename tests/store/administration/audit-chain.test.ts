import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditEntry } from "@/lib/audit/entry";
import { copyHead, headCopyFile, readHeadCopy } from "@/lib/audit/head-copy-store";
import { auditHead, recordAudit } from "@/lib/audit/store";
import { deriveKey } from "@/lib/auth/secret";
import type { Database, Db } from "@/lib/db/database";
import { performChange } from "@/lib/portal/action-core";
import { verifyChain } from "@/lib/portal/installation/audit";
import { checkStateOf, checkTrail } from "@/lib/portal/installation/audit-check";
import { createHeadKeeper } from "@/lib/portal/installation/audit-keeper";
import { reportTrail } from "@/lib/portal/installation/audit-report";
import { describeOnEachEngine } from "../engines";
import { deskAt, enter, formOf } from "../identity/desk";
import { makeUser, refusalOf, start } from "../identity/world";

const secretHex = "5a".repeat(32);
const secret = Buffer.from(secretHex, "hex");
const entry = (number: number): AuditEntry => ({
  at: new Date(start.getTime() + number * 60_000),
  actor: { kind: "user", id: 1, name: "ana" },
  ip: "192.0.2.1",
  companyId: 1,
  action: "company changed",
  target: { kind: "company", id: number, label: "Acme" },
});

const append = (db: Database, number: number) =>
  db.unitOfWork((tx) => recordAudit(tx, entry(number), deriveKey(secret, "audit")));

async function emptyTrail(tx: Db): Promise<void> {
  await tx.prisma.auditLog.deleteMany({});
  await tx.prisma.auditHead.deleteMany({});
}

describeOnEachEngine("the chain and its copy", (open, target) => {
  let folder = "";
  const file = () => headCopyFile(folder);
  const check = () => checkTrail({ db: open(), secret, instanceDir: folder });
  const cut = (from: number) => async (tx: Db) => {
    await tx.prisma.auditLog.deleteMany({ where: { chainIndex: { gte: from } } });
    const last = await tx.prisma.auditLog.findFirstOrThrow({ where: { chainIndex: from - 1 } });
    await tx.prisma.auditHead.updateMany({ data: { links: from - 1, hash: last.hash ?? "" } });
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "winauthmon-chain-"));
    writeFileSync(join(folder, "secret"), `${secretHex}\n`);
    await open().unitOfWork(emptyTrail);
    for (let number = 1; number <= 6; number++) await append(open(), number);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("the copy is written whole, readable by its owner alone, and again when there is more", async () => {
    expect(await readHeadCopy(file())).toBeNull();
    expect(await copyHead(open(), file())).toBe("written");
    expect(await readHeadCopy(file())).toEqual(await auditHead(open()));
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(await copyHead(open(), file())).toBe("same");
    await append(open(), 7);
    expect(await copyHead(open(), file())).toBe("written");
    expect((await readHeadCopy(file()))?.links).toBe(7);
    expect(readdirSync(folder).sort()).toEqual(["audit-head.json", "secret"]);
    expect(await check()).toMatchObject({ ok: true, title: "The chain is whole." });
  });

  test("a tail cut together with the head is found by the copy, which does not follow", async () => {
    const db = open();
    await copyHead(db, file());
    await db.unitOfWork(cut(5));
    expect(await copyHead(db, file())).toBe("differs");
    expect(await check()).toMatchObject({ ok: false, lastGoodAt: entry(4).at });
    expect((await check()).title).toContain("ends before entry 5");
    // What is written afterwards makes the chain as long as it was, but not the same.
    for (let number = 5; number <= 8; number++) await append(db, number + 100);
    expect(await copyHead(db, file())).toBe("differs");
    expect((await check()).title).toContain("Entry 6 is not the one the instance folder remembers");
    expect((await readHeadCopy(file()))?.links).toBe(6);
  });

  test("a damaged copy is no whole chain", async () => {
    writeFileSync(file(), "{}");
    await expect(copyHead(open(), file())).rejects.toThrow("damaged");
    expect(await check()).toMatchObject({ ok: false, copy: "Not compared." });
  });

  test.each<[string, (tx: Db) => Promise<unknown>, string]>([
    [
      "a broken row",
      (tx) => tx.prisma.auditLog.updateMany({ where: { chainIndex: 3 }, data: { actorName: "eve" } }),
      "breaks at entry 3: it is not as it was written",
    ],
    [
      "a swapped row",
      async (tx) => {
        await tx.prisma.auditLog.updateMany({ where: { chainIndex: 2 }, data: { chainIndex: 99 } });
        await tx.prisma.auditLog.updateMany({ where: { chainIndex: 4 }, data: { chainIndex: 2 } });
        await tx.prisma.auditLog.updateMany({ where: { chainIndex: 99 }, data: { chainIndex: 4 } });
      },
      "breaks at entry 2: it is not as it was written",
    ],
    ["a deleted tail", (tx) => tx.prisma.auditLog.deleteMany({ where: { chainIndex: 6 } }), "entry 6: it is missing"],
    ["a deleted row", (tx) => tx.prisma.auditLog.deleteMany({ where: { chainIndex: 1 } }), "entry 1: it is missing"],
  ])("audit:verify finds %s and says where", async (_, tamper, words) => {
    const config = { instanceDir: folder, database: target() };
    await copyHead(open(), file());
    const whole = await reportTrail(config);
    expect(whole).toMatchObject({ exitCode: 0 });
    expect(whole.lines.join("\n")).toContain("All 6 entries");
    await open().unitOfWork(tamper);
    const broken = await reportTrail(config);
    expect(broken.exitCode).toBe(1);
    expect(broken.lines.join("\n")).toContain(words);
  });

  test("audit:verify makes nothing where nothing is", async () => {
    const empty = join(folder, "elsewhere");
    const report = await reportTrail({ instanceDir: empty, database: target() });
    expect(report).toMatchObject({ exitCode: 2 });
    expect(readdirSync(folder)).not.toContain("elsewhere");
    const wrongKey = { instanceDir: folder, database: target(), secretKey: "another-secret-of-thirty-two-bytes" };
    expect(await reportTrail(wrongKey)).toMatchObject({ exitCode: 1 });
  });

  test("the keeper copies after the commit, and for the last time when it stops", async () => {
    const faults: unknown[] = [];
    const log = { error: (...words: unknown[]) => void faults.push(words) };
    const keeper = createHeadKeeper({ db: open(), file: file(), log });
    await keeper.copy();
    await append(open(), 7);
    await keeper.stop(5_000);
    expect((await readHeadCopy(file()))?.links).toBe(7);
    await append(open(), 8);
    expect((await readHeadCopy(file()))?.links).toBe(7);
    expect(faults).toEqual([]);

    await open().unitOfWork(cut(3));
    const later = createHeadKeeper({ db: open(), file: file(), log });
    await later.copy();
    await later.copy();
    await later.stop(5_000);
    expect(faults).toHaveLength(1);
    expect(readFileSync(file(), "utf8")).toContain('"links":7');
  });

  test("the button is GlobalAdmin's, and what it found is written down", async () => {
    const db = open();
    await db.unitOfWork(emptyTrail);
    const boss = await makeUser(db, { role: "GlobalAdmin" });
    const desk = await deskAt(db, await enter(db, boss.username));
    const runtime = { db, secret: desk.runtime.secret, config: { instanceDir: folder } };
    await db.unitOfWork(emptyTrail);
    const checker = async () => ({ runtime, clock: () => start });
    const verify = (waitMs: number) => ({ may: "audit.verify" as const, ...verifyChain(checker, waitMs) });

    const user = await makeUser(db);
    const stranger = await deskAt(db, await enter(db, user.username));
    expect(await refusalOf(performChange(stranger, verify(60_000), formOf({})))).toMatchObject({ code: "forbidden" });

    await db.unitOfWork(emptyTrail);
    expect(await performChange(desk, verify(60_000), formOf({}))).toMatchObject({ done: true, ok: true });
    await db.unitOfWork((tx) => tx.prisma.auditLog.updateMany({ where: { chainIndex: 1 }, data: { ip: "::" } }));
    expect(await performChange(desk, verify(60_000), formOf({}))).toMatchObject({ done: true, ok: false });
    expect(checkStateOf(db)).toMatchObject({ running: null, last: { ok: false, by: boss.username } });
    const rows = await db.prisma.auditLog.findMany({ where: { actorId: boss.id }, orderBy: { id: "asc" } });
    expect(rows.map((row) => [row.action, row.outcome])).toEqual([
      ["audit chain verified", "ok"],
      ["audit chain verified", "failed"],
    ]);
    expect(rows[1]?.targetLabel).toContain("entry 1");
  });
});
