import { randomBytes } from "node:crypto";
import type { CompanyRole } from "@/lib/access/viewer";
import type { Database } from "@/lib/db/database";
import { performChange } from "@/lib/portal/action-core";
import {
  changeGeneral,
  changeSessionRules,
  changeTimeZone,
  changeWorkingHours,
  createCompany,
} from "@/lib/portal/people/companies";
import { describeOnEachEngine } from "../engines";
import { deskAt, enter, formOf } from "../identity/desk";
import { makeCompany, makeUser, refusalOf } from "../identity/world";

const newName = (what: string): string => `${what} ${randomBytes(5).toString("hex")}`;
const columns = (db: Database, id: number) =>
  db.prisma.company.findUniqueOrThrow({ where: { id }, omit: { updatedAt: true } });

/** Each group with a right form, what it writes, and what the trail shows of it. */
const groups = {
  general: {
    change: changeGeneral,
    action: "company changed",
    fields: (mark: string) => ({ name: `New ${mark}`, description: "two\r\nlines" }),
    writes: (mark: string) => ({ name: `New ${mark}`, nameFolded: `new ${mark}`, description: "two\nlines" }),
  },
  "time zone": {
    change: changeTimeZone,
    action: "company time zone changed",
    fields: () => ({ timeZone: "europe/LONDON" }),
    writes: () => ({ timeZone: "Europe/London" }),
  },
  "working hours": {
    change: changeWorkingHours,
    action: "company working hours changed",
    fields: () => ({ hours: "set", workDays: "6", workFrom: "22:00", workTo: "06:00" }),
    writes: () => ({ workDays: "6", workFrom: "22:00", workTo: "06:00" }),
  },
  "session rules": {
    change: changeSessionRules,
    action: "company session rules changed",
    fields: () => ({ staleAfterMinutes: "7,5", maxOpenHours: "10.5", dedupeSeconds: "0" }),
    writes: () => ({ staleAfterSeconds: 450, maxOpenSeconds: 37_800, dedupeSeconds: 0 }),
  },
} as const;
type Group = keyof typeof groups;
const groupNames = Object.keys(groups) as Group[];

const changeOf = (name: Group) => groups[name].change as typeof changeGeneral;
const formFor = (name: Group, companyId: number, mark = randomBytes(4).toString("hex")) =>
  formOf({ companyId: String(companyId), ...groups[name].fields(mark) });

describeOnEachEngine("changing companies", (open) => {
  async function deskFor(role: "User" | "Admin" | "GlobalAdmin", memberOf: [number, CompanyRole][] = []) {
    const db = open();
    const user = await makeUser(db, { role, memberOf: memberOf.map(([companyId, as]) => ({ companyId, role: as })) });
    return deskAt(db, await enter(db, user.username));
  }

  test.each(groupNames)(
    "saving %s writes its own fields and nothing else, and the trail shows both sides",
    async (name) => {
      const db = open();
      const id = await makeCompany(db);
      const before = await columns(db, id);
      const mark = randomBytes(4).toString("hex");
      const desk = await deskFor("GlobalAdmin");
      await performChange(desk, changeOf(name), formFor(name, id, mark));
      const written = groups[name].writes(mark);
      expect(await columns(db, id)).toEqual({ ...before, ...written });
      const [row] = await db.prisma.auditLog.findMany({ where: { companyId: id, outcome: "ok" } });
      expect(row).toMatchObject({ action: groups[name].action, targetKind: "company", targetId: String(id) });
      const { nameFolded: _, ...shown } = { nameFolded: "", ...written };
      const sides = Object.entries(shown).map(([field, value]) => [
        field,
        [before[field as keyof typeof before], value],
      ]);
      expect(JSON.parse(row?.changes ?? "")).toEqual(Object.fromEntries(sides));
    },
  );

  test("two groups saved at the same moment both stand", async () => {
    const db = open();
    const id = await makeCompany(db);
    const desk = await deskFor("GlobalAdmin");
    await Promise.all(groupNames.map((name) => performChange(desk, changeOf(name), formFor(name, id, "same time"))));
    const written = groupNames.map((name) => groups[name].writes("same time"));
    expect(await columns(db, id)).toMatchObject(Object.assign({}, ...written));
  });

  test.each([
    ["User", "User", "forbidden", "forbidden"],
    ["User", "CompanyAdmin", "forbidden", "allowed"],
    ["Admin", "User", "forbidden", "allowed"],
    ["GlobalAdmin", null, "allowed", "allowed"],
  ] as const)("a %s who is %s there: general %s, the rest %s", async (role, as, general, options) => {
    const db = open();
    const id = await makeCompany(db);
    const desk = await deskFor(role, as === null ? [] : [[id, as]]);
    const before = await columns(db, id);
    for (const name of groupNames) {
      const attempt = performChange(desk, changeOf(name), formFor(name, id));
      const wanted = name === "general" ? general : options;
      if (wanted === "allowed") await expect(attempt).resolves.toEqual({ companyId: id });
      else expect(await refusalOf(attempt)).toMatchObject({ code: wanted });
    }
    if (options === "forbidden") expect(await columns(db, id)).toEqual(before);
    const creation = performChange(desk, createCompany, newCompanyForm(newName("Mine")));
    if (role === "GlobalAdmin") await expect(creation).resolves.toMatchObject({ siteName: "HO" });
    else expect(await refusalOf(creation)).toMatchObject({ code: "forbidden" });
  });

  test.each(groupNames)("a foreign company answers like an absent one and stays as it is (%s)", async (name) => {
    const db = open();
    const [own, foreign] = [await makeCompany(db), await makeCompany(db)];
    const before = await columns(db, foreign);
    const desk = await deskFor("User", [[own, "CompanyAdmin"]]);
    const refusals = await Promise.all(
      [foreign, 999_999].map((id) => refusalOf(performChange(desk, changeOf(name), formFor(name, id)))),
    );
    expect(refusals[0]).toEqual(refusals[1]);
    expect(refusals[0]).toMatchObject({ code: name === "general" ? "forbidden" : "not_found" });
    expect(await columns(db, foreign)).toEqual(before);
    const whole = await deskFor("GlobalAdmin");
    expect(await refusalOf(performChange(whole, changeOf(name), formFor(name, 999_999)))).toMatchObject({
      code: "not_found",
    });
  });

  test("a name that another company has is a conflict at its field; one's own in other letters is fine", async () => {
    const db = open();
    const [id, other] = [await makeCompany(db), await makeCompany(db)];
    const { name } = await columns(db, other);
    const desk = await deskFor("GlobalAdmin");
    const rename = (to: string) =>
      performChange(desk, changeGeneral, formOf({ companyId: String(id), name: to, description: "" }));
    expect(await refusalOf(rename(` ${name.toUpperCase()} `))).toMatchObject({
      code: "conflict",
      fields: { name: "There is a company of this name already." },
    });
    const own = (await columns(db, id)).name.toUpperCase();
    await rename(own);
    expect((await columns(db, id)).name).toBe(own);
  });

  test("of many companies renamed to one name at once one gets it, the others a conflict", async () => {
    const db = open();
    const ids = await Promise.all(Array.from({ length: 8 }, () => makeCompany(db)));
    const name = newName("Wanted");
    const desk = await deskFor("GlobalAdmin");
    const results = await Promise.allSettled(
      ids.map((id) => performChange(desk, changeGeneral, formOf({ companyId: String(id), name, description: "" }))),
    );
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    expect(refused).toEqual(ids.slice(1).map(() => "conflict"));
    expect(await db.prisma.company.count({ where: { name } })).toBe(1);
  });

  test("a new company has its first site and a key that is kept as a hash alone", async () => {
    const db = open();
    const desk = await deskFor("GlobalAdmin");
    const name = newName("Fresh");
    const made = await performChange(desk, createCompany, newCompanyForm(name, { siteName: " Main office " }));
    expect(made).toMatchObject({ name, siteName: "Main office", apiKey: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const [site] = await db.prisma.site.findMany({ where: { companyId: made.companyId } });
    const [key] = await db.prisma.apiKey.findMany({ where: { companyId: made.companyId } });
    expect([site?.name, key?.siteId, key?.prefix]).toEqual(["Main office", site?.id, made.apiKey.slice(0, 8)]);
    expect(JSON.stringify(key)).not.toContain(made.apiKey);
    const [row] = await db.prisma.auditLog.findMany({ where: { companyId: made.companyId } });
    expect(row).toMatchObject({ action: "company created", targetLabel: name });
    expect(JSON.parse(row?.changes ?? "")).toMatchObject({ name: [null, name], keyPrefix: [null, key?.prefix] });
    expect(row?.changes).not.toContain(made.apiKey);
  });

  test("of fifty at once with one name exactly one is made, whatever the letters; the others are conflicts", async () => {
    const db = open();
    const desk = await deskFor("GlobalAdmin");
    const name = newName("Twin");
    const spellings = [name, name.toUpperCase(), ` ${name} `, name.replace("T", "Ｔ")];
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => performChange(desk, createCompany, newCompanyForm(spellings[n % 4] ?? ""))),
    );
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(refused.map(({ code, fields }) => [code, Object.keys(fields ?? {})])).toEqual(
      Array.from({ length: 49 }, () => ["conflict", ["name"]]),
    );
    const made = await db.prisma.company.findMany({ where: { nameFolded: name.toLowerCase() } });
    expect(made).toHaveLength(1);
    expect(await db.prisma.site.count({ where: { companyId: made[0]?.id ?? 0 } })).toBe(1);
    expect(await db.prisma.auditLog.count({ where: { companyId: made[0]?.id ?? 0, outcome: "ok" } })).toBe(1);
  }, 60_000);

  test("nothing is made when one field breaks a rule, and each is named", async () => {
    const db = open();
    const desk = await deskFor("GlobalAdmin");
    const before = await db.prisma.company.count();
    const attempt = performChange(
      desk,
      createCompany,
      newCompanyForm("", { description: "x\u0000", timeZone: "Atlantis/Capital", siteName: "x".repeat(129) }),
    );
    expect(await refusalOf(attempt)).toMatchObject({
      code: "invalid",
      fields: {
        name: "1 to 128 characters",
        description: "no control or invisible characters",
        timeZone: "a time zone such as Europe/London",
        siteName: "1 to 128 characters",
      },
    });
    expect(await db.prisma.company.count()).toBe(before);
  });
});

function newCompanyForm(name: string, change: Record<string, string> = {}): FormData {
  return formOf({ name, description: "", timeZone: "Europe/Berlin", siteName: "HO", ...change });
}
