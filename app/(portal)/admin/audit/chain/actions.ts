"use server";

import { adminAction } from "@/lib/portal/action";
import { verifyChain } from "@/lib/portal/installation/audit";
import { getRuntime } from "@/lib/portal/runtime";

const pieces = verifyChain(async () => ({ runtime: await getRuntime(), clock: () => new Date() }));

export const verifyTheChain = adminAction({ may: "audit.verify", ...pieces, refresh: ["/admin/audit"] });
