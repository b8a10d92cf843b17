import { describeApiKey } from "@/lib/agents/api-key";
import type { EventFilter, EventSort } from "@/lib/events/event";
import { eventId } from "@/lib/events/event-id";
import { encodePageCursor } from "@/lib/events/reading/cursor";
import type { Portal } from "@/lib/portal/portal";
import type { SeededCompany } from "@/tests/seed/company";
import { foreignLateMs, seededNow } from "@/tests/seed/two-companies";

/** Whose things a call names: the viewer's own company, a foreign one, or one that does not exist. */
export type Named = Pick<SeededCompany, "id" | "siteId" | "eventIds" | "person" | "computer">;

type Sample<Args extends unknown[]> = {
  /** Calls as somebody would make them who knows everything about `named`. */
  calls: (named: Named) => Args[];
  /** It makes new rows: two calls give two ids, so answers are compared by their kind alone. */
  makes?: true;
  /** It concerns the whole installation: nothing of a company is in its answer, whoever asks. */
  installation?: true;
};

type AnyMethod = (...args: never[]) => unknown;
type Room = { [K in keyof Portal]: Portal[K] extends Record<string, AnyMethod> ? K : never }[keyof Portal];
type Samples = {
  [R in Room]: {
    [M in keyof Portal[R]]: Portal[R][M] extends (...args: infer Args) => unknown ? Sample<Args> : never;
  };
};

const day = 24 * 3_600_000;
const range = { from: new Date(seededNow.getTime() - 2 * day), to: new Date(seededNow.getTime() + day) };
const hours = Array.from({ length: 72 }, (_, index) => new Date(range.from.getTime() + index * 3_600_000));
const newest: EventSort = { by: "time", direction: "desc" };
const byCompany: EventSort = { by: "company", direction: "asc" };
const idOf = (named: Named): string => named.eventIds[2] ?? "";

/** Everything, then everything that one could filter by if one knew the company. */
function filters({ siteId, person, computer }: Named): EventFilter[] {
  return [
    { ...range },
    { ...range, siteId },
    { ...range, person },
    { ...range, computer },
    { ...range, search: person.slice(0, 8) },
    { ...range, kinds: ["failed"], ip: "203.0.113.9" },
  ];
}

/** One entry for each method of the portal; one that is missing fails the test. */
export const samples: Samples = {
  events: {
    page: {
      calls: (named) => [
        ...filters(named).map((filter): [EventFilter, { size: number; sort: EventSort }] => [
          filter,
          { size: 50, sort: newest },
        ]),
        [range, { size: 50, sort: byCompany }],
        [
          range,
          {
            size: 2,
            sort: newest,
            cursor: encodePageCursor({ side: "after", value: null, id: idOf(named), companyId: named.id }, newest),
          },
        ],
      ],
    },
    count: { calls: (named) => filters(named).map((filter) => [filter]) },
    find: { calls: (named) => named.eventIds.map((id) => [named.id, id]) },
    each: { calls: (named) => filters(named).map((filter) => [filter, newest, 2]) },
    series: { calls: () => [[range, { starts: hours }]] },
    figures: { calls: () => [[seededNow, { from: new Date(seededNow.getTime() - day), to: seededNow }]] },
    names: {
      calls: ({ person, computer }) => [
        ["person", "", 50],
        ["computer", "", 50],
        ["person", person, 50],
        ["computer", computer, 50],
      ],
    },
    since: { calls: (named) => [[{ receivedAt: range.from, id: idOf(named) }, 100]] },
    last: { calls: () => [[]] },
    liveCursor: { calls: () => [[new Date(seededNow.getTime() - 3_600_000)]] },
  },
  agents: {
    sites: { calls: () => [[]] },
    keys: { calls: () => [[]] },
    computers: {
      calls: ({ id, computer }) => [
        [{}],
        [{ size: 500, after: null }],
        [{ size: 500, after: { companyId: Math.max(0, id - 1), computer } }],
      ],
    },
    createSite: { makes: true, calls: ({ id }) => [[{ companyId: id, name: "New site" }]] },
    createKey: {
      makes: true,
      calls: ({ siteId }) => [[{ siteId, label: "New key", createdBy: null }, describeApiKey("ef".repeat(32))]],
    },
  },
  people: {
    list: { calls: () => [[]] },
    find: { calls: ({ id }) => [[id]] },
    members: { calls: ({ id }) => [[id]] },
  },
  settings: {
    read: { installation: true, calls: () => [[]] },
    allowedDomains: { installation: true, calls: () => [[]] },
  },
  audit: {
    list: { calls: () => [[{ size: 100 }], [{ size: 1, before: 1_000_000 }]] },
  },
};

/** A company that does not exist, named as completely as those that do; its events would lie where theirs do. */
export function absentLike(foreign: readonly Named[]): Named {
  const id = Math.max(...foreign.map((named) => named.id)) + 4_000;
  const siteId = Math.max(...foreign.map((named) => named.siteId)) + 4_000;
  const count = foreign[0]?.eventIds.length ?? 0;
  const eventIds = Array.from({ length: count }, (_, index) =>
    eventId(id, {
      kind: "boot",
      eventType: "boot",
      person: "",
      computer: "absent-pc",
      occurredAt: new Date(seededNow.getTime() - (count - index) * 3_600_000 + foreignLateMs),
      recordId: null,
      bootId: null,
    }),
  );
  return { id, siteId, eventIds, person: "absent person", computer: "absent-pc" };
}
