import { access } from "node:fs/promises";
import path from "node:path";
import { readSecret } from "@/lib/auth/secret";
import type { Config } from "@/lib/config/types";
import { openDatabase } from "@/lib/db/open";
import { checkTrail } from "./audit-check";

type AuditReport = {
  /** 0: whole · 1: broken · 2: it could not be checked. */
  exitCode: 0 | 1 | 2;
  lines: string[];
};

/**
 * What `npm run audit:verify` says. It only reads, so it may run while the portal does; entries written meanwhile are
 * checked too.
 */
export async function reportTrail(
  config: Pick<Config, "instanceDir" | "database"> & { secretKey?: string },
  onProgress?: (links: number) => void,
): Promise<AuditReport> {
  const missing = await missingFile(config);
  if (missing !== null) return { exitCode: 2, lines: [`The audit trail cannot be verified: ${missing}`] };
  const secret = await readSecret(config);
  const db = await openDatabase(config.database, { poolSize: 2 });
  try {
    const result = await checkTrail({ db, secret, instanceDir: config.instanceDir }, onProgress);
    const lines = [result.title, result.meaning, result.copy];
    if (!result.ok) {
      const last = result.lastGoodAt?.toISOString() ?? "none";
      lines.push(`Last entry that holds: ${last}`);
    }
    return { exitCode: result.ok ? 0 : 1, lines };
  } finally {
    await db.close();
  }
}

/** Nothing is made here: a new secret or an empty database would only say that nothing fits. */
async function missingFile(
  config: Pick<Config, "instanceDir" | "database"> & { secretKey?: string },
): Promise<string | null> {
  const needed: string[] = [];
  if (config.secretKey === undefined) needed.push(path.join(config.instanceDir, "secret"));
  if (config.database.engine === "sqlite") needed.push(config.database.file);
  for (const file of needed) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) return `there is no ${file}. Run this where the portal runs, with its configuration.`;
  }
  return null;
}
