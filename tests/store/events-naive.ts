import type { EventFilter, EventRow, EventSort } from "@/lib/events/event";
import { kindsNamed, looksLikeAddress } from "@/lib/events/reading/search";
import { fold } from "@/lib/fold";
import { type PlainEvent, type SeededCompany, seededRandom } from "../fixtures/bulk";

/** What the tests know of a stored event, to say in the plainest way what the store must answer. */
export type Expected = {
  companyId: number;
  company: string;
  id: string;
  kind: string;
  eventType: string;
  person: string;
  computer: string;
  siteId: number;
  site: string;
  localIp: string;
  publicIp: string;
  sourceIp: string;
  at: number;
};

export function expectedOf(company: SeededCompany & { name: string }, event: PlainEvent, id: string): Expected {
  const siteId = event.siteId ?? company.sites[0]?.siteId ?? 0;
  return {
    companyId: company.companyId,
    company: fold(company.name),
    id,
    kind: event.kind,
    eventType: event.eventType ?? event.kind,
    person: fold(event.user),
    computer: fold(event.computer),
    siteId,
    site: fold(company.sites.find((site) => site.siteId === siteId)?.name ?? ""),
    localIp: event.localIp ?? "",
    publicIp: event.publicIp ?? "",
    sourceIp: event.sourceIp ?? "",
    at: event.at.getTime(),
  };
}

function isFound(event: Expected, text: string): boolean {
  const wanted = fold(text);
  const kinds: readonly string[] = kindsNamed(wanted);
  return (
    [event.person, event.computer, event.site].some((name) => name.includes(wanted)) ||
    kinds.includes(event.kind) ||
    (event.kind === "other" && event.eventType.toLowerCase().includes(wanted)) ||
    (looksLikeAddress(wanted) && [event.localIp, event.publicIp, event.sourceIp].some((ip) => ip.includes(wanted)))
  );
}

export function matches(event: Expected, filter: EventFilter): boolean {
  return (
    event.at >= filter.from.getTime() &&
    event.at < filter.to.getTime() &&
    (!filter.kinds?.length || filter.kinds.some((kind) => kind === event.kind)) &&
    (filter.person === undefined || event.person === filter.person) &&
    (filter.computer === undefined || event.computer === filter.computer) &&
    (filter.siteId === undefined || event.siteId === filter.siteId) &&
    (filter.ip === undefined || [event.localIp, event.publicIp, event.sourceIp].includes(filter.ip)) &&
    (filter.search === undefined || isFound(event, filter.search))
  );
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const valueOfSort: Record<Exclude<EventSort["by"], "time">, (event: Expected) => string> = {
  kind: (event) => event.kind,
  user: (event) => event.person,
  company: (event) => event.company,
  site: (event) => event.site,
  computer: (event) => event.computer,
  localIp: (event) => event.localIp,
  publicIp: (event) => event.publicIp,
};

/** By time and company; by another column: newest first among equal values. */
export function sorted(events: readonly Expected[], sort: EventSort): Expected[] {
  const sign = sort.direction === "asc" ? 1 : -1;
  const byTime = (a: Expected, b: Expected): number => compare(a.id, b.id) || compare(a.companyId, b.companyId);
  const { by } = sort;
  if (by === "time") return [...events].sort((a, b) => sign * byTime(a, b));
  const value = valueOfSort[by];
  return [...events].sort((a, b) => sign * compare(value(a), value(b)) || -byTime(a, b));
}

export const keyOf = (event: Pick<EventRow, "companyId" | "id">): string => `${event.companyId}.${event.id}`;

/** Few names, few instants, all kinds: so that ties and doubles of every sort come up. */
export function tangledEvents(company: SeededCompany, count: number, seed: number, start: Date): PlainEvent[] {
  const random = seededRandom(seed);
  const pick = <T>(values: readonly T[]): T => {
    const value = values[Math.floor(random() * values.length)];
    if (value === undefined) throw new Error("Nothing to pick from");
    return value;
  };
  const users = ["Ada", "Bob", "Carla", "Đorđe", "100%_real", "SYSTEM", "PC-7$"];
  return Array.from({ length: count }, (_, index) => {
    const kind = pick(["sign_in", "sign_out", "lock", "unlock", "failed", "boot", "other", "sign_in"] as const);
    const site = pick(company.sites);
    return {
      kind,
      eventType: kind === "other" ? pick(["Custom Print", "Badge [in]", "x"]) : kind,
      user: pick(users),
      computer: pick(["PC-7", "PC-8", "Laptop Ada", "srv_01"]),
      at: new Date(start.getTime() + Math.floor(random() * 60) * 60_000),
      recordId: String(index),
      siteId: site.siteId,
      apiKeyId: site.apiKeyId,
      localIp: random() < 0.3 ? null : pick(["10.0.0.1", "10.0.0.12", "fe80::1"]),
      publicIp: random() < 0.5 ? null : pick(["203.0.113.9", "198.51.100.7"]),
      sourceIp: pick(["203.0.113.9", "192.0.2.1"]),
    };
  });
}
