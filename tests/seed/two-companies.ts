import type { Viewer } from "@/lib/access/viewer";
import type { Database } from "@/lib/db/database";
import { type SeededCompany, seedCompany, seedUser } from "./company";

/** In every row of company B and of the deleted company C, as text or as the company's number. */
export const canary = "Canary7Q";
export const canaryIds = { b: 770_077_001, c: 880_088_001 } as const;

/** The instant everything is seeded around: a Wednesday noon. */
export const seededNow = new Date("2026-03-04T12:00:00.000Z");

/** How much later than A's the foreign companies' events lie. */
export const foreignLateMs = 7 * 60_000;

export type CompanyA = SeededCompany & {
  viewers: { companyAdmin: Viewer; user: Viewer; admin: Viewer; globalAdmin: Viewer };
};

/** Company A with a user of every role in it, and the installation's GlobalAdmin. */
export async function seedCompanyA(db: Database): Promise<CompanyA> {
  return db.unitOfWork(async (tx) => {
    const company = await seedCompany(tx, { id: 11, mark: "Acme", now: seededNow });
    const inA = (role: "CompanyAdmin" | "User") => [{ companyId: company.id, role }];
    const viewers = {
      companyAdmin: await seedUser(tx, {
        name: "acme administrator",
        role: "User",
        memberships: inA("CompanyAdmin"),
        now: seededNow,
      }),
      user: await seedUser(tx, { name: "acme user", role: "User", memberships: inA("User"), now: seededNow }),
      admin: await seedUser(tx, { name: "acme partner", role: "Admin", memberships: inA("User"), now: seededNow }),
      globalAdmin: await seedUser(tx, {
        name: "global administrator",
        role: "GlobalAdmin",
        memberships: [],
        now: seededNow,
      }),
    };
    return { ...company, viewers };
  });
}

export type Foreign = {
  b: SeededCompany;
  c: SeededCompany;
  viewers: { companyAdminOfB: Viewer; outsider: Viewer };
};

/**
 * What A must never see: company B with its people, the deleted company C (of which A's administrator is still a
 * member on paper), and somebody who belongs to no company.
 */
export async function seedForeign(db: Database, a: CompanyA): Promise<Foreign> {
  return db.unitOfWork(async (tx) => {
    const b = await seedCompany(tx, { id: canaryIds.b, mark: canary, now: seededNow, lateMs: foreignLateMs });
    const c = await seedCompany(tx, {
      id: canaryIds.c,
      mark: `${canary} C`,
      now: seededNow,
      lateMs: foreignLateMs,
      deletedAt: seededNow,
    });
    await tx.prisma.membership.create({
      data: { userId: a.viewers.companyAdmin.userId, companyId: c.id, role: "CompanyAdmin" },
    });
    const inB = (role: "CompanyAdmin" | "User") => [{ companyId: b.id, role }];
    const person = (name: string) => ({ name: `${canary} ${name}`, role: "User" as const, now: seededNow });
    await seedUser(tx, { ...person("user of b"), memberships: inB("User") });
    return {
      b,
      c,
      viewers: {
        companyAdminOfB: await seedUser(tx, { ...person("administrator of b"), memberships: inB("CompanyAdmin") }),
        outsider: await seedUser(tx, { ...person("outsider"), memberships: [] }),
      },
    };
  });
}
