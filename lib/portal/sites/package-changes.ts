import { hashApiKey } from "@/lib/agents/api-key";
import { keyStore } from "@/lib/agents/key-store";
import type { AgentConfig } from "@/lib/agents/package/config-ini";
import { type PackageValues, packageFileForm, packageForm } from "@/lib/agents/schema";
import { siteStore } from "@/lib/agents/site-store";
import { PortalError } from "@/lib/errors";
import { readSettings } from "@/lib/settings/store";
import type { ChangeDefinition } from "../action-core";
import { keyTarget, type MadeKey, mintKey } from "./key-changes";

/** How long the ZIP file can be fetched for a key that was made for it. Afterwards a new key is made. */
const packageMinutes = 15;

/** `fields` are posted to get the file; the key among them is the one that is being shown. */
export type MadePackage = MadeKey & { siteName: string; serverUrl: string; fields: Record<string, string> };

function fieldsOf(values: PackageValues & { siteId: number }, apiKey: string): Record<string, string> {
  const ticked = (value: boolean) => (value ? "on" : "off");
  return {
    siteId: String(values.siteId),
    serverUrl: values.serverUrl,
    debugLogs: ticked(values.debugLogs),
    installDir: values.installDir,
    healthCheckInterval: String(values.healthCheckInterval),
    obtainPublicIp: ticked(values.obtainPublicIp),
    publicIpUrls: values.publicIpUrls,
    sessionLogMb: String(values.sessionLogMb),
    errorLogMb: String(values.errorLogMb),
    eventLogMb: String(values.eventLogMb),
    apiKey,
  };
}

/**
 * Mints the key of a package and says with which fields its file can be fetched. The file itself comes from a route,
 * because it holds a program of many megabytes; fetching it again, or loading the page again, mints nothing.
 */
export const makePackage: ChangeDefinition<typeof packageForm, void, MadePackage> = {
  may: "agent.package",
  input: packageForm,
  target: async ({ tx, scope, input }) => ({ companyId: (await siteStore(tx, scope).get(input.siteId)).companyId }),
  run: async (context) => {
    const { input } = context;
    const { site, value, audit } = await mintKey(context, input);
    const fields = fieldsOf(input, value.key);
    return {
      value: { ...value, siteName: site.name, serverUrl: input.serverUrl, fields },
      audit: { action: "agent package made", ...audit },
    };
  },
};

type PackageFile = { config: AgentConfig; company: string; site: string };

/**
 * What goes into the file, for the one who made its key in the last minutes and for the company of the address. The
 * key is looked up by its hash: whoever does not hold it gets the same answer as for none at all.
 */
export function packageFile(companyId: number): ChangeDefinition<typeof packageFileForm, void, PackageFile> {
  return {
    may: "agent.package",
    input: packageFileForm,
    target: async ({ tx, scope, input }) => {
      const site = await siteStore(tx, scope).get(input.siteId);
      if (site.companyId !== companyId) throw new PortalError("not_found", "There is no such site.");
      return { companyId };
    },
    run: async ({ tx, scope, input, viewer, now }) => {
      const { siteId, apiKey, ...values } = input;
      const site = await siteStore(tx, scope).get(siteId);
      const since = new Date(now.getTime() - packageMinutes * 60_000);
      const key = await keyStore(tx, scope).findOwnFresh({
        keyHash: hashApiKey(apiKey),
        by: viewer.userId,
        since,
        now,
      });
      if (!key || key.siteId !== siteId) {
        const words = `A package can be fetched for ${packageMinutes} minutes after its key was made. Make a new one.`;
        throw new PortalError("not_found", words);
      }
      const { timeZone } = await readSettings(tx);
      return {
        value: { config: { ...values, apiKey, timeZone }, company: site.companyName, site: site.name },
        audit: { action: "agent package downloaded", companyId, target: keyTarget(key) },
      };
    },
  };
}
