import { readFile } from "node:fs/promises";
import { recordAudit } from "@/lib/audit/store";
import { verifyPassword } from "@/lib/auth/password-hash";
import { defaultPassword } from "@/lib/auth/password-policy";
import { deriveKey } from "@/lib/auth/secret";
import type { Database } from "@/lib/db/database";
import { installationPeople } from "@/lib/people/store";
import { hashSetupCode, isSetupCode, newSetupCode } from "@/lib/settings/setup-code";
import { readFirstStartState, writeFirstStartState } from "@/lib/settings/store";
import { administrator, companyName, type FirstStart, readFirstKey, siteName } from "./first-start";

type Given = { db: Database; secret: Buffer; now: Date; random: (bytes: number) => Buffer };

/**
 * What was told at the first start is kept nowhere in the clear and can be lost: a full disk, a closed terminal. So as
 * long as the password of the first start stands, a start makes a new set-up code, and the one before dies. Null when
 * there is nothing to tell: the administrator has signed in, or what `told` gives (the file of an earlier start) still
 * holds the code that counts.
 */
export async function renewSetupCode(given: Given & { told: string | null }): Promise<FirstStart | null> {
  const { db, secret, now, random, told } = given;
  const found = await installationPeople(db).findUserForSignIn(administrator.username);
  if (!found?.mustChangePassword || found.state !== "active") return null;
  const setupCode = newSetupCode(random);
  const renewed = await db.unitOfWork(async (tx) => {
    const { setupCodeHash } = await readFirstStartState(tx);
    if (setupCodeHash === null || codesIn(told).some((code) => isSetupCode(code, setupCodeHash))) return false;
    await writeFirstStartState(tx, { setupCodeHash: hashSetupCode(setupCode) });
    await recordAudit(
      tx,
      {
        at: now,
        actor: { kind: "system", name: "start" },
        ip: null,
        action: "set-up code renewed",
        target: { kind: "user", id: found.id, label: found.username },
      },
      deriveKey(secret, "audit"),
    );
    return true;
  });
  if (!renewed) return null;
  return {
    ...administrator,
    password: (await verifyPassword(found.passwordHash, defaultPassword)) ? defaultPassword : null,
    mustChangePassword: true,
    setupCode,
    apiKey: await readFirstKey(db, secret, now),
    companyName,
    siteName,
    isAgain: true,
  };
}

function codesIn(text: string | null): string[] {
  return text?.match(/\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b/g) ?? [];
}

/** The text of an earlier start, if it is still there and small enough to be ours. */
export async function readTold(file: string): Promise<string | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  return text !== null && text.length <= 10_000 ? text : null;
}
