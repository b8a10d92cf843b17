import { describeApiKey } from "@/lib/agents/api-key";
import type { EventFilter, EventSort } from "@/lib/events/event";
import { eventId } from "@/lib/events/event-id";
import { encodePageCursor } from "@/lib/events/reading/cursor";
import type { Portal } from "@/lib/portal/portal";
import type { SeededCompany } from "@/tests/seed/company";
import { foreignLateMs, seededNow } from "@/tests/seed/two-companies";

/** Whose things a call names: the viewer's own company, a foreign one, or one that does not exist. */
export type Named = Pick<SeededCompany, "id" | "siteId" | "apiKeyId" | "apiKey" | "eventIds" | "person" | "computer">;

type Sample<Args extends unknown[]> = {
  /** Calls as somebody would make them who knows everything about `named`. */
  calls: (named: Named) => Args[];
  /** It makes new rows: two calls give two ids, so answers are compared by their kind alone. */
  makes?: true;
  /** Whoever does not administer the company is refused, also in their own. */
  administrators?: true;
  /** It answers with a figure or with words of the product, in which no canary can be; foreign is still as absent. */
  figure?: true;
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
    persons: { calls: ({ id }) => [[[id], 100]] },
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
  sites: {
    list: { calls: () => [[seededNow]] },
    find: { calls: ({ siteId }) => [[siteId]] },
    get: { calls: ({ siteId }) => [[siteId]] },
    rename: { calls: ({ siteId }) => [[siteId, "Renamed"]] },
  },
  keys: {
    ofSite: { calls: ({ siteId }) => [[siteId, seededNow]] },
    find: { calls: ({ apiKeyId }) => [[apiKeyId]] },
    get: { administrators: true, calls: ({ apiKeyId }) => [[apiKeyId]] },
    arrivals: { calls: ({ apiKeyId }) => [[apiKeyId]] },
    findOwnFresh: {
      calls: ({ apiKey }) => [
        [{ keyHash: describeApiKey(apiKey).keyHash, by: null, since: new Date(0), now: seededNow }],
      ],
    },
    change: {
      administrators: true,
      calls: ({ apiKeyId }) => [
        [apiKeyId, { label: "Changed", isActive: false, expiresAt: seededNow }],
        [apiKeyId, { deletedAt: seededNow }],
      ],
    },
  },
  computers: {
    page: {
      calls: ({ siteId, computer }) => [
        [{ siteId }, { size: 50 }],
        [{ siteId, search: computer, silentSince: seededNow }, { size: 1 }],
        [{ siteId }, { size: 50, before: "zzzz" }],
      ],
    },
  },
  people: {
    list: { calls: () => [[]] },
    find: { calls: ({ id }) => [[id]] },
    members: { calls: ({ id }) => [[id]] },
  },
  members: {
    page: {
      calls: ({ id }) => [
        [id, {}, null],
        [id, { search: "a", rank: "CompanyAdmin", state: "active" }, { side: "after", name: "a" }],
        [id, { rank: "User" }, { side: "before", name: "zz" }],
      ],
    },
    administrators: { figure: true, calls: ({ id }) => [[id]] },
    candidates: {
      calls: ({ id }) => [
        [id, ""],
        [id, "a"],
      ],
    },
  },
  invitations: { list: { calls: ({ id }) => [[id, seededNow]] } },
  companyAdmin: {
    list: {
      calls: () => [
        [{ search: "", sort: { by: "computers", direction: "desc" }, page: 1, size: 50 }],
        [{ search: "compan", sort: { by: "name", direction: "asc" }, page: 1, size: 50 }],
      ],
    },
    find: { calls: ({ id }) => [[id]] },
    update: {
      calls: ({ id }) => [
        [id, "general", { name: "Another name", description: "" }],
        [id, "sessionRules", { staleAfterSeconds: 600, maxOpenSeconds: 3600, dedupeSeconds: 5 }],
      ],
    },
  },
  users: {
    list: {
      calls: ({ id }) => [
        [{}, { sort: { by: "name", direction: "asc" }, size: 100 }],
        [{ search: "a" }, { sort: { by: "created", direction: "desc" }, size: 3 }],
        [{ companyId: id }, { sort: { by: "signedIn", direction: "desc" }, size: 100 }],
        [{ role: "CompanyAdmin" }, { sort: { by: "name", direction: "desc" }, size: 100 }],
      ],
    },
    find: { calls: () => Array.from({ length: 10 }, (_, index) => [index + 1, seededNow]) },
    pendingCount: { installation: true, calls: () => [[]] },
  },
  account: {
    read: { installation: true, calls: () => [[]] },
    sessions: { installation: true, calls: () => [[seededNow]] },
  },
  settings: {
    read: { installation: true, calls: () => [[]] },
    allowedDomains: { installation: true, calls: () => [[]] },
  },
  audit: {
    page: {
      calls: ({ id, person }) => [
        [{}, { size: 100 }],
        [{ company: id }, { size: 100 }],
        [{ search: person.slice(0, 8) }, { size: 1 }],
        [
          { ...range, actor: person },
          { size: 100, after: `${range.to.getTime()}.1` },
        ],
      ],
    },
    count: { calls: ({ id, person }) => [[{}], [{ company: id }], [{ search: person.slice(0, 8) }]] },
    actions: { figure: true, calls: () => [[]] },
    each: {
      calls: ({ id }) => [
        [{}, 2],
        [{ company: id }, 2],
      ],
    },
  },
  errors: {
    page: {
      installation: true,
      calls: () => [
        [{}, { size: 50 }],
        [{ search: "a" }, { size: 50 }],
      ],
    },
    counts: { installation: true, calls: () => [[{}]] },
    count: { installation: true, calls: () => [[{}]] },
    find: { installation: true, calls: () => [[1]] },
    each: { installation: true, calls: () => [[{}, 2]] },
  },
};

/** A company that does not exist, named as completely as those that do; its events would lie where theirs do. */
export function absentLike(foreign: readonly Named[]): Named {
  const id = Math.max(...foreign.map((named) => named.id)) + 4_000;
  const siteId = Math.max(...foreign.map((named) => named.siteId)) + 4_000;
  const apiKeyId = Math.max(...foreign.map((named) => named.apiKeyId)) + 4_000;
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
  return { id, siteId, apiKeyId, apiKey: "00".repeat(32), eventIds, person: "absent person", computer: "absent-pc" };
}
