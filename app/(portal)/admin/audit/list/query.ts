import { type Outcome, outcomes } from "@/lib/audit/schema";
import type { AuditFilter } from "@/lib/audit/trail-store";
import type { Portal } from "@/lib/portal/portal";
import { firstOf, type ListRange, type RawParams, rangePairs, readRange, textOf } from "./range";

/** Everything the address of the trail says, understood or left out. */
export type AuditQuery = {
  range: ListRange;
  search: string | null;
  actor: string | null;
  action: string | null;
  outcome: Outcome | null;
  company: number | "none" | null;
  /** `kind:id` of what was acted on. */
  target: { kind: string; id: string } | null;
  after: string | null;
  before: string | null;
};

const numberPattern = /^[1-9]\d{0,9}$/;

/** Reads the address. Never throws: what is wrong is left out and said in words. */
export function readAuditQuery(
  raw: RawParams,
  portal: Pick<Portal, "timeZone" | "now" | "companies">,
): { query: AuditQuery; notices: string[] } {
  const { range, notice } = readRange(raw, portal.timeZone, portal.now);
  const notices = notice === null ? [] : [notice];
  const company = readCompany(firstOf(raw, "company"), portal.companies);
  if (company === null && firstOf(raw, "company") !== null) notices.push("There is no such company here.");
  const outcome = outcomes.find((known) => known === firstOf(raw, "outcome")) ?? null;
  const query = {
    range,
    search: textOf(raw, "q"),
    actor: textOf(raw, "who"),
    action: textOf(raw, "action"),
    outcome,
    company,
    target: readTarget(textOf(raw, "target")),
    after: firstOf(raw, "after"),
    before: firstOf(raw, "before"),
  };
  return { query, notices };
}

function readCompany(text: string | null, companies: Portal["companies"]): number | "none" | null {
  if (text === "none") return "none";
  const id = text !== null && numberPattern.test(text) ? Number(text) : null;
  return companies.some((company) => company.id === id) ? id : null;
}

function readTarget(text: string | null): AuditQuery["target"] {
  const colon = text?.indexOf(":") ?? -1;
  if (text === null || colon < 1 || colon > 32 || text.length - colon > 65) return null;
  return { kind: text.slice(0, colon), id: text.slice(colon + 1) };
}

export function filterOf(query: AuditQuery): AuditFilter & { from: Date; to: Date } {
  return {
    from: query.range.from,
    to: query.range.to,
    ...(query.search !== null && { search: query.search }),
    ...(query.actor !== null && { actor: query.actor }),
    ...(query.action !== null && { action: query.action }),
    ...(query.outcome !== null && { outcome: query.outcome }),
    ...(query.company !== null && { company: query.company }),
    ...(query.target !== null && { target: query.target }),
  };
}

/** Does anything but the range narrow the list? */
export function isNarrowed(query: AuditQuery): boolean {
  const { search, actor, action, outcome, company, target } = query;
  return [search, actor, action, outcome, company, target].some((value) => value !== null);
}

/** The query as an address's search part: `?a=b`, or nothing when all is at its default. */
export function toSearch(query: AuditQuery, more: readonly [string, string][] = []): string {
  const pairs = rangePairs(query.range);
  const add = (name: string, value: string | number | null) => void (value !== null && pairs.push([name, `${value}`]));
  add("q", query.search);
  add("who", query.actor);
  add("action", query.action);
  add("outcome", query.outcome);
  add("company", query.company);
  add("target", query.target && `${query.target.kind}:${query.target.id}`);
  add("after", query.after);
  add("before", query.before);
  const text = new URLSearchParams([...pairs, ...more]).toString();
  return text === "" ? "" : `?${text}`;
}

/** The same question from its first page on. */
export function fromStart(query: AuditQuery, changes: Partial<AuditQuery> = {}): AuditQuery {
  return { ...query, after: null, before: null, ...changes };
}

/** One line for each filter, in words: for the trail itself and the head of a print. */
export function filterWords(query: AuditQuery, portal: Pick<Portal, "companies">): string[] {
  const words: string[] = [];
  const company = portal.companies.find(({ id }) => id === query.company);
  if (query.company !== null) words.push(`Company: ${company?.name ?? "the installation"}`);
  if (query.search !== null) words.push(`Containing: ${query.search}`);
  if (query.actor !== null) words.push(`Who: ${query.actor}`);
  if (query.action !== null) words.push(`What: ${query.action}`);
  if (query.outcome !== null) words.push(`Outcome: ${query.outcome}`);
  if (query.target !== null) words.push(`On: ${query.target.kind} ${query.target.id}`);
  return words;
}
