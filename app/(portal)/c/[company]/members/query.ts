import { type MemberRank, memberRanks, type UserState, userStates } from "@/lib/people/schema";
import type { Portal } from "@/lib/portal/portal";

export type RawParams = Record<string, string | string[] | undefined>;

type PageArguments = Parameters<Portal["members"]["page"]>;
export type MemberCursor = NonNullable<PageArguments[2]>;
export type MembersQuery = {
  search: string;
  rank: MemberRank | null;
  state: UserState | null;
  cursor: MemberCursor | null;
};

const longest = 100;

function one(value: string | string[] | undefined): string {
  return ((Array.isArray(value) ? value[0] : value) ?? "").replace(/[\p{Cc}\p{Cs}]/gu, "").slice(0, longest);
}

const among = <T extends string>(words: readonly T[], value: string): T | null =>
  words.find((word) => word === value) ?? null;

/** The list as its address says; what cannot be understood is left out. */
export function readQuery(params: RawParams): MembersQuery {
  const [after, before] = [one(params.after), one(params.before)];
  const cursor: MemberCursor | null = after
    ? { side: "after", name: after }
    : before
      ? { side: "before", name: before }
      : null;
  return {
    search: one(params.search).trim(),
    rank: among(memberRanks, one(params.role)),
    state: among(userStates, one(params.state)),
    cursor,
  };
}

export const isFiltered = (query: MembersQuery): boolean => Boolean(query.search || query.rank || query.state);

/** The same list at another place of it. */
export function hrefAt(path: string, query: MembersQuery, cursor: MemberCursor | null): string {
  const params = new URLSearchParams();
  const fields = { search: query.search, role: query.rank, state: query.state };
  for (const [name, value] of Object.entries(fields)) if (value) params.set(name, value);
  if (cursor) params.set(cursor.side, cursor.name);
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}
