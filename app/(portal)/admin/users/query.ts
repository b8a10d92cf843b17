import { globalRoles } from "@/lib/access/viewer";
import { userStates } from "@/lib/people/schema";
import type { UserFilter, UserSort } from "@/lib/people/user-filter";

export type RawParams = Record<string, string | string[] | undefined>;

/** The list as its address says: what cannot be understood is left out, and the select shows that. */
export type UsersQuery = { filter: UserFilter; sort: UserSort; place: string | null };

export const usersPath = "/admin/users";

const states = [...userStates, "deleted"] as const;
const roles = [...globalRoles, "CompanyAdmin"] as const;
const factors = ["on", "off", "required", "exempt"] as const;
const sorts = ["name", "signedIn", "created"] as const;

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? value[0] : value) ?? "";
const among = <T extends string>(words: readonly T[], value: string): T | undefined =>
  words.find((word) => word === value);

function companyOf(text: string): UserFilter["companyId"] {
  if (text === "none") return "none";
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** A newest instant is looked for first, a name from A on. */
const firstDirection = { name: "asc", signedIn: "desc", created: "desc" } as const;

export function readQuery(params: RawParams): UsersQuery {
  const by = among(sorts, one(params.sort)) ?? "name";
  const direction = among(["asc", "desc"] as const, one(params.dir)) ?? firstDirection[by];
  const search = one(params.search)
    .replace(/[\p{Cc}\p{Cs}]/gu, "")
    .trim()
    .slice(0, 200);
  const state = among(states, one(params.state));
  const role = among(roles, one(params.role));
  const companyId = companyOf(one(params.company));
  const secondFactor = among(factors, one(params.factor));
  return {
    filter: {
      ...(search ? { search } : {}),
      ...(state ? { state } : {}),
      ...(role ? { role } : {}),
      ...(companyId ? { companyId } : {}),
      ...(secondFactor ? { secondFactor } : {}),
    },
    sort: { by, direction },
    place: one(params.place).slice(0, 512) || null,
  };
}

function sortParams(sort: UserSort): Record<string, string> {
  const isUsual = sort.direction === firstDirection[sort.by];
  return {
    ...(sort.by === "name" ? {} : { sort: sort.by }),
    ...(isUsual ? {} : { dir: sort.direction }),
  };
}

/** What the filter form carries on without showing it. */
export const hiddenFields = (query: UsersQuery): Record<string, string> => sortParams(query.sort);

export function hrefOf(query: Omit<UsersQuery, "place">, place: string | null = null): string {
  const { search, state, role, companyId, secondFactor } = query.filter;
  const fields = {
    search,
    state,
    role,
    company: companyId,
    factor: secondFactor,
    ...sortParams(query.sort),
    place: place ?? undefined,
  };
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) params.set(name, String(value));
  const text = params.toString();
  return text === "" ? usersPath : `${usersPath}?${text}`;
}

/** The address a head leads to: its own order, or the other direction when the list has it already. */
export function sortHref(query: UsersQuery, by: UserSort["by"]): string {
  const isSame = query.sort.by === by;
  const direction = isSame ? (query.sort.direction === "asc" ? "desc" : "asc") : firstDirection[by];
  return hrefOf({ filter: query.filter, sort: { by, direction } });
}

export const isFiltered = (query: UsersQuery): boolean => Object.keys(query.filter).length > 0;
