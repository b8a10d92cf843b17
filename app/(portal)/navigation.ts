import {
  Building2,
  KeyRound,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  ScrollText,
  Settings2,
  SlidersHorizontal,
  TriangleAlert,
  UserCog,
  Users,
} from "lucide-react";
import type { CompanyRank } from "@/lib/access/viewer";

/**
 * The pages of the navigation, in their order: a new page adds its line here and nothing else.
 * `href` with `:scope` is a page of a company (or of all of them); `may` says who sees it, by rank in that company;
 * `all` that it also exists for all companies together. The link is a courtesy: the page itself checks the right.
 */
export type Entry = {
  id: string;
  label: string;
  href: string;
  icon: LucideIcon;
  group: "start" | "company" | "administration";
  may: (rank: CompanyRank) => boolean;
  all: boolean;
};

const administersCompany = (rank: CompanyRank): boolean => rank !== "none" && rank !== "User";

export const entries: readonly Entry[] = [
  {
    id: "first-steps",
    label: "First steps",
    href: "/home",
    icon: ListChecks,
    group: "start",
    may: () => true,
    all: true,
  },
  {
    id: "dashboard",
    label: "Dashboard",
    href: "/c/:scope/dashboard",
    icon: LayoutDashboard,
    group: "company",
    may: (rank) => rank !== "none",
    all: true,
  },
  {
    id: "sites",
    label: "Sites and keys",
    href: "/c/:scope/sites",
    icon: KeyRound,
    group: "company",
    may: administersCompany,
    all: true,
  },
  {
    id: "members",
    label: "Members",
    href: "/c/:scope/members",
    icon: Users,
    group: "company",
    may: administersCompany,
    all: false,
  },
  {
    id: "company-settings",
    label: "Company settings",
    href: "/c/:scope/settings",
    icon: SlidersHorizontal,
    group: "company",
    may: administersCompany,
    all: false,
  },
  {
    id: "users",
    label: "Users",
    href: "/admin/users",
    icon: UserCog,
    group: "administration",
    may: (rank) => rank === "GlobalAdmin" || rank === "Admin",
    all: true,
  },
  {
    id: "companies",
    label: "Companies",
    href: "/admin/companies",
    icon: Building2,
    group: "administration",
    may: (rank) => rank === "GlobalAdmin",
    all: true,
  },
  {
    id: "settings",
    label: "Settings",
    href: "/admin/settings",
    icon: Settings2,
    group: "administration",
    may: (rank) => rank === "GlobalAdmin",
    all: true,
  },
  {
    id: "audit",
    label: "Audit trail",
    href: "/admin/audit",
    icon: ScrollText,
    group: "administration",
    may: (rank) => rank !== "none",
    all: true,
  },
  {
    id: "errors",
    label: "Error log",
    href: "/admin/errors",
    icon: TriangleAlert,
    group: "administration",
    may: (rank) => rank === "GlobalAdmin",
    all: true,
  },
];

export const groupLabels: Record<Entry["group"], string | null> = {
  start: null,
  company: null,
  administration: "Administration",
};

const rankOrder: readonly CompanyRank[] = ["none", "User", "CompanyAdmin", "Admin", "GlobalAdmin"];

/** With all companies together a page is offered to whoever may open it in one of them. */
export function highestRank(ranks: readonly CompanyRank[]): CompanyRank {
  return ranks.reduce<CompanyRank>(
    (best, rank) => (rankOrder.indexOf(rank) > rankOrder.indexOf(best) ? rank : best),
    "none",
  );
}

/** Ids of the entries a rank may open; `all`: for all companies together. */
export function entryIdsFor(rank: CompanyRank, all: boolean): string[] {
  return entries.filter((entry) => entry.may(rank) && (!all || entry.all)).map((entry) => entry.id);
}
