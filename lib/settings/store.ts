import type { Db } from "@/lib/db/database";
import { requireWritable } from "@/lib/db/unit-of-work";
import { PortalError } from "@/lib/errors";
import { defaultSettings } from "./defaults";
import { allowedDomain, type GroupValues, type Settings, type SettingsGroup, settingsGroups } from "./schema";

/** The one row of the table. */
const rowId = 1;
const mostAllowedDomains = 1_000;

/**
 * The installation's options; defaults while nothing was saved. A value no form could have saved (typed into the
 * table by hand, or of an older version) counts as its group's default, so that one bad field stops no page.
 */
export async function readSettings(db: Db): Promise<Settings> {
  const row = await db.prisma.settings.findUnique({ where: { id: rowId } });
  return row ? settingsOf(row) : defaultSettings;
}

function settingsOf(row: Record<string, unknown>): Settings {
  let settings = defaultSettings;
  for (const schema of Object.values(settingsGroups)) {
    const stored = Object.fromEntries(Object.keys(schema.shape).map((name) => [name, row[name]]));
    const parsed = schema.safeParse(stored);
    if (parsed.success) settings = { ...settings, ...parsed.data };
  }
  return settings;
}

function namesOf<G extends SettingsGroup>(group: G): (keyof GroupValues<G> & keyof Settings)[] {
  return Object.keys(settingsGroups[group].shape) as (keyof GroupValues<G> & keyof Settings)[];
}

/**
 * Saves one group and nothing else; a field of it that is left out stays as it is. Gives the group before and after,
 * for the audit row. A value that breaks a rule is a PortalError "invalid" whose fields name the rule.
 */
export async function updateSettings<G extends SettingsGroup>(
  tx: Db,
  group: G,
  values: Partial<GroupValues<G>>,
): Promise<{ before: GroupValues<G>; after: GroupValues<G> }> {
  requireWritable(tx);
  const current = await readSettings(tx);
  const before = Object.fromEntries(namesOf(group).map((name) => [name, current[name]])) as GroupValues<G>;
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
  const parsed = settingsGroups[group].safeParse({ ...before, ...given });
  if (!parsed.success) {
    const fields: Record<string, string> = {};
    for (const issue of parsed.error.issues) fields[issue.path.join(".")] ??= issue.message;
    throw new PortalError("invalid", "Some settings cannot be saved.", { fields });
  }
  await tx.prisma.settings.upsert({ where: { id: rowId }, create: { id: rowId, ...parsed.data }, update: parsed.data });
  return { before, after: parsed.data as GroupValues<G> };
}

/** Mail domains people may register from, by name. */
export async function listAllowedDomains(db: Db): Promise<{ id: number; domain: string }[]> {
  return db.prisma.allowedDomain.findMany({
    select: { id: true, domain: true },
    orderBy: { domain: "asc" },
    take: mostAllowedDomains,
  });
}

/** Adds a domain; one that is on the list already is a conflict. */
export async function addAllowedDomain(tx: Db, domain: string): Promise<{ id: number; domain: string }> {
  requireWritable(tx);
  const parsed = allowedDomain.safeParse(domain);
  if (!parsed.success) {
    const rule = parsed.error.issues[0]?.message ?? "a domain such as example.com";
    throw new PortalError("invalid", "This is not a domain.", { fields: { domain: rule } });
  }
  const known = await tx.prisma.allowedDomain.findUnique({ where: { domain: parsed.data } });
  if (known) throw new PortalError("conflict", "The domain is on the list already.");
  if ((await tx.prisma.allowedDomain.count()) >= mostAllowedDomains) {
    throw new PortalError("conflict", `The list holds at most ${mostAllowedDomains} domains.`);
  }
  return tx.prisma.allowedDomain.create({ data: { domain: parsed.data }, select: { id: true, domain: true } });
}

/** Takes a domain off the list and gives its name, for the audit row. */
export async function removeAllowedDomain(tx: Db, id: number): Promise<string> {
  requireWritable(tx);
  const known = await tx.prisma.allowedDomain.findUnique({ where: { id } });
  const removed = await tx.prisma.allowedDomain.deleteMany({ where: { id } });
  if (!known || removed.count === 0) throw new PortalError("not_found", "There is no such domain.");
  return known.domain;
}

/** What a portal offers of the settings: reading. They concern no company. */
export function settingsStore(db: Db) {
  return {
    read: () => readSettings(db),
    allowedDomains: () => listAllowedDomains(db),
  };
}

/** What the first start left behind until it is settled. All null once it is. */
type FirstStartState = {
  /** The first API key, sealed with a key derived from SECRET_KEY; shown until `firstKeyUntil` or "saved". */
  firstKeySealed: string | null;
  firstKeyUntil: Date | null;
  /** SHA-256 (hex) of the set-up code. */
  setupCodeHash: string | null;
};

export async function readFirstStartState(db: Db): Promise<FirstStartState> {
  const select = { firstKeySealed: true, firstKeyUntil: true, setupCodeHash: true } as const;
  const row = await db.prisma.settings.findUnique({ where: { id: rowId }, select });
  return row ?? { firstKeySealed: null, firstKeyUntil: null, setupCodeHash: null };
}

/**
 * Begins the first start: from here to the commit no other process can begin one, because both write this row.
 * `timeZone` becomes the installation's.
 */
export async function claimFirstStart(tx: Db, timeZone: string): Promise<void> {
  requireWritable(tx);
  const claimed = await tx.prisma.settings.updateMany({ where: { id: rowId }, data: { timeZone } });
  if (claimed.count === 0) await tx.prisma.settings.create({ data: { id: rowId, timeZone } });
}

export async function writeFirstStartState(tx: Db, state: Partial<FirstStartState>): Promise<void> {
  requireWritable(tx);
  await tx.prisma.settings.upsert({ where: { id: rowId }, create: { id: rowId, ...state }, update: state });
}

/** The administrator saved the first key: only its hash remains. */
export async function forgetFirstKey(tx: Db): Promise<void> {
  await writeFirstStartState(tx, { firstKeySealed: null, firstKeyUntil: null });
}

/** The set-up code is used up. */
export async function forgetSetupCode(tx: Db): Promise<void> {
  await writeFirstStartState(tx, { setupCodeHash: null });
}
