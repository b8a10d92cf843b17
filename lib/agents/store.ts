import { type CompanyScope, narrow } from "@/lib/access/scope";
import type { Db, SqlRow } from "@/lib/db/database";
import { instantOrNull } from "@/lib/db/sql";
import { requireWritable } from "@/lib/db/unit-of-work";
import { PortalError } from "@/lib/errors";
import { fold } from "@/lib/fold";
import type { AgentKey } from "./agent-key";
import type { NewApiKey } from "./api-key";

export type Site = { id: number; companyId: number; name: string };

/** Never the key itself nor its hash: the prefix is what tells keys apart. */
export type ApiKeySummary = {
  id: number;
  companyId: number;
  siteId: number;
  label: string;
  prefix: string;
  isActive: boolean;
  expiresAt: Date | null;
  lastUsedAt: Date | null;
  createdAt: Date;
};

export type ComputerSummary = {
  companyId: number;
  /** Folded; with the company it names the computer. */
  computer: string;
  computerName: string;
  siteId: number;
  agentVersion: string | null;
  lastHeartbeatAt: Date | null;
  lastEventAt: Date | null;
};

const listLimit = 1_000;
const nameLimit = 128;

export const keyColumns = {
  id: true,
  companyId: true,
  siteId: true,
  label: true,
  prefix: true,
  isActive: true,
  expiresAt: true,
  lastUsedAt: true,
  createdAt: true,
} as const;

export const computerColumns = {
  companyId: true,
  computer: true,
  computerName: true,
  siteId: true,
  agentVersion: true,
  lastHeartbeatAt: true,
  lastEventAt: true,
} as const;

/** A name as it is kept and as it is compared, or a PortalError "invalid" that names the field. */
export function named(field: string, text: string): { name: string; nameFolded: string } {
  const name = text.trim();
  const nameFolded = fold(name);
  const tooLong = Math.max(name.length, nameFolded.length) > nameLimit;
  if (nameFolded === "" || tooLong || /[\p{Cc}\p{Cs}]/u.test(name)) {
    const rule = `1 to ${nameLimit} characters on one line`;
    throw new PortalError("invalid", `The ${field} must have ${rule}.`, { fields: { [field]: rule } });
  }
  return { name, nameFolded };
}

/**
 * Sites, keys and computers of the scope's companies; nothing of another company ever appears or changes.
 * `ofKeys`: whose keys are listed, for a viewer who does not administer all of them.
 */
export function agentStore(db: Db, scope: CompanyScope, ofKeys: CompanyScope = scope) {
  const within = { companyId: { in: [...scope.companyIds] } };

  function requireCompany(companyId: number): void {
    if (narrow(scope, companyId).companyIds.length === 0)
      throw new PortalError("not_found", "There is no such company.");
  }

  /** By company and name, at most 1,000. */
  async function sites(): Promise<Site[]> {
    return db.prisma.site.findMany({
      where: within,
      select: { id: true, companyId: true, name: true },
      orderBy: [{ companyId: "asc" }, { nameFolded: "asc" }],
      take: listLimit,
    });
  }

  /** Newest first, at most 1,000; deleted keys are left out. */
  async function keys(): Promise<ApiKeySummary[]> {
    return db.prisma.apiKey.findMany({
      where: { companyId: { in: [...ofKeys.companyIds] }, deletedAt: null },
      select: keyColumns,
      orderBy: { id: "desc" },
      take: listLimit,
    });
  }

  /** By company and name, `size` at most 1,000 a call; `after` is the last one of the page before. */
  async function computers(
    page: { size?: number; after?: { companyId: number; computer: string } | null } = {},
  ): Promise<ComputerSummary[]> {
    const { after } = page;
    const beyond = after
      ? {
          OR: [
            { companyId: { gt: after.companyId } },
            { companyId: after.companyId, computer: { gt: after.computer } },
          ],
        }
      : {};
    return db.prisma.computer.findMany({
      where: { AND: [within, beyond] },
      select: computerColumns,
      orderBy: [{ companyId: "asc" }, { computer: "asc" }],
      take: Math.min(Math.max(page.size ?? 100, 1), listLimit),
    });
  }

  /** Conflict if the company has a site of this name, in any letter case. */
  async function createSite(site: { companyId: number; name: string }): Promise<{ id: number }> {
    requireWritable(db);
    requireCompany(site.companyId);
    const data = { companyId: site.companyId, ...named("name", site.name) };
    const taken = await db.prisma.site.count({ where: { companyId: data.companyId, nameFolded: data.nameFolded } });
    if (taken > 0) {
      const words = "The company has a site of this name already.";
      throw new PortalError("conflict", words, { fields: { name: words } });
    }
    return db.prisma.site.create({ data, select: { id: true } });
  }

  /** Keeps hash and prefix of a key for a site of the scope. `createdBy` is a user's id, null for the system. */
  async function createKey(
    key: { siteId: number; label: string; createdBy: number | null; expiresAt?: Date | null; createdAt?: Date },
    secret: NewApiKey,
  ): Promise<{ id: number }> {
    requireWritable(db);
    const site = await db.prisma.site.findFirst({ where: { id: key.siteId, ...within }, select: { companyId: true } });
    if (!site) throw new PortalError("not_found", "There is no such site.");
    return db.prisma.apiKey.create({
      data: {
        companyId: site.companyId,
        siteId: key.siteId,
        label: named("label", key.label).name,
        keyHash: secret.keyHash,
        prefix: secret.prefix,
        expiresAt: key.expiresAt ?? null,
        createdBy: key.createdBy,
        ...(key.createdAt ? { createdAt: key.createdAt } : {}),
      },
      select: { id: true },
    });
  }

  return { sites, keys, computers, createSite, createKey };
}

function agentKeyOf(row: SqlRow, now: Date): AgentKey {
  const expiresAt = instantOrNull(row.expires_at);
  const removed = instantOrNull(row.deleted_at) !== null || instantOrNull(row.company_deleted_at) !== null;
  const active = Boolean(row.is_active) && !removed && (expiresAt === null || expiresAt > now);
  return {
    apiKeyId: Number(row.id),
    siteId: Number(row.site_id),
    companyId: Number(row.company_id),
    companyTimeZone: String(row.time_zone),
    state: active ? "active" : "disabled",
  };
}

/** The key with this SHA-256, of any company: it is what makes an agent's scope. Null when there is none. */
export async function findKey(db: Pick<Db, "sql">, keyHash: string, now: Date): Promise<AgentKey | null> {
  const rows = await db.sql.query(
    `SELECT k.id, k.site_id, k.company_id, k.is_active, k.expires_at, k.deleted_at,
            c.time_zone, c.deleted_at AS company_deleted_at
       FROM app_auth_api_keys k JOIN app_auth_companies c ON c.id = k.company_id
      WHERE k.key_hash = ?`,
    [keyHash],
  );
  const row = rows[0];
  return row ? agentKeyOf(row, now) : null;
}
