import { type Changes, describeChange } from "@/lib/audit/describe-change";
import type { Db } from "@/lib/db/database";
import { PortalError } from "@/lib/errors";
import { readableDomain } from "@/lib/settings/domain-name";
import { type GroupValues, groupWords, type SettingsGroup } from "@/lib/settings/schema";
import {
  addAllowedDomain,
  forgetFirstKey,
  readFirstStartState,
  removeAllowedDomain,
  updateSettings,
} from "@/lib/settings/store";
import type { Change } from "../action-core";
import type { RequestFacts } from "../request";

type Inside<Input> = { tx: Db; input: Input };
type Target = { kind: string; id: string | number; label: string };

const installation = (id: string, label: string): Target => ({ kind: "settings", id, label });

/** Saves one group of settings, for the form of that group. */
export function saveGroup<G extends SettingsGroup>(group: G) {
  return async ({ tx, input }: Inside<Partial<GroupValues<G>>>): Promise<Change<GroupValues<G>>> => {
    const { before, after } = await updateSettings(tx, group, input);
    return {
      value: after,
      audit: {
        action: "settings changed",
        target: installation(group, groupWords[group].title),
        changes: describeChange(before, after),
      },
    };
  };
}

type InstallationForm = Partial<GroupValues<"installation">> & { confirmAddress: boolean };

/** The address the request itself came to; null when it names none. */
function addressOf({ scheme, host }: Pick<RequestFacts, "scheme" | "host">): string | null {
  const text = `${scheme}://${host}`;
  return host !== "" && URL.canParse(text) ? new URL(text).origin : null;
}

/**
 * Time zone and public address. From then on forms are accepted at the public address alone, so another one than the
 * one in use must be confirmed: a slip of the finger would lock everybody out until PUBLIC_URL is written down.
 */
export async function saveInstallation({
  tx,
  input: { confirmAddress, ...values },
  facts,
}: Inside<InstallationForm> & { facts: RequestFacts }): Promise<Change<GroupValues<"installation">>> {
  const change = await saveGroup("installation")({ tx, input: values });
  const { publicUrl } = change.value;
  const hasNewAddress = change.audit.changes?.publicUrl !== undefined && publicUrl !== null;
  if (!hasNewAddress || confirmAddress || publicUrl === addressOf(facts)) return change;
  const words = `You are not using the portal at ${publicUrl} now. Tick this if it answers there: its forms will work at that address only.`;
  throw new PortalError("invalid", "Confirm the new public address.", { fields: { confirmAddress: words } });
}

type AllowedDomain = { id: number; domain: string };

function domainAudit(action: string, id: number, changes: Changes, domain: string): Change<AllowedDomain>["audit"] {
  return { action, target: { kind: "domain", id, label: readableDomain(domain) }, changes };
}

export async function addDomain({ tx, input }: Inside<{ domain: string }>): Promise<Change<AllowedDomain>> {
  const added = await addAllowedDomain(tx, input.domain);
  const audit = domainAudit("e-mail domain allowed", added.id, { domain: [null, added.domain] }, added.domain);
  return { value: added, audit };
}

export async function removeDomain({ tx, input }: Inside<{ id: number }>): Promise<Change<AllowedDomain>> {
  const domain = await removeAllowedDomain(tx, input.id);
  const audit = domainAudit("e-mail domain no longer allowed", input.id, { domain: [domain, null] }, domain);
  return { value: { id: input.id, domain }, audit };
}

/** "I have saved it": of the first API key only its hash remains. */
export async function acknowledgeFirstKey({ tx }: { tx: Db }): Promise<Change<null>> {
  const { firstKeySealed } = await readFirstStartState(tx);
  if (firstKeySealed === null) throw new PortalError("not_found", "The first API key is not kept any more.");
  await forgetFirstKey(tx);
  const audit = { action: "first API key no longer shown", target: installation("firstKey", "First API key") };
  return { value: null, audit };
}
