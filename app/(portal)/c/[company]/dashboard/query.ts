import ipaddr from "ipaddr.js";
import { z } from "zod";
import { type EventFilter, type EventKind, eventKinds, eventSortColumns } from "@/lib/events/event";
import { fold } from "@/lib/fold";
import { rangePresets } from "@/lib/time";
import { type DashboardQuery, defaultDirection, defaultQuery, pageSizes, type RangeChoice } from "./query-state";
import { minuteOf, resolveRange } from "./range";

/** As Next gives it: a name may come once, several times, or not at all. */
export type RawParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A value of the address that was not understood, in words for the viewer. The page goes on without it. */
export type Notice = { param: string; message: string };

export function rawParams(params: URLSearchParams): RawParams {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
}

/** Control characters and lone surrogates are in no name, and a database may refuse them in a comparison. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);
const localMinute = z
  .string()
  .max(16)
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
const address = z.union([z.ipv4(), z.ipv6()]);
const wholeNumber = z
  .string()
  .max(10)
  .regex(/^[1-9]\d*$/)
  .transform(Number);
const eventRef = z
  .string()
  .max(40)
  .regex(/^[1-9]\d{0,9}\.[0-9A-HJKMNP-TV-Z]{26}$/)
  .transform((value) => {
    const dot = value.indexOf(".");
    return { companyId: Number(value.slice(0, dot)), id: value.slice(dot + 1) };
  });

const fields = {
  range: { schema: z.enum([...rangePresets, "exact"]), rule: "is not a range this page knows" },
  user: { schema: text(256), rule: "cannot be a user name" },
  computer: { schema: text(255), rule: "cannot be a computer name" },
  site: { schema: wholeNumber, rule: "is not a site" },
  ip: { schema: z.string().trim().max(64).pipe(address), rule: "is not an IPv4 or IPv6 address" },
  q: { schema: text(200), rule: "is not text of up to 200 characters" },
  sort: { schema: z.enum(eventSortColumns), rule: "is not a column that sorts" },
  dir: { schema: z.enum(["asc", "desc"]), rule: "is not a direction" },
  size: {
    schema: wholeNumber.pipe(z.union(pageSizes.map((size) => z.literal(size)))),
    rule: `is not a page size (${pageSizes.join(", ")})`,
  },
  cursor: {
    schema: z
      .string()
      .max(2048)
      .regex(/^[\x21-\x7e]+$/),
    rule: "is not a place in this list",
  },
  event: { schema: eventRef, rule: "is not an event" },
} as const;

type FieldName = keyof typeof fields;
type FieldValue<N extends FieldName> = z.output<(typeof fields)[N]["schema"]>;

function first(raw: RawParams, name: string): string | null {
  const value = raw[name];
  const found = typeof value === "string" ? value : value?.[0];
  return found === undefined || found.trim() === "" ? null : found;
}

const shown = (value: string): string => `“${value.length > 40 ? `${value.slice(0, 40)}…` : value}”`;

/**
 * Reads the address. Never throws: what is wrong falls back to its default and leaves a notice.
 * Empty values are what an unfilled form sends and count as absent. `zone` gives exact minutes their meaning.
 */
export function parseDashboardQuery(raw: RawParams, zone: string): { query: DashboardQuery; notices: Notice[] } {
  const notices: Notice[] = [];
  const read = <N extends FieldName>(name: N): FieldValue<N> | null => {
    const value = first(raw, name);
    if (value === null) return null;
    const result = fields[name].schema.safeParse(value);
    if (result.success) return result.data as FieldValue<N>;
    notices.push({ param: name, message: `${shown(value)} ${fields[name].rule}.` });
    return null;
  };
  const by = read("sort") ?? defaultQuery.sort.by;
  const query: DashboardQuery = {
    range: readRange(raw, read("range"), zone, notices),
    kinds: readKinds(raw, notices),
    user: read("user"),
    computer: read("computer"),
    siteId: read("site"),
    ip: read("ip"),
    search: read("q"),
    sort: { by, direction: read("dir") ?? defaultDirection(by) },
    size: read("size") ?? defaultQuery.size,
    cursor: read("cursor"),
    event: read("event"),
  };
  return { query, notices };
}

function readKinds(raw: RawParams, notices: Notice[]): EventKind[] {
  const value = raw.kind;
  const given = new Set(typeof value === "string" ? [value] : (value ?? []));
  for (const kind of given) {
    if (kind !== "" && !eventKinds.some((known) => known === kind)) {
      notices.push({ param: "kind", message: `${shown(kind)} is not a kind of event.` });
    }
  }
  return eventKinds.filter((kind) => given.has(kind));
}

/** A named range wins over exact minutes, because a form sends both. */
function readRange(raw: RawParams, named: FieldValue<"range"> | null, zone: string, notices: Notice[]): RangeChoice {
  if (named && named !== "exact") return { preset: named };
  const [from, to] = [first(raw, "from"), first(raw, "to")];
  if (from === null && to === null) {
    if (named) notices.push({ param: "range", message: "An exact range needs a start and an end." });
    return defaultQuery.range;
  }
  const problem = rangeProblem(from, to, zone);
  if (problem === null && from !== null && to !== null) return { preset: "exact", from, to };
  notices.push({ param: "from", message: `${problem} Showing the last 48 hours instead.` });
  return defaultQuery.range;
}

function rangeProblem(from: string | null, to: string | null, zone: string): string | null {
  if (from === null || to === null) return "An exact range needs a start and an end.";
  for (const value of [from, to]) {
    if (!localMinute.safeParse(value).success || minuteOf(value, zone) === null) {
      return `${shown(value)} is not a minute between the years 2000 and 2099.`;
    }
  }
  const [start, end] = [minuteOf(from, zone), minuteOf(to, zone)];
  return start !== null && end !== null && start < end ? null : "The start of the range must lie before its end.";
}

/** The person of `DOMAIN\name` and `name@domain`, as events are kept. */
function personOf(user: string): string {
  const name = user.slice(user.lastIndexOf("\\") + 1);
  const at = name.indexOf("@");
  return fold(at > 0 ? name.slice(0, at) : name);
}

/** Addresses are kept in their one canonical spelling, an IPv4 address mapped into IPv6 as IPv4. */
function canonicalAddress(text: string): string {
  const address = ipaddr.process(text);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** What the store is asked. */
export function filterOf(query: DashboardQuery, place: { zone: string; now: Date }): EventFilter {
  const { from, to } = resolveRange(query.range, place.zone, place.now);
  return {
    from,
    to,
    ...(query.kinds.length > 0 && { kinds: query.kinds }),
    ...(query.user !== null && { person: personOf(query.user) }),
    ...(query.computer !== null && { computer: fold(query.computer) }),
    ...(query.siteId !== null && { siteId: query.siteId }),
    ...(query.ip !== null && { ip: canonicalAddress(query.ip) }),
    ...(query.search !== null && { search: query.search }),
  };
}
