import fc from "fast-check";
import { filterOf, parseDashboardQuery, rawParams } from "@/app/(portal)/c/[company]/dashboard/query";
import {
  changed,
  type DashboardQuery,
  defaultQuery,
  pageSizes,
  toSearch,
} from "@/app/(portal)/c/[company]/dashboard/query-state";
import { eventKinds, eventSortColumns } from "@/lib/events/event";
import { rangePresets } from "@/lib/time";

const zone = "Europe/London";
const now = new Date("2026-06-10T12:00:00Z");
const parse = (search: string) => parseDashboardQuery(rawParams(new URLSearchParams(search)), zone);

const word = (max: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: max })
    .map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, "").trim())
    .filter((text) => text.length > 0 && text.length <= max);
const minute = fc
  .integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2099, 11, 31) })
  .map((ms) => new Date(ms).toISOString().slice(0, 16));
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const queries: fc.Arbitrary<DashboardQuery> = fc.record({
  range: fc.oneof(
    fc.constantFrom(...rangePresets).map((preset) => ({ preset })),
    fc
      .uniqueArray(
        minute.filter((text) => !/-03-|-10-/.test(text)),
        { minLength: 2, maxLength: 2 },
      )
      .map((pair) => ({ preset: "exact" as const, from: [...pair].sort()[0] ?? "", to: [...pair].sort()[1] ?? "" })),
  ),
  kinds: fc.subarray([...eventKinds]),
  user: optional(word(256)),
  computer: optional(word(255)),
  siteId: optional(fc.integer({ min: 1, max: 2_000_000_000 })),
  ip: optional(fc.oneof(fc.ipV4(), fc.ipV6())),
  search: optional(word(200)),
  sort: fc.record({ by: fc.constantFrom(...eventSortColumns), direction: fc.constantFrom("asc", "desc") }),
  size: fc.constantFrom(...pageSizes),
  cursor: optional(fc.base64String({ minLength: 4, maxLength: 80 })),
  event: optional(
    fc.record({
      companyId: fc.integer({ min: 1, max: 999_999 }),
      id: fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"), minLength: 26, maxLength: 26 }),
    }),
  ),
});

test("an address reads back as the query it was made of", () => {
  fc.assert(
    fc.property(queries, (query) => {
      expect(parse(toSearch(query))).toEqual({ query, notices: [] });
    }),
  );
});

test("no address breaks the page, and what is read writes the same address again", () => {
  const value = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("exact", "2026-02-30T00:00", "2026-06-01T10:00", "time", "-1", "1e9", "sign_in", "::ffff:1.2.3.4"),
  );
  const name = fc.constantFrom(
    ...["range", "from", "to", "kind", "user", "computer", "site", "ip", "q", "sort", "dir", "size", "cursor", "event"],
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value)), (pairs) => {
      const { query } = parseDashboardQuery(
        Object.fromEntries(pairs.map(([key]) => [key, pairs.filter(([one]) => one === key).map(([, text]) => text)])),
        zone,
      );
      expect(parse(toSearch(query))).toEqual({ query, notices: [] });
      const filter = filterOf(query, { zone, now });
      expect(filter.from.getTime()).toBeLessThan(filter.to.getTime());
    }),
  );
});

test("nothing, and empty fields of a form, are the default with no notice", () => {
  expect(parse("")).toEqual({ query: defaultQuery, notices: [] });
  expect(parse("?q=&user=%20&computer=&site=&ip=&kind=&from=&to=")).toEqual({ query: defaultQuery, notices: [] });
  expect(toSearch(defaultQuery)).toBe("");
});

test.each([
  ["range=yesterday", "range"],
  ["range=exact", "range"],
  ["from=2026-06-01T10:00", "from"],
  ["from=2026-06-02T10:00&to=2026-06-02T10:00", "from"],
  ["from=2026-06-31T10:00&to=2026-07-02T10:00", "from"],
  ["from=1999-06-01T10:00&to=2026-07-02T10:00", "from"],
  ["kind=sign_in&kind=dance", "kind"],
  ["site=abc", "site"],
  ["site=0", "site"],
  ["ip=10.0.0.256", "ip"],
  ["sort=password", "sort"],
  ["dir=sideways", "dir"],
  ["size=7", "size"],
  ["event=1.nothing", "event"],
  ["user=a%00b", "user"],
  [`q=${"x".repeat(201)}`, "q"],
])("%s falls back and says so once", (search, param) => {
  const { notices } = parse(search);
  expect(notices.map((notice) => notice.param)).toEqual([param]);
  expect(notices[0]?.message.length).toBeLessThan(140);
});

test("what is right beside something wrong still counts", () => {
  const { query } = parse("?kind=failed&kind=dance&ip=nonsense&user=Alice&size=100");
  expect(query).toMatchObject({ kinds: ["failed"], ip: null, user: "Alice", size: 100 });
});

test("a named range wins over the minutes a form sends along", () => {
  expect(parse("?range=last-7-days&from=2026-06-01T10:00&to=2026-06-02T10:00").query.range).toEqual({
    preset: "last-7-days",
  });
});

test("exact minutes are minutes of the page's zone", () => {
  const { query } = parse("?from=2026-06-01T10:00&to=2026-06-01T10:05");
  const { from, to } = filterOf(query, { zone, now });
  expect([from.toISOString(), to.toISOString()]).toEqual(["2026-06-01T09:00:00.000Z", "2026-06-01T09:05:00.000Z"]);
});

test.each([
  ["Alice", "alice"],
  ["CONTOSO\\Alice", "alice"],
  ["alice@contoso.example", "alice"],
  [" ＡＬＩＣＥ ", "alice"],
])("the user %s is the person %s", (user, person) => {
  const { query } = parse(`?${new URLSearchParams({ user })}`);
  expect(filterOf(query, { zone, now }).person).toBe(person);
});

test.each([
  ["2001:0DB8::0001", "2001:db8::1"],
  ["::ffff:10.0.0.5", "10.0.0.5"],
  ["10.0.0.5", "10.0.0.5"],
])("the address %s is looked for as %s", (ip, kept) => {
  const { query } = parse(`?${new URLSearchParams({ ip })}`);
  expect(filterOf(query, { zone, now }).ip).toBe(kept);
});

test("another question starts at its first page with nothing open", () => {
  const deep = { ...defaultQuery, cursor: "abc", event: { companyId: 1, id: "0".repeat(26) } };
  expect(changed(deep, { user: "bob" })).toEqual({ ...defaultQuery, user: "bob" });
});
