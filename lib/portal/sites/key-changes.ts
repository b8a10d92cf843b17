import { randomBytes } from "node:crypto";
import type { CompanyScope } from "@/lib/access/scope";
import { newApiKey } from "@/lib/agents/api-key";
import { endOfOverlap, keyStateOf } from "@/lib/agents/key-state";
import { type KeyDetail, keyStore } from "@/lib/agents/key-store";
import { changeKeyForm, deleteKeyForm, keyForm, newKeyForm, rotateKeyForm } from "@/lib/agents/schema";
import { siteStore } from "@/lib/agents/site-store";
import { agentStore } from "@/lib/agents/store";
import { describeChange } from "@/lib/audit/describe-change";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { addDays, localDateOf, startOfLocalDay } from "@/lib/time";
import type { ChangeDefinition } from "../action-core";

type Place = { companyId: number; siteId: number };
/** `key` is shown once, in this answer; afterwards only its hash is there. */
export type MadeKey = Place & { keyId: number; key: string; label: string; expiresAt: Date | null };

type Inside<I> = { tx: Db; scope: CompanyScope; input: I };

const companyOfKey = async ({ tx, scope, input }: Inside<{ keyId: number }>) => ({
  companyId: (await keyStore(tx, scope).get(input.keyId)).companyId,
});

/** How the trail names a key: by what is shown of it on its page. */
export function keyTarget(key: Pick<KeyDetail, "id" | "siteName" | "label" | "prefix">) {
  return { kind: "key", id: key.id, label: `${key.siteName} · ${key.label} (${key.prefix}…)` };
}

/** The end of the last day on the company's calendar; null for none. */
function endOfLastDay(lastDay: string | null, zone: string, now: Date): Date | null {
  if (lastDay === null) return null;
  const end = startOfLocalDay(zone, addDays(lastDay, 1));
  if (end > now) return end;
  const rule = "today or a later day";
  throw new PortalError("invalid", `The last day must be ${rule}.`, { fields: { lastDay: rule } });
}

/** The last whole or begun day on which a key works, as the form shows it. */
export function lastDayOf(expiresAt: Date | null, zone: string): string | null {
  return expiresAt === null ? null : localDateOf(new Date(expiresAt.getTime() - 1), zone);
}

/** A key for a site of the scope, with the facts of its audit row. */
export async function mintKey(
  { tx, scope, viewer, now }: { tx: Db; scope: CompanyScope; viewer: { userId: number }; now: Date },
  wanted: { siteId: number; label: string; lastDay: string | null },
) {
  const site = await siteStore(tx, scope).get(wanted.siteId);
  const secret = newApiKey(randomBytes);
  const expiresAt = endOfLastDay(wanted.lastDay, site.companyTimeZone, now);
  const made = { siteId: site.id, label: wanted.label, createdBy: viewer.userId, expiresAt, createdAt: now };
  const { id } = await agentStore(tx, scope).createKey(made, secret);
  const key = { id, siteName: site.name, label: wanted.label, prefix: secret.prefix };
  const changes = describeChange(null, { site: site.name, label: wanted.label, prefix: secret.prefix, expiresAt });
  const { companyId, id: siteId } = site;
  const value: MadeKey = { companyId, siteId, keyId: id, key: secret.key, label: wanted.label, expiresAt };
  return { site, value, audit: { companyId, target: keyTarget(key), changes } };
}

export const createKey: ChangeDefinition<typeof newKeyForm, void, MadeKey> = {
  may: "keys.manage",
  input: newKeyForm,
  target: async ({ tx, scope, input }) => ({ companyId: (await siteStore(tx, scope).get(input.siteId)).companyId }),
  run: async (context) => {
    const { value, audit } = await mintKey(context, context.input);
    return { value, audit: { action: "key created", ...audit } };
  },
};

export const changeKey: ChangeDefinition<typeof changeKeyForm, void, Place> = {
  may: "keys.manage",
  input: changeKeyForm,
  target: companyOfKey,
  run: async ({ tx, scope, input, now }) => {
    const keys = keyStore(tx, scope);
    const before = await keys.get(input.keyId);
    const zone = before.companyTimeZone;
    // A rotated key ends at an hour of a day: the same day again leaves that alone.
    const sameDay = input.lastDay === lastDayOf(before.expiresAt, zone);
    const expiresAt = sameDay ? before.expiresAt : endOfLastDay(input.lastDay, zone, now);
    const after = { label: input.label, expiresAt };
    await keys.change(before.id, after);
    const { companyId, siteId, label } = before;
    const changes = describeChange({ label, expiresAt: before.expiresAt }, after);
    return {
      value: { companyId, siteId },
      audit: { action: "key changed", companyId, target: keyTarget({ ...before, ...after }), changes },
    };
  },
};

function setActive(isActive: boolean): ChangeDefinition<typeof keyForm, void, Place> {
  return {
    may: "keys.manage",
    input: keyForm,
    target: companyOfKey,
    run: async ({ tx, scope, input }) => {
      const keys = keyStore(tx, scope);
      const before = await keys.get(input.keyId);
      await keys.change(before.id, { isActive });
      const { companyId, siteId } = before;
      const changes = describeChange({ isActive: before.isActive }, { isActive });
      const action = isActive ? "key enabled" : "key disabled";
      return { value: { companyId, siteId }, audit: { action, companyId, target: keyTarget(before), changes } };
    },
  };
}

export const enableKey = setActive(true);
export const disableKey = setActive(false);

/** A new key for the same site; the old one goes on until the chosen time is over, and never longer than it would. */
export const rotateKey: ChangeDefinition<typeof rotateKeyForm, void, MadeKey & { oldEndsAt: Date }> = {
  may: "keys.manage",
  input: rotateKeyForm,
  target: companyOfKey,
  run: async (context) => {
    const { tx, scope, input, now } = context;
    const keys = keyStore(tx, scope);
    const old = await keys.get(input.keyId);
    const state = keyStateOf(old, now);
    if (state === "disabled" || state === "expired") {
      const words = `The key is ${state}: no agent can be sending with it. Create a new key instead.`;
      throw new PortalError("conflict", words);
    }
    const oldEndsAt = endOfOverlap(old, input.overlapHours, now);
    const { value, audit } = await mintKey(context, { siteId: old.siteId, label: old.label, lastDay: null });
    await keys.change(old.id, { expiresAt: oldEndsAt });
    const changes = {
      ...describeChange({ expiresAt: old.expiresAt }, { expiresAt: oldEndsAt }),
      ...describeChange({ prefix: old.prefix }, { prefix: value.key.slice(0, old.prefix.length) }),
    };
    return {
      value: { ...value, oldEndsAt },
      audit: { action: "key rotated", companyId: audit.companyId, target: keyTarget(old), changes },
    };
  },
};

/** The row stays, so its events keep their site and the trail its name; nothing shows or takes the key any more. */
export const deleteKey: ChangeDefinition<typeof deleteKeyForm, void, Place> = {
  may: "keys.manage",
  input: deleteKeyForm,
  target: companyOfKey,
  run: async ({ tx, scope, input, now }) => {
    const keys = keyStore(tx, scope);
    const before = await keys.get(input.keyId);
    if (input.confirm !== before.label) {
      const rule = `type “${before.label}”`;
      throw new PortalError("invalid", "Confirm by typing the key's label.", { fields: { confirm: rule } });
    }
    await keys.change(before.id, { deletedAt: now });
    const { companyId, siteId, siteName, label, prefix } = before;
    const changes = describeChange({ site: siteName, label, prefix }, null);
    return {
      value: { companyId, siteId },
      audit: { action: "key deleted", companyId, target: keyTarget(before), changes },
    };
  },
};
