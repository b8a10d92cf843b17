import { open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { scopeOfViewer } from "@/lib/access/scope";
import { describeApiKey, newApiKey } from "@/lib/agents/api-key";
import { agentStore } from "@/lib/agents/store";
import { recordAudit } from "@/lib/audit/store";
import { brokenPasswordRule } from "@/lib/auth/common-passwords/broken-password-rule";
import { hashPassword } from "@/lib/auth/password-hash";
import { defaultPassword } from "@/lib/auth/password-policy";
import { seal, unseal } from "@/lib/auth/seal";
import { deriveKey } from "@/lib/auth/secret";
import type { Config } from "@/lib/config/types";
import type { Database, Db } from "@/lib/db/database";
import type { Log } from "@/lib/log";
import { installationPeople } from "@/lib/people/store";
import { defaultSettings } from "@/lib/settings/defaults";
import { hashSetupCode, newSetupCode } from "@/lib/settings/setup-code";
import { claimFirstStart, readFirstStartState, writeFirstStartState } from "@/lib/settings/store";

export const administrator = { username: "superadmin", email: "superadmin@example.com" };
export const companyName = "Default Company";
export const siteName = "HO";
const sealContext = "first-key";
const showKeyMs = 7 * 24 * 60 * 60 * 1000;

/** What the operator is told once. Null where there is nothing to tell: they set it themselves, or it is not asked. */
export type FirstStart = {
  username: string;
  email: string;
  password: string | null;
  mustChangePassword: boolean;
  setupCode: string | null;
  apiKey: string | null;
  companyName: string;
  siteName: string;
  /** Nobody has used what an earlier start told, and it is told again with a new code. */
  isAgain?: true;
};

type Settled = { db: Database; secret: Buffer; now: Date; random: (bytes: number) => Buffer };
type FirstStartConfig = Pick<Config, "initialAdminPassword" | "initialApiKey" | "timeZone">;

/**
 * Without any user yet: makes the administrator, the first company with its site and key, and the set-up code, in
 * one transaction with its audit row. Null if there are users, also when another process was first just now.
 */
export async function ensureFirstStart(given: Settled & { config: FirstStartConfig }): Promise<FirstStart | null> {
  const { db, config } = given;
  if ((await installationPeople(db).countUsers()) > 0) return null;
  const password = config.initialAdminPassword ?? defaultPassword;
  const mustChangePassword =
    config.initialAdminPassword === null || (await isAgainstPolicy(config.initialAdminPassword));
  const passwordHash = await hashPassword(password);
  const setupCode = mustChangePassword ? newSetupCode(given.random) : null;
  const key = config.initialApiKey === null ? newApiKey(given.random) : describeApiKey(config.initialApiKey);

  const made = await db.unitOfWork(async (tx) => {
    await claimFirstStart(tx, config.timeZone);
    const people = installationPeople(tx);
    if ((await people.countUsers()) > 0) return false;
    const user = await people.createUser({
      ...administrator,
      passwordHash,
      role: "GlobalAdmin",
      state: "active",
      mustChangePassword,
    });
    const company = { name: companyName, description: "", timeZone: config.timeZone, firstSiteName: siteName };
    const { companyId, siteId } = await people.createCompany(company);
    const scope = scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, [companyId]);
    await agentStore(tx, scope).createKey({ siteId, label: siteName, createdBy: null }, key);
    await writeFirstStartState(tx, {
      firstKeySealed: seal(key.key, deriveKey(given.secret, "seal"), sealContext, given.random),
      firstKeyUntil: new Date(given.now.getTime() + showKeyMs),
      setupCodeHash: setupCode === null ? null : hashSetupCode(setupCode),
    });
    await recordFirstStart(tx, given, { userId: user.id, mustChangePassword });
    return true;
  });
  if (!made) return null;
  return {
    ...administrator,
    password: config.initialAdminPassword === null ? defaultPassword : null,
    mustChangePassword,
    setupCode,
    apiKey: config.initialApiKey === null ? key.key : null,
    companyName,
    siteName,
  };
}

async function isAgainstPolicy(password: string): Promise<boolean> {
  const rules = {
    minLength: defaultSettings.passwordMinLength,
    requireNumbersCase: defaultSettings.passwordRequireNumbersCase,
    requireSpecial: defaultSettings.passwordRequireSpecial,
    specialCharacters: defaultSettings.passwordSpecialCharacters,
  };
  const known = [administrator.username, administrator.email, companyName];
  return (await brokenPasswordRule(password, rules, known)) !== null;
}

async function recordFirstStart(
  tx: Db,
  given: Pick<Settled, "secret" | "now">,
  made: { userId: number; mustChangePassword: boolean },
): Promise<void> {
  await recordAudit(
    tx,
    {
      at: given.now,
      actor: { kind: "system", name: "first start" },
      ip: null,
      action: "first start",
      target: { kind: "user", id: made.userId, label: administrator.username },
      changes: {
        role: [null, "GlobalAdmin"],
        company: [null, companyName],
        site: [null, siteName],
        mustChangePassword: [null, made.mustChangePassword],
      },
    },
    deriveKey(given.secret, "audit"),
  );
}

/** The first API key while it may still be shown: not yet saved, not yet 7 days old, sealed with this secret. */
export async function readFirstKey(db: Db, secret: Buffer, now: Date): Promise<string | null> {
  const { firstKeySealed, firstKeyUntil } = await readFirstStartState(db);
  if (firstKeySealed === null || firstKeyUntil === null || now >= firstKeyUntil) return null;
  return unseal(firstKeySealed, deriveKey(secret, "seal"), sealContext);
}

function wordsOf(firstStart: FirstStart): string {
  const { isAgain = false } = firstStart;
  const heading = isAgain ? "Nobody has signed in since the first start. Sign in as" : "First start. Sign in as";
  const lines = [heading, "", `  user name    ${firstStart.username}`];
  if (firstStart.password !== null) lines.push(`  password     ${firstStart.password}`);
  else lines.push("  password     the one set as INITIAL_ADMIN_PASSWORD");
  if (firstStart.mustChangePassword) lines.push("", "The password must be changed at the first sign-in.");
  if (firstStart.setupCode !== null) {
    lines.push(
      "From another computer that page also asks for the set-up code",
      "",
      `  set-up code  ${firstStart.setupCode}`,
    );
  }
  if (isAgain) lines.push("", "A set-up code of an earlier start no longer holds.");
  if (isAgain && firstStart.apiKey === null) return `${lines.join("\n")}\n`;
  lines.push("", `API key of site ${firstStart.siteName} of ${firstStart.companyName}`, "");
  lines.push(`  API key      ${firstStart.apiKey ?? "the one set as INITIAL_API_KEY"}`);
  return `${lines.join("\n")}\n`;
}

export function firstStartFile(instanceDir: string): string {
  return path.join(instanceDir, "first-start.txt");
}

/**
 * Tells the operator, once: on a terminal, else in `first-start.txt` (mode 0600) of the instance folder, of which
 * the log says only that it is there. Password, key and code never go to the log.
 */
export async function announceFirstStart(
  firstStart: FirstStart,
  to: { isTerminal: boolean; instanceDir: string; print: (text: string) => void; log: Pick<Log, "info"> },
): Promise<void> {
  const words = wordsOf(firstStart);
  if (to.isTerminal) {
    to.print(`\n${words}\n`);
    return;
  }
  const file = firstStartFile(to.instanceDir);
  await writeForOwner(file, words);
  to.log.info({ file }, "first start: how to sign in is written to this file; delete it after use");
}

/** A new file each time, so that neither an older one's mode nor a link in its place decides who reads it. */
async function writeForOwner(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}`;
  await rm(draft, { force: true });
  const handle = await open(draft, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}
