import { newSiteForm, renameSiteForm } from "@/lib/agents/schema";
import { siteStore } from "@/lib/agents/site-store";
import { agentStore } from "@/lib/agents/store";
import { describeChange } from "@/lib/audit/describe-change";
import type { ChangeDefinition } from "../action-core";

type SiteChange = { siteId: number; companyId: number };

/** A site is a name until it has a key, so it is an option of its company and asks for no proof of the password. */
export const createSite: ChangeDefinition<typeof newSiteForm, void, SiteChange> = {
  may: "company.options",
  input: newSiteForm,
  target: async ({ input }) => ({ companyId: input.companyId }),
  run: async ({ tx, scope, input }) => {
    const { companyId, name } = input;
    const { id } = await agentStore(tx, scope).createSite({ companyId, name });
    const target = { kind: "site", id, label: name };
    return {
      value: { siteId: id, companyId },
      audit: { action: "site created", companyId, target, changes: describeChange(null, { name }) },
    };
  },
};

/** Its events name it by its number, so old ones show the new name. */
export const renameSite: ChangeDefinition<typeof renameSiteForm, void, SiteChange> = {
  may: "company.options",
  input: renameSiteForm,
  target: async ({ tx, scope, input }) => ({ companyId: (await siteStore(tx, scope).get(input.siteId)).companyId }),
  run: async ({ tx, scope, input }) => {
    const sites = siteStore(tx, scope);
    const { companyId, name: before } = await sites.get(input.siteId);
    await sites.rename(input.siteId, input.name);
    const target = { kind: "site", id: input.siteId, label: input.name };
    const changes = describeChange({ name: before }, { name: input.name });
    return {
      value: { siteId: input.siteId, companyId },
      audit: { action: "site renamed", companyId, target, changes },
    };
  },
};
