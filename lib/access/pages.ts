import type { ActName } from "./acts";
import { type Actor, may, mayAnywhere, type Verdict } from "./policy";

/** Which act each page stands for. Below a page the same holds. A page without an entry is open to every viewer. */
const companyPages: Record<string, ActName> = {
  dashboard: "data.view",
  sites: "sites.names",
  members: "members.list",
  settings: "company.options",
};

/** Pages that lie below a page and are for fewer. */
const companySubpages: Record<string, ActName> = { sites: "keys.list" };

const administrationPages: Record<string, ActName> = {
  users: "users.edit",
  companies: "companies.edit",
  settings: "installation.settings",
  audit: "audit.view",
  errors: "errors.view",
};

type PageOfPath = { act: ActName; companyId: number | null };

/** `/c/7/members/3` is the page `members` of company 7; `/admin/users` one of the installation. Null: no rule for it. */
export function pageOf(pathname: string): PageOfPath | null {
  const [first, second = "", third = "", fourth = ""] = pathname.split("/").slice(1);
  if (first === "admin") {
    const act = administrationPages[second];
    return act ? { act, companyId: null } : null;
  }
  const below = fourth === "" ? undefined : companySubpages[third];
  const act = first === "c" ? (below ?? companyPages[third]) : undefined;
  if (!act) return null;
  return { act, companyId: second === "all" ? null : Number(second) };
}

/** May this viewer open the page? Null for a page without a rule. */
export function mayOpen(actor: Actor, pathname: string): Verdict | null {
  const page = pageOf(pathname);
  if (!page) return null;
  if (page.companyId !== null) return may(actor, page.act, { companyId: page.companyId });
  return mayAnywhere(actor, page.act) ? may(actor, page.act) : { kind: "deny", code: "forbidden" };
}
