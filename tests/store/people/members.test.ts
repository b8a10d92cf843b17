import type { z } from "zod";
import { administeredBy, scopeOfViewer } from "@/lib/access/scope";
import type { CompanyRole } from "@/lib/access/viewer";
import type { Database } from "@/lib/db/database";
import { candidateStore, type MemberFilter, memberStore } from "@/lib/people/member-store";
import { installationPeople } from "@/lib/people/store";
import { type ChangeDefinition, type Desk, performChange } from "@/lib/portal/action-core";
import {
  addition,
  companyForm,
  demotion,
  existingUserForm,
  leaveCompany,
  memberForm,
  promotion,
  removal,
} from "@/lib/portal/people/members";
import { describeOnEachEngine } from "../engines";
import { deskAt, enter, formOf } from "../identity/desk";
import { after, makeCompany, makeUser, type NewUser, refusalOf } from "../identity/world";

const promote = { may: "members.create_admin", input: memberForm, ...promotion } as const;
const demote = { may: "members.remove_admin", input: memberForm, ...demotion } as const;
const remove = { may: "members.remove_user", input: memberForm, ...removal } as const;
const leave = { may: "members.remove_user", input: companyForm, ...leaveCompany } as const;
const add = { may: "members.add_existing", input: existingUserForm, ...addition } as const;

type Made = Awaited<ReturnType<typeof makeUser>>;

const memberOf = (companyId: number, role: CompanyRole = "User"): NewUser => ({ memberOf: [{ companyId, role }] });
const roleOf = async (db: Database, companyId: number, { id }: Made) =>
  (await db.prisma.membership.findFirst({ where: { companyId, userId: id } }))?.role ?? null;

type Fields = Record<string, string | number>;
const textOf = (fields: Fields) => formOf(Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, String(v)])));

/** What `who` gets for sending this form, so many minutes after signing in. */
async function act<S extends z.ZodType, P, T>(
  db: Database,
  who: Made,
  definition: ChangeDefinition<S, P, T>,
  fields: Fields,
  minutes = 1,
): Promise<T> {
  const desk = await deskAt(db, await enter(db, who.username), { now: after(minutes) });
  return performChange(desk, definition, textOf(fields));
}

async function storesOf(db: Database, who: Made) {
  const user = await db.prisma.user.findUniqueOrThrow({ where: { id: who.id }, include: { memberships: true } });
  const viewer = {
    globalRole: user.role as "User" | "Admin" | "GlobalAdmin",
    memberships: user.memberships.map(({ companyId, role }) => ({ companyId, role: role as CompanyRole })),
  };
  const scope = administeredBy(viewer, scopeOfViewer(viewer, await installationPeople(db).liveCompanyIds()));
  return {
    members: memberStore(db, scope),
    candidates: candidateStore(db, scope, viewer.globalRole === "GlobalAdmin"),
  };
}

describeOnEachEngine("members of a company", (open) => {
  test("a CompanyAdmin promotes a User, wants a fresh proof for it, and cannot take it back", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const boss = await makeUser(db, memberOf(companyId, "CompanyAdmin"));
    const user = await makeUser(db, memberOf(companyId));
    const form = { companyId, userId: user.id };
    expect(await refusalOf(act(db, boss, promote, form, 6))).toMatchObject({ code: "step_up_required" });
    await act(db, boss, promote, form);
    expect(await roleOf(db, companyId, user)).toBe("CompanyAdmin");
    expect(await refusalOf(act(db, boss, promote, form))).toMatchObject({ code: "forbidden" });
    expect(await refusalOf(act(db, boss, demote, form))).toMatchObject({ code: "forbidden" });
    expect(await refusalOf(act(db, boss, remove, form))).toMatchObject({ code: "forbidden" });
    const rows = await db.prisma.auditLog.findMany({ where: { companyId, action: "member promoted" } });
    expect(rows).toMatchObject([{ actorId: boss.id, targetId: String(user.id), targetLabel: user.username }]);
    expect(JSON.parse(rows[0]?.changes ?? "")).toEqual({ role: ["User", "CompanyAdmin"] });
  });

  test("an Admin of the company demotes and removes CompanyAdmins, also the last one, but no other Admin", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const admin = await makeUser(db, { role: "Admin", ...memberOf(companyId) });
    const peer = await makeUser(db, { role: "Admin", ...memberOf(companyId) });
    const boss = await makeUser(db, memberOf(companyId, "CompanyAdmin"));
    await act(db, admin, demote, { companyId, userId: boss.id });
    expect(await roleOf(db, companyId, boss)).toBe("User");
    await act(db, admin, promote, { companyId, userId: boss.id });
    await act(db, admin, remove, { companyId, userId: boss.id });
    expect(await roleOf(db, companyId, boss)).toBeNull();
    expect(await refusalOf(act(db, admin, remove, { companyId, userId: peer.id }))).toMatchObject({
      code: "forbidden",
    });
    expect(await refusalOf(act(db, admin, remove, { companyId, userId: admin.id }))).toMatchObject({
      code: "forbidden",
    });
    const global = await makeUser(db, { role: "GlobalAdmin" });
    await act(db, global, remove, { companyId, userId: peer.id });
    expect(await roleOf(db, companyId, peer)).toBeNull();
  });

  test("foreign, absent and unrelated members answer alike, whatever the act", async () => {
    const db = open();
    const [own, other] = [await makeCompany(db), await makeCompany(db)];
    const boss = await makeUser(db, memberOf(own, "CompanyAdmin"));
    const foreign = await makeUser(db, memberOf(other));
    for (const definition of [promote, demote, remove]) {
      const absent = await refusalOf(act(db, boss, definition, { companyId: own, userId: 999_999 }));
      expect(await refusalOf(act(db, boss, definition, { companyId: own, userId: foreign.id }))).toEqual(absent);
      const nowhere = await refusalOf(act(db, boss, definition, { companyId: 999_999, userId: foreign.id }));
      expect(await refusalOf(act(db, boss, definition, { companyId: other, userId: foreign.id }))).toEqual(nowhere);
      expect(nowhere).toMatchObject({ code: "not_found" });
    }
    expect(await roleOf(db, other, foreign)).toBe("User");
    expect(await refusalOf(act(db, boss, remove, { companyId: "x", userId: "" }))).toMatchObject({ code: "invalid" });
  });

  test("everybody leaves on their own, but for the last CompanyAdmin", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const user = await makeUser(db, memberOf(companyId));
    const bosses = [
      await makeUser(db, memberOf(companyId, "CompanyAdmin")),
      await makeUser(db, memberOf(companyId, "CompanyAdmin")),
    ];
    await makeUser(db, { ...memberOf(companyId, "CompanyAdmin"), state: "disabled" });
    await act(db, user, leave, { companyId });
    expect(await refusalOf(act(db, user, leave, { companyId }))).toMatchObject({ code: "not_found" });
    const [first, last] = bosses as [Made, Made];
    await act(db, first, leave, { companyId });
    const self = { companyId, userId: last.id };
    expect(await refusalOf(act(db, last, leave, self))).toMatchObject({ code: "forbidden" });
    expect(await refusalOf(act(db, last, demote, self))).toMatchObject({ code: "forbidden" });
    expect(await refusalOf(act(db, last, remove, self))).toMatchObject({ code: "forbidden" });
    expect(await roleOf(db, companyId, last)).toBe("CompanyAdmin");
    const left = await db.prisma.auditLog.findMany({ where: { companyId, action: "left the company" } });
    expect(left.map((row) => row.actorId).sort()).toEqual([user.id, first.id].sort());
  });

  test.each([
    ["leave", (desk: Desk, form: FormData) => performChange(desk, leave, form)],
    ["step down", (desk: Desk, form: FormData) => performChange(desk, demote, form)],
  ] as const)("two CompanyAdmins who %s at once leave one behind", async (_, attempt) => {
    const db = open();
    const companyId = await makeCompany(db);
    const tokens: [number, string][] = [];
    for (let n = 0; n < 2; n++) {
      const boss = await makeUser(db, memberOf(companyId, "CompanyAdmin"));
      tokens.push([boss.id, await enter(db, boss.username)]);
    }
    const desks = await Promise.all(tokens.map(([, token]) => deskAt(db, token)));
    const tries = await Promise.allSettled(
      desks.map((desk, n) => attempt(desk, textOf({ companyId, userId: tokens[n]?.[0] ?? 0 }))),
    );
    expect(tries.map((entry) => entry.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await db.prisma.membership.count({ where: { companyId, role: "CompanyAdmin" } })).toBe(1);
  });

  test("without an invitation only users wholly of the actor's own companies are added", async () => {
    const db = open();
    const [own, second, other] = [await makeCompany(db), await makeCompany(db), await makeCompany(db)];
    const both = [own, second].map((companyId) => ({ companyId, role: "CompanyAdmin" as const }));
    const boss = await makeUser(db, { memberOf: both });
    const mine = await makeUser(db, memberOf(second));
    const shared = await makeUser(db, {
      memberOf: [
        { companyId: second, role: "User" },
        { companyId: other, role: "User" },
      ],
    });
    const partner = await makeUser(db, { role: "Admin", ...memberOf(second) });
    const stranger = await makeUser(db, memberOf(other));
    const nobodys = await makeUser(db);
    const { candidates } = await storesOf(db, boss);
    expect((await candidates.list(own, "")).map((entry) => entry.userId)).toEqual([mine.id]);
    expect(await candidates.list(other, "")).toEqual([]);
    const form = (userId: number) => ({ companyId: own, userId, role: "User" });
    const absent = await refusalOf(act(db, boss, add, form(999_999)));
    expect(absent).toMatchObject({ code: "not_found" });
    for (const user of [shared, partner, stranger, nobodys]) {
      expect(await refusalOf(act(db, boss, add, form(user.id)))).toEqual(absent);
    }
    await act(db, boss, add, form(mine.id));
    expect(await roleOf(db, own, mine)).toBe("User");
    expect(await refusalOf(act(db, boss, add, form(mine.id)))).toMatchObject({ code: "conflict" });
  });

  test("adding as CompanyAdmin wants a fresh proof, and a GlobalAdmin adds anybody who is there", async () => {
    const db = open();
    const companyId = await makeCompany(db);
    const global = await makeUser(db, { role: "GlobalAdmin" });
    const user = await makeUser(db);
    const form = { companyId, userId: user.id, role: "CompanyAdmin" };
    expect((await (await storesOf(db, global)).candidates.list(companyId, user.username)).length).toBe(1);
    expect(await refusalOf(act(db, global, add, form, 6))).toMatchObject({ code: "step_up_required" });
    await act(db, global, add, form);
    expect(await roleOf(db, companyId, user)).toBe("CompanyAdmin");
    expect(await refusalOf(act(db, global, add, { ...form, userId: 999_999 }))).toMatchObject({ code: "not_found" });
    expect(await refusalOf(act(db, global, add, { ...form, companyId: 999_999 }))).toMatchObject({ code: "not_found" });
  });

  test("the list: only for administrators of the company, searched, filtered, and paged in both directions", async () => {
    const db = open();
    const [companyId, other] = [await makeCompany(db), await makeCompany(db)];
    const boss = await makeUser(db, memberOf(companyId, "CompanyAdmin"));
    const plain = await makeUser(db, memberOf(companyId));
    await makeUser(db, memberOf(other));
    await makeUser(db, { role: "Admin", ...memberOf(companyId, "CompanyAdmin") });
    await makeUser(db, { ...memberOf(companyId), state: "disabled" });
    for (let n = 0; n < 50; n++) await makeUser(db, memberOf(companyId));
    const { members } = await storesOf(db, boss);
    const count = async (filter: MemberFilter) => (await members.page(companyId, filter, null)).rows.length;
    expect(await count({ search: plain.email.toUpperCase() })).toBe(1);
    expect(await count({ search: "no such\0 name" })).toBe(0);
    expect([
      await count({ rank: "CompanyAdmin" }),
      await count({ rank: "Admin" }),
      await count({ state: "disabled" }),
    ]).toEqual([1, 1, 1]);
    const first = await members.page(companyId, {}, null);
    expect([first.rows.length, first.total, first.previous]).toEqual([50, { count: 54, capped: false }, null]);
    const second = await members.page(companyId, {}, first.next);
    expect([second.rows.length, second.next]).toEqual([4, null]);
    const back = await members.page(companyId, {}, second.previous);
    expect(back.rows).toEqual(first.rows);
    expect(back.previous).toBeNull();
    expect(await members.page(other, {}, null)).toMatchObject({ rows: [], total: { count: 0 } });
    expect((await (await storesOf(db, plain)).members.page(companyId, {}, null)).rows).toEqual([]);
    expect(JSON.stringify(first.rows)).not.toContain("$argon2");
  });
});
