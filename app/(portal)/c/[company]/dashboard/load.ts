import type { CappedCount, EventFilter, EventPage } from "@/lib/events/event";
import type { Portal } from "@/lib/portal/portal";
import type { SiteChoice } from "./filters/filter-form";
import type { Names } from "./live/wire-row";
import { filterOf, type Notice, parseDashboardQuery, type RawParams } from "./query";
import type { DashboardQuery } from "./query-state";

type Reading = Pick<Portal, "company" | "companies" | "timeZone" | "now" | "events" | "agents">;

/** What the address asks for, made fit for what there is: an unknown site is no filter, too many events sort by time. */
export async function readRequest(
  portal: Reading,
  raw: RawParams,
): Promise<{
  query: DashboardQuery;
  filter: EventFilter;
  notices: Notice[];
  total: CappedCount;
  names: Names;
  sites: SiteChoice[];
}> {
  const { query: asked, notices } = parseDashboardQuery(raw, portal.timeZone);
  const { names, sites } = await readNames(portal);
  const query = { ...asked };
  if (query.siteId !== null && names.sites[query.siteId] === undefined) {
    notices.push({ param: "site", message: "There is no such site here." });
    query.siteId = null;
  }
  const filter = filterOf(query, { zone: portal.timeZone, now: portal.now });
  const total = await portal.events.count(filter);
  if (total.capped && query.sort.by !== "time") {
    notices.push({ param: "sort", message: "More than 10,000 events match, so they are sorted by time." });
    query.sort = { by: "time", direction: "desc" };
    query.cursor = null;
  }
  return { query, filter, notices, total, names, sites };
}

async function readNames(portal: Reading): Promise<{ names: Names; sites: SiteChoice[] }> {
  const companies = Object.fromEntries(portal.companies.map((company) => [company.id, company.name]));
  const sites = await portal.agents.sites();
  const choices = sites.map((site) => ({
    id: site.id,
    label: portal.company ? site.name : `${companies[site.companyId] ?? ""} · ${site.name}`,
  }));
  return {
    names: { companies, sites: Object.fromEntries(sites.map((site) => [site.id, site.name])) },
    sites: choices,
  };
}

/** A page whose place in the list is no longer there (all newer rows arrived since, say) starts from the top. */
export async function readPage(portal: Reading, filter: EventFilter, query: DashboardQuery): Promise<EventPage> {
  const { size, sort, cursor } = query;
  const page = await portal.events.page(filter, { size, sort, cursor });
  if (page.rows.length > 0 || cursor === null) return page;
  return portal.events.page(filter, { size, sort, cursor: null });
}
