import { randomBytes } from "node:crypto";
import type { Database } from "@/lib/db/database";
import { installationPeople } from "@/lib/people/store";
import { performChange } from "@/lib/portal/action-core";
import { createCompany, deleteCompany } from "@/lib/portal/people/companies";
import { purgeDeletedCompanies } from "@/lib/portal/people/companies-purge";
import { narrowPortal, portalFor } from "@/lib/portal/portal";
import { event, post, startIngest } from "../../fixtures/agent-calls";
import { methodsOf, textOf } from "../../isolation/observe";
import { samples } from "../../isolation/samples";
import { companyTables } from "../../isolation/tables";
import { type SeededCompany, seedCompany } from "../../seed/company";
import { describeOnEachEngine } from "../engines";
import { deskAt, enter, formOf, type log } from "../identity/desk";
import { after, makeCompany, makeUser, refusalOf } from "../identity/world";

const secret = Buffer.alloc(32, 9);
let ids = 50_000;

/** A company with rows in every table, a member and events; `mark` is in each of them. */
async function seed(db: Database): Promise<SeededCompany & { mark: string; name: string; member: string }> {
  const mark = `Gone${randomBytes(5).toString("hex")}`;
  // Far apart, because an engine counts on from the highest one.
  ids += 1000;
  const company = await db.unitOfWork((tx) => seedCompany(tx, { id: ids, mark, now: after(0) }));
  const { username } = await makeUser(db, { memberOf: [{ companyId: company.id, role: "CompanyAdmin" }] });
  return { ...company, mark, name: `${mark} company`, member: username };
}

const deletion = (company: { id: number; name: string }, change: Record<string, string> = {}): FormData =>
  formOf({ companyId: String(company.id), confirm: company.name, eventsMayGo: "yes", ...change });

/** Rows that agents made, by table. */
async function agentRows(db: Database, companyId: number): Promise<number> {
  const tables = companyTables().filter((table) => table.startsWith("api_"));
  let rows = 0;
  for (const table of tables) {
    const [row] = await db.sql.query(`SELECT COUNT(*) AS n FROM ${table} WHERE company_id = ?`, [companyId]);
    rows += Number(row?.n);
  }
  return rows;
}

describeOnEachEngine("deleting companies", (open) => {
  async function globalAdmin() {
    const db = open();
    return enter(db, (await makeUser(db, { role: "GlobalAdmin" })).username);
  }
  const deskNow = async (token: string) => deskAt(open(), token);

  test("wants a fresh proof, the right name and the word about its events; else nothing happens", async () => {
    const db = open();
    const company = await seed(db);
    const token = await globalAdmin();
    const refusal = async (form: FormData, minutes = 1) =>
      refusalOf(performChange(await deskAt(db, token, { now: after(minutes) }), deleteCompany, form));
    expect(await refusal(deletion(company), 6)).toMatchObject({ code: "step_up_required" });
    expect(await refusal(deletion(company, { confirm: company.name.toUpperCase() }))).toMatchObject({
      code: "invalid",
      fields: { confirm: "This is not the name of the company." },
    });
    expect(await refusal(deletion(company, { eventsMayGo: "" }))).toMatchObject({
      code: "invalid",
      fields: { eventsMayGo: expect.any(String) },
    });
    expect(await refusal(deletion({ ...company, id: 999_999 }))).toMatchObject({ code: "not_found" });
    expect(await db.prisma.company.count({ where: { id: company.id, deletedAt: null } })).toBe(1);
    expect(await db.prisma.membership.count({ where: { companyId: company.id } })).toBe(1);
  });

  test.each([["User", "CompanyAdmin"] as const, ["Admin", "User"] as const, ["User", "User"] as const])(
    "is not for a %s who is %s there",
    async (role, as) => {
      const db = open();
      const company = await seed(db);
      const user = await makeUser(db, { role, memberOf: [{ companyId: company.id, role: as }] });
      const desk = await deskNow(await enter(db, user.username));
      expect(await refusalOf(performChange(desk, deleteCompany, deletion(company)))).toMatchObject({
        code: "forbidden",
      });
      expect(await db.prisma.company.count({ where: { id: company.id, deletedAt: null } })).toBe(1);
    },
  );

  test("takes the company from every page at once, and says so in the trail", async () => {
    const db = open();
    const company = await seed(db);
    const [token, other] = [await globalAdmin(), await makeCompany(db)];
    const member = await enter(db, company.member);
    await performChange(await deskNow(token), deleteCompany, deletion(company));

    for (const looker of [token, member]) {
      const { current } = await deskNow(looker);
      if (!current) throw new Error("the session ended");
      const portal = await portalFor(current.viewer, db, after(1));
      expect(portal.companies.map(({ id }) => id)).not.toContain(company.id);
      expect(portal.companies.some(({ id }) => id === other)).toBe(looker === token);
      expect(narrowPortal(portal, db, String(company.id))).toBeNull();
    }
    const [row] = await db.prisma.auditLog.findMany({ where: { companyId: company.id, action: "company deleted" } });
    expect(row).toMatchObject({ outcome: "ok", targetId: String(company.id), targetLabel: company.name });
    expect(JSON.parse(row?.changes ?? "")).toEqual({
      name: [company.name, null],
      memberCount: [1, null],
      keyCount: [1, null],
    });
    const left = { companyId: company.id };
    expect(await db.prisma.membership.count({ where: left })).toBe(0);
    expect(await db.prisma.invitation.count({ where: left })).toBe(0);
    expect(await refusalOf(performChange(await deskNow(token), deleteCompany, deletion(company)))).toMatchObject({
      code: "not_found",
    });
  });

  test("leaves nothing of it in any method of the portal, for nobody, though its events are still stored", async () => {
    const db = open();
    const company = await seed(db);
    const [token, member] = [await globalAdmin(), await enter(db, company.member)];
    await performChange(await deskNow(token), deleteCompany, deletion(company));
    expect(await db.prisma.eventLog.count({ where: { companyId: company.id } })).toBe(5);
    for (const looker of [token, member]) {
      const { current } = await deskNow(looker);
      if (!current) throw new Error("the session ended");
      const portal = await portalFor(current.viewer, db, after(1));
      const seen: string[] = [];
      const methods = methodsOf(portal);
      for (const [room, entries] of Object.entries(samples)) {
        // The trail goes on telling of it, to GlobalAdmin alone.
        if (room === "audit" && looker === token) continue;
        for (const [name, sample] of Object.entries(entries as Record<string, { calls: Calls; installation?: true }>)) {
          const method = methods.get(`${room}.${name}`);
          if (sample.installation || !method) continue;
          for (const args of sample.calls(company)) {
            const answer = await (async () => drained(await method(...args)))().catch((error: unknown) =>
              String(error),
            );
            if (textOf(answer).toLowerCase().includes(company.mark.toLowerCase())) seen.push(`${room}.${name}`);
          }
        }
      }
      expect(seen).toEqual([]);
    }
  });

  test("its agents are refused as those of a disabled key, within the second", async () => {
    const db = open();
    const company = await seed(db);
    let now = after(1);
    const { ingest } = startIngest(db, { clock: () => now });
    const send = async (path: string) => {
      const sent = event({ UserName: company.mark, Timestamp: now.toISOString() });
      const { status, body } = await post(ingest, sent, { key: company.apiKey, path });
      return [status, JSON.parse(body).message];
    };
    expect(await send("/api/log_event")).toEqual([201, "Event logged successfully"]);
    await performChange(await deskNow(await globalAdmin()), deleteCompany, deletion(company));
    now = new Date(now.getTime() + 501);
    for (const path of ["/api/log_event", "/api/health"]) {
      expect(await send(path)).toEqual([401, "API key has been disabled"]);
    }
  });

  test("frees the name, again and again", async () => {
    const db = open();
    const token = await globalAdmin();
    const name = `Phoenix ${randomBytes(5).toString("hex")}`;
    const form = () => formOf({ name, description: "", timeZone: "UTC", siteName: "HO" });
    for (let round = 0; round < 3; round++) {
      const made = await performChange(await deskNow(token), createCompany, form());
      expect(await refusalOf(performChange(await deskNow(token), createCompany, form()))).toMatchObject({
        code: "conflict",
      });
      await performChange(await deskNow(token), deleteCompany, deletion({ id: made.companyId, name }));
    }
    expect(await db.prisma.company.count({ where: { name } })).toBe(3);
    expect(await db.prisma.company.count({ where: { nameFolded: name.toLowerCase() } })).toBe(0);
  });

  test("of two deletions at once one happens", async () => {
    const company = await seed(open());
    const token = await globalAdmin();
    const attempt = async () => performChange(await deskNow(token), deleteCompany, deletion(company));
    const results = await Promise.allSettled([attempt(), attempt()]);
    const codes = results.map((result) => (result.status === "rejected" ? result.reason.code : "done"));
    expect(codes.sort()).toEqual(["done", "not_found"]);
  });

  test("its events go in batches a minute later, those of others stay, and an interrupted pass is taken up", async () => {
    const db = open();
    const told: unknown[] = [];
    const parts = {
      db,
      log: { info: (...words: unknown[]) => void told.push(words) } as unknown as typeof log,
      secret,
    };
    const pass = (minutes: number, change: object = {}) =>
      purgeDeletedCompanies(
        { ...parts, clock: () => after(minutes) },
        { restMs: 0, rowsAtOnce: 2, clean: new Set(), ...change },
      );
    const clean = new Set<number>();
    await pass(3, { clean });

    const [company, other] = [await seed(db), await seed(db)];
    await performChange(await deskNow(await globalAdmin()), deleteCompany, deletion(company));
    const rowsBefore = await agentRows(db, company.id);
    const othersBefore = await agentRows(db, other.id);
    expect(rowsBefore).toBeGreaterThan(10);
    await pass(1.9, { clean });
    expect(await agentRows(db, company.id)).toBe(rowsBefore);

    let asked = 0;
    await pass(3, { clean, isStopped: () => asked++ >= 2 });
    expect(await agentRows(db, company.id)).toBe(rowsBefore - 4);
    expect(await pass(3)).toBe(rowsBefore - 4);
    expect(await agentRows(db, company.id)).toBe(0);
    expect(await agentRows(db, other.id)).toBe(othersBefore);
    expect(await pass(4)).toBe(0);
    const rows = await db.prisma.auditLog.findMany({
      where: { companyId: company.id, action: "events of a deleted company removed" },
    });
    expect(rows).toMatchObject([{ actorKind: "system", targetLabel: company.name }]);
    expect(told.at(-1)).toMatchObject([{ companyId: company.id, rows: rowsBefore - 4 }, expect.any(String)]);
  });

  test("the last company may go", async () => {
    const db = open();
    const token = await globalAdmin();
    for (const id of await installationPeople(db).liveCompanyIds()) {
      const { name } = await db.prisma.company.findUniqueOrThrow({ where: { id } });
      await performChange(await deskNow(token), deleteCompany, deletion({ id, name }));
    }
    const { current } = await deskNow(token);
    if (!current) throw new Error("the session ended");
    const portal = await portalFor(current.viewer, db, after(1));
    expect([portal.companies, portal.scope.companyIds]).toEqual([[], []]);
    await expect(portal.events.last()).resolves.toBeNull();
  });
});

type Calls = (named: SeededCompany) => unknown[][];

/** What a generator yields, as a list. */
async function drained(value: unknown): Promise<unknown> {
  if (typeof value !== "object" || value === null || !(Symbol.asyncIterator in value)) return value;
  const parts: unknown[] = [];
  for await (const part of value as AsyncIterable<unknown>) parts.push(part);
  return parts;
}
