import type { ErrorFilter } from "@/lib/audit/error-store";
import { type ErrorLevel, errorLevels } from "@/lib/audit/schema";
import type { Portal } from "@/lib/portal/portal";
import { firstOf, type ListRange, type RawParams, rangePairs, readRange, textOf } from "../../audit/list/range";

/** Everything the address of the error log says, understood or left out. */
export type ErrorQuery = {
  range: ListRange;
  level: ErrorLevel | null;
  search: string | null;
  after: string | null;
  before: string | null;
};

/** Reads the address. Never throws: what is wrong is left out and said in words. */
export function readErrorQuery(
  raw: RawParams,
  portal: Pick<Portal, "timeZone" | "now">,
): { query: ErrorQuery; notices: string[] } {
  const { range, notice } = readRange(raw, portal.timeZone, portal.now);
  const asked = firstOf(raw, "level");
  const level = errorLevels.find((known) => known === asked) ?? null;
  const notices = notice === null ? [] : [notice];
  if (asked !== null && level === null) notices.push("There is no such level.");
  const search = textOf(raw, "q");
  return { query: { range, level, search, after: firstOf(raw, "after"), before: firstOf(raw, "before") }, notices };
}

export function filterOf({ range, level, search }: ErrorQuery): ErrorFilter & { from: Date; to: Date } {
  return {
    from: range.from,
    to: range.to,
    ...(level !== null && { level }),
    ...(search !== null && { search }),
  };
}

/** The same question from its first page on. */
export function fromStart(query: ErrorQuery, changes: Partial<ErrorQuery> = {}): ErrorQuery {
  return { ...query, after: null, before: null, ...changes };
}

/** The query as an address's search part: `?a=b`, or nothing when all is at its default. */
export function toSearch(query: ErrorQuery): string {
  const pairs = rangePairs(query.range);
  for (const [name, value] of [
    ["level", query.level],
    ["q", query.search],
    ["after", query.after],
    ["before", query.before],
  ] as const) {
    if (value !== null) pairs.push([name, value]);
  }
  const text = new URLSearchParams(pairs).toString();
  return text === "" ? "" : `?${text}`;
}
