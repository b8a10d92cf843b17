import type { Db } from "@/lib/db/database";

/** How many active accounts there are, and how many of them have no second factor. */
export type SecondFactorCount = { active: number; without: number };

const active = { state: "active", deletedAt: null } as const;

/** Of the installation or of any company, as the policy "administrators" means it. */
const administrators = {
  ...active,
  OR: [
    { role: { in: ["Admin", "GlobalAdmin"] } },
    { memberships: { some: { role: "CompanyAdmin", company: { deletedAt: null } } } },
  ],
};

/** Whom each policy would send to set up a second factor. Those exempted one by one are counted too. */
export async function countSecondFactors(db: Db): Promise<Record<"administrators" | "everyone", SecondFactorCount>> {
  const { user } = db.prisma;
  const without = { mfaEnabled: false } as const;
  const [everyone, everyoneWithout, admins, adminsWithout] = await Promise.all([
    user.count({ where: active }),
    user.count({ where: { ...active, ...without } }),
    user.count({ where: administrators }),
    user.count({ where: { ...administrators, ...without } }),
  ]);
  return {
    administrators: { active: admins, without: adminsWithout },
    everyone: { active: everyone, without: everyoneWithout },
  };
}

export async function hasSecondFactor(db: Db, userId: number): Promise<boolean> {
  return (await db.prisma.user.count({ where: { id: userId, mfaEnabled: true } })) === 1;
}
