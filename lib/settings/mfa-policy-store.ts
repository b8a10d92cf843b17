import type { Db } from "@/lib/db/database";
import { defaultSettings } from "./defaults";
import { mfaPolicies, type Settings } from "./schema";

/** The policy alone: it is asked for with every request of whoever has no second factor. */
export async function readMfaPolicy(db: Db): Promise<Settings["mfaPolicy"]> {
  const row = await db.prisma.settings.findUnique({ where: { id: 1 }, select: { mfaPolicy: true } });
  return mfaPolicies.find((policy) => policy === row?.mfaPolicy) ?? defaultSettings.mfaPolicy;
}
