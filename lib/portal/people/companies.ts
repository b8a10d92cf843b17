import { randomBytes } from "node:crypto";
import type { z } from "zod";
import type { ActName } from "@/lib/access/acts";
import { scopeOfViewer } from "@/lib/access/scope";
import { newApiKey } from "@/lib/agents/api-key";
import { agentStore } from "@/lib/agents/store";
import { type ChangeValue, describeChange } from "@/lib/audit/describe-change";
import { PortalError } from "@/lib/errors";
import type { CappedCount } from "@/lib/events/event";
import type { CompanyGroup } from "@/lib/people/company-schema";
import {
  type CompanyOverview,
  type CompanyQuery,
  companyStore,
  orNameTaken,
  removeCompany,
} from "@/lib/people/company-store";
import { installationPeople } from "@/lib/people/store";
import type { ChangeDefinition } from "../action-core";
import type { Portal } from "../portal";
import {
  type CompanyForm,
  deleteCompanyForm,
  generalForm,
  newCompanyForm,
  sessionRulesForm,
  timeZoneForm,
  workingHoursForm,
} from "./company-forms";

/** Past this many the list says "1,000+": counting a company's persons takes one seek for each. */
const personsCap = 1_000;

const nobody: CappedCount = { count: 0, capped: false };

export type { CompanyQuery } from "@/lib/people/company-store";
export type ListedCompany = CompanyOverview & { persons: CappedCount };
type CompanyList = { rows: ListedCompany[]; total: number; page: number; pages: number };

/** A page of companies with their numbers; none of them is counted over the events. */
export async function listCompanies(
  portal: Pick<Portal, "companyAdmin" | "events">,
  query: CompanyQuery,
): Promise<CompanyList> {
  const page = await portal.companyAdmin.list(query);
  const persons = await portal.events.persons(
    page.rows.map((row) => row.id),
    personsCap,
  );
  return { ...page, rows: page.rows.map((row) => ({ ...row, persons: persons.get(row.id) ?? nobody })) };
}

/** The one company that is looked at, with its numbers; null when it is not the viewer's to administer. */
export async function listCompany(
  portal: Pick<Portal, "companyAdmin" | "events" | "company">,
): Promise<ListedCompany | null> {
  const company = portal.company && (await portal.companyAdmin.find(portal.company.id));
  if (!company) return null;
  const persons = await portal.events.persons([company.id], personsCap);
  return { ...company, persons: persons.get(company.id) ?? nobody };
}

/** All an export of a company's events would hold: how many, and from when to when; null when it has none. */
export type CompanyHistory = { events: CappedCount; first: Date; last: Date } | null;

/** `portal` looks at that one company. */
export async function companyHistory({ events }: Pick<Portal, "events">): Promise<CompanyHistory> {
  const ever = { from: new Date("2000-01-01T00:00:00Z"), to: new Date("2100-01-01T00:00:00Z") };
  const at = async (direction: "asc" | "desc") =>
    (await events.page(ever, { size: 1, sort: { by: "time", direction } })).rows[0]?.occurredAt;
  const [count, first, last] = await Promise.all([events.count(ever), at("asc"), at("desc")]);
  return first && last ? { events: count, first, last } : null;
}

type NewCompanyMade = { companyId: number; name: string; siteName: string; apiKey: string };

/** A company with its first site and that site's key, which is shown this one time. */
export const createCompany = {
  may: "companies.edit",
  input: newCompanyForm,
  prepare: async () => newApiKey(randomBytes),
  async run({ tx, input, viewer, prepared: key }) {
    const { siteName, ...company } = input;
    const { companyId, siteId } = await orNameTaken(() =>
      installationPeople(tx).createCompany({ ...company, firstSiteName: siteName }),
    );
    const scope = scopeOfViewer({ globalRole: "GlobalAdmin", memberships: [] }, [companyId]);
    await agentStore(tx, scope).createKey({ siteId, label: siteName, createdBy: viewer.userId }, key);
    return {
      value: { companyId, name: company.name, siteName, apiKey: key.key },
      audit: {
        action: "company created",
        companyId,
        target: { kind: "company", id: companyId, label: company.name },
        changes: describeChange(null, { ...company, site: siteName, keyPrefix: key.prefix }),
      },
    };
  },
} satisfies ChangeDefinition<typeof newCompanyForm, ReturnType<typeof newApiKey>, NewCompanyMade>;

type GroupChange<S extends z.ZodType> = ChangeDefinition<S, undefined, { companyId: number }>;

/** Saving one group of a company's options: its own form, its own act, its own audit row. */
function changeOf<G extends CompanyGroup, S extends z.ZodType<CompanyForm<G>>>(
  group: G,
  input: S,
  words: { may: ActName; action: string },
): GroupChange<S> {
  return {
    may: words.may,
    input,
    target: async ({ input: { companyId } }) => ({ companyId }),
    async run({ tx, scope, input: { companyId, values } }) {
      const { name, before, after } = await companyStore(tx, scope).update(companyId, group, values);
      type Described = Record<string, ChangeValue>;
      return {
        value: { companyId },
        audit: {
          action: words.action,
          companyId,
          target: { kind: "company", id: companyId, label: name },
          changes: describeChange(before as Described, after as Described),
        },
      };
    },
  };
}

export const changeGeneral = changeOf("general", generalForm, { may: "companies.edit", action: "company changed" });
export const changeTimeZone = changeOf("timeZone", timeZoneForm, {
  may: "company.options",
  action: "company time zone changed",
});
export const changeWorkingHours = changeOf("workingHours", workingHoursForm, {
  may: "company.options",
  action: "company working hours changed",
});
export const changeSessionRules = changeOf("sessionRules", sessionRulesForm, {
  may: "company.options",
  action: "company session rules changed",
});

/**
 * Deletes a company once its name was typed. Its events are removed afterwards, in the background
 * (companies-purge.ts).
 */
export const deleteCompany = {
  may: "companies.delete",
  input: deleteCompanyForm,
  target: async ({ input: { companyId } }) => ({ companyId }),
  async run({ tx, scope, now, input: { companyId, confirm } }) {
    const company = await companyStore(tx, scope).find(companyId);
    if (company && confirm.normalize("NFC").trim() !== company.name.normalize("NFC")) {
      const fields = { confirm: "This is not the name of the company." };
      throw new PortalError("invalid", "Type the company's name exactly as it is shown.", { fields });
    }
    const { name, members, keys } = await removeCompany(tx, scope, companyId, now);
    return {
      value: { companyId, name },
      audit: {
        action: "company deleted",
        companyId,
        target: { kind: "company", id: companyId, label: name },
        changes: describeChange({ name, memberCount: members, keyCount: keys }, null),
      },
    };
  },
} satisfies ChangeDefinition<typeof deleteCompanyForm, undefined, { companyId: number; name: string }>;
