import type { CompanyQuery } from "@/lib/portal/people/companies";

export type RawParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export const companiesPath = "/admin/companies";
const pageSize = 50;
const sortColumns = ["name", "members", "computers", "sites", "lastEvent", "created"] as const;
type SortColumn = (typeof sortColumns)[number];

const first = (raw: RawParams, name: string): string => {
  const value = raw[name];
  return (typeof value === "string" ? value : value?.[0])?.trim() ?? "";
};

/** Numbers and instants are asked for from the greatest down, names from A. */
const usualDirection = (by: SortColumn): "asc" | "desc" => (by === "name" ? "asc" : "desc");

/** Reads the address; what it cannot mean counts as not said. */
export function readQuery(raw: RawParams): CompanyQuery {
  const by = sortColumns.find((column) => column === first(raw, "sort")) ?? "name";
  const direction = (["asc", "desc"] as const).find((word) => word === first(raw, "dir")) ?? usualDirection(by);
  const page = /^[1-9]\d{0,5}$/.test(first(raw, "page")) ? Number(first(raw, "page")) : 1;
  return { search: first(raw, "q").slice(0, 200), sort: { by, direction }, page, size: pageSize };
}

/** The address of a view: what is usual is left out. */
export function hrefOf({ search, sort }: CompanyQuery, page = 1): string {
  const params = new URLSearchParams();
  if (search !== "") params.set("q", search);
  for (const [name, value] of Object.entries(sortParams(sort))) params.set(name, value);
  if (page > 1) params.set("page", String(page));
  const text = params.toString();
  return text === "" ? companiesPath : `${companiesPath}?${text}`;
}

/** What a form must carry along to keep the order. */
export function sortParams({ by, direction }: CompanyQuery["sort"]): Record<string, string> {
  return {
    ...(by === "name" ? {} : { sort: by }),
    ...(direction === usualDirection(by as SortColumn) ? {} : { dir: direction }),
  };
}

/** The same list in another order; the column that orders already turns around. */
export function sortHref(query: CompanyQuery, by: SortColumn): string {
  const turned = query.sort.direction === "asc" ? "desc" : "asc";
  return hrefOf({ ...query, sort: { by, direction: query.sort.by === by ? turned : usualDirection(by) } });
}
