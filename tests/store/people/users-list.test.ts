import type { CompanyRole, GlobalRole, Viewer } from "@/lib/access/viewer";
import type { Database } from "@/lib/db/database";
import { decodeUserCursor, encodeUserCursor, type UserFilter, type UserSort } from "@/lib/people/user-filter";
import type { PortalUser } from "@/lib/people/user-store";
import { narrowPortal, portalFor } from "@/lib/portal/portal";
import { describeOnEachEngine } from "../engines";
import { after, makeCompany, makeUser } from "../identity/world";
import { sessionOf, setColumns } from "./users-world";

const viewerAs = (userId: number, globalRole: GlobalRole, memberships: Viewer["memberships"] = []): Viewer => ({
  userId,
  sessionId: 1,
  username: "viewer",
  email: "viewer@example.test",
  globalRole,
  mfaState: "ok",
  mustChangePassword: false,
  memberships,
  stepUpAt: null,
});

const byName: UserSort = { by: "name", direction: "asc" };
const idsOf = (rows: readonly PortalUser[]) => rows.map((row) => row.id);

describeOnEachEngine("the list of users", (open) => {
  let own: number;
  let foreign: number;
  let people: { id: number; name: string; created: number; signedIn: number | null }[];
  const ids = new Map<string, number>();
  const idOf = (name: string): number => ids.get(name) ?? 0;

  async function make(
    db: Database,
    name: string,
    given: {
      role?: GlobalRole;
      state?: "active" | "pending" | "disabled";
      in?: [number, CompanyRole][];
      created?: number;
      signedIn?: number;
      deleted?: boolean;
      mfa?: boolean;
    },
  ): Promise<void> {
    const memberOf = (given.in ?? []).map(([companyId, role]) => ({ companyId, role }));
    const { id } = await makeUser(db, { role: given.role ?? "User", state: given.state ?? "active", memberOf });
    const names = { username: name, usernameFolded: name.toLowerCase(), email: `${name}@Mail.test` };
    await db.unitOfWork((tx) =>
      tx.prisma.user.update({ where: { id }, data: { ...names, emailFolded: names.email.toLowerCase() } }),
    );
    await setColumns(db, id, {
      createdAt: after(given.created ?? 0),
      ...(given.signedIn === undefined ? {} : { lastSignInAt: after(given.signedIn) }),
      ...(given.deleted ? { deletedAt: after(0) } : {}),
      mfaEnabled: given.mfa ?? false,
    });
    ids.set(name, id);
    if (!given.deleted)
      people.push({ id, name: name.toLowerCase(), created: given.created ?? 0, signedIn: given.signedIn ?? null });
  }

  beforeAll(async () => {
    const db = open();
    people = [];
    [own, foreign] = [await makeCompany(db), await makeCompany(db)];
    await make(db, "Ana_Ruiz", { in: [[own, "User"]], created: 5, signedIn: 10, mfa: true });
    await make(db, "anaXruiz", { in: [[own, "CompanyAdmin"]], created: 5 });
    await make(db, "Bo", { in: [[own, "User"]], role: "Admin", created: 3, signedIn: 10 });
    await make(db, "Čestmír 100%", {
      in: [
        [own, "User"],
        [foreign, "User"],
      ],
      created: 1,
    });
    await make(db, "dora", { in: [[foreign, "CompanyAdmin"]], created: 9, signedIn: 4 });
    await make(db, "Eve", { state: "pending", created: 2 });
    await make(db, "frank", { in: [[own, "User"]], state: "disabled", signedIn: 2 });
    await make(db, "gone", { in: [[own, "User"]], deleted: true });
    await make(db, "<img src=x>", { role: "GlobalAdmin", signedIn: 7 });
    for (let n = 0; n < 12; n++) {
      await make(db, `crowd-${n}`, { in: [[own, "User"]], created: n % 3, ...(n % 2 ? { signedIn: n % 4 } : {}) });
    }
  }, 60_000);

  const usersOf = async (viewer: Viewer) => (await portalFor(viewer, open(), after(1))).users;
  const globalAdmin = () => usersOf(viewerAs(idOf("<img src=x>"), "GlobalAdmin"));
  const admin = () => usersOf(viewerAs(idOf("Bo"), "Admin", [{ companyId: own, role: "User" }]));
  const list = async (filter: UserFilter) =>
    idsOf((await (await globalAdmin()).list(filter, { sort: byName, size: 100 })).rows);
  const named = (...names: string[]) => names.map(idOf);

  test.each([
    ["part of a name in any case", { search: "ANA" }, ["Ana_Ruiz", "anaXruiz"]],
    ["an underscore is itself", { search: "ana_r" }, ["Ana_Ruiz"]],
    ["a percent sign is itself", { search: "0%" }, ["Čestmír 100%"]],
    ["a letter with a mark", { search: "ČEST" }, ["Čestmír 100%"]],
    ["the e-mail", { search: "dora@mail" }, ["dora"]],
    ["markup is text", { search: "<IMG src" }, ["<img src=x>"]],
    ["nothing", { search: "nobody at all" }, []],
    ["pending", { state: "pending" }, ["Eve"]],
    ["disabled", { state: "disabled" }, ["frank"]],
    ["deleted", { state: "deleted" }, ["gone"]],
    ["a global role", { role: "Admin" }, ["Bo"]],
    ["company administrators", { role: "CompanyAdmin" }, ["anaXruiz", "dora"]],
    ["in no company", { companyId: "none" }, ["<img src=x>", "Eve"]],
    ["second factor", { secondFactor: "on" }, ["Ana_Ruiz"]],
    ["several at once", { secondFactor: "off", role: "Admin", state: "active" }, ["Bo"]],
  ] as const)("filter: %s", async (_words, filter, expected) => {
    expect(await list(filter)).toEqual(named(...expected));
  });

  test("a company's members, and nobody for one that is not there", async () => {
    expect(await list({ companyId: foreign })).toEqual(named("dora", "Čestmír 100%"));
    expect(await list({ companyId: 999_999 })).toEqual([]);
  });

  const sorts: UserSort[] = (["name", "signedIn", "created"] as const).flatMap((by) => [
    { by, direction: "asc" },
    { by, direction: "desc" },
  ]);

  test.each(sorts)("pages by $by $direction hold everybody once, forwards and back", async (sort) => {
    const users = await globalAdmin();
    const sign = sort.direction === "asc" ? 1 : -1;
    const codePoints = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
    const expected = [...people].sort((one, other) => {
      if (sort.by === "name") return sign * codePoints(one.name, other.name);
      const key = sort.by === "created" ? "created" : "signedIn";
      return sign * ((one[key] ?? -1) - (other[key] ?? -1) || one.id - other.id);
    });
    const forwards: number[][] = [];
    let page = await users.list({}, { sort, size: 4 });
    expect(page.previous).toBeNull();
    const back: number[][] = [];
    for (let step = 0; step < 20; step++) {
      forwards.push(idsOf(page.rows));
      if (!page.next) break;
      const cursor = decodeUserCursor(encodeUserCursor(page.next, sort), sort);
      expect(cursor).toEqual(page.next);
      page = await users.list({}, { sort, size: 4, cursor });
    }
    expect(forwards.flat()).toEqual(expected.map((person) => person.id));
    expect(page.total).toBe(expected.length);
    for (let step = 0; step < 20 && page.previous; step++) {
      page = await users.list({}, { sort, size: 4, cursor: page.previous });
      back.unshift(idsOf(page.rows));
    }
    expect(back.flat()).toEqual(forwards.slice(0, -1).flat());
  });

  test("an Admin sees the members of their companies, without naming companies that are not theirs", async () => {
    const users = await admin();
    const { rows } = await users.list({}, { sort: byName, size: 100 });
    const shown = people.filter(({ id }) => ![idOf("dora"), idOf("Eve"), idOf("<img src=x>")].includes(id));
    expect(new Set(idsOf(rows))).toEqual(new Set(shown.map((person) => person.id)));
    const straddling = rows.find((row) => row.id === idOf("Čestmír 100%"));
    expect(straddling).toMatchObject({ companies: [{ companyId: own, role: "User" }], belongsElsewhere: true });
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`"companyId":${foreign}\\b`));
    expect(idsOf((await users.list({ companyId: foreign }, { sort: byName, size: 10 })).rows)).toEqual([]);
    expect(await users.find(idOf("dora"), after(1))).toBeNull();
    expect(await users.pendingCount()).toBe(0);
  });

  test("sessions are shown only of accounts that lie wholly inside", async () => {
    const db = open();
    await sessionOf(db, idOf("Čestmír 100%"));
    await sessionOf(db, idOf("Ana_Ruiz"));
    const users = await admin();
    expect((await users.find(idOf("Čestmír 100%"), after(1)))?.sessions).toBeNull();
    expect((await users.find(idOf("Ana_Ruiz"), after(1)))?.sessions).toHaveLength(1);
    expect((await users.find(idOf("Ana_Ruiz"), after(61)))?.sessions).toEqual([]);
    expect((await (await globalAdmin()).find(idOf("Čestmír 100%"), after(1)))?.sessions).toHaveLength(1);
  });

  test.each([
    ["CompanyAdmin", "User" as const, "CompanyAdmin" as const],
    ["User", "User" as const, "User" as const],
  ])("a %s sees nobody", async (_words, globalRole, role) => {
    const users = await usersOf(viewerAs(idOf("anaXruiz"), globalRole, [{ companyId: own, role }]));
    expect((await users.list({}, { sort: byName, size: 10 })).rows).toEqual([]);
    expect(await users.find(idOf("Ana_Ruiz"), after(1))).toBeNull();
  });

  test("no row carries a hash or a secret", async () => {
    const users = await globalAdmin();
    const { rows } = await users.list({}, { sort: byName, size: 100 });
    const text = JSON.stringify([rows, await users.find(idOf("Ana_Ruiz"), after(1))]);
    expect(text).not.toMatch(/argon2|hash|secret|token/i);
  });

  test("a GlobalAdmin who looks at one company sees its members alone, and counts who waits everywhere", async () => {
    const whole = await portalFor(viewerAs(idOf("<img src=x>"), "GlobalAdmin"), open(), after(1));
    const inOne = narrowPortal(whole, open(), String(foreign));
    const rows = (await inOne?.users.list({}, { sort: byName, size: 10 }))?.rows ?? [];
    expect(idsOf(rows)).toEqual(named("dora", "Čestmír 100%"));
    expect(await whole.users.pendingCount()).toBe(1);
  });

  test.each([0, -1, 1.5, 2 ** 31, Number.NaN])("no user has the number %d", async (id) => {
    expect(await (await globalAdmin()).find(id, after(1))).toBeNull();
  });
});
