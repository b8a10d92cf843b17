import { liveFilterOf, matches } from "@/app/(portal)/c/[company]/dashboard/live/matches";
import type { EventFilter } from "@/lib/events/event";
import { names, wireRow } from "./rows";

const day: EventFilter = { from: new Date("2026-06-10T00:00:00Z"), to: new Date("2026-06-11T00:00:00Z") };
const fits = (filter: Partial<EventFilter>, row = wireRow(1), open = false) =>
  matches(row, liveFilterOf({ ...day, ...filter }, open), names);

test("a filter that names nothing takes every row of its range", () => {
  expect(fits({})).toBe(true);
});

test("the range begins with its start and ends before its end", () => {
  expect(fits({}, wireRow(1, { occurredAt: "2026-06-10T00:00:00.000Z" }))).toBe(true);
  expect(fits({}, wireRow(1, { occurredAt: "2026-06-09T23:59:59.999Z" }))).toBe(false);
  expect(fits({}, wireRow(1, { occurredAt: "2026-06-10T23:59:59.999Z" }))).toBe(true);
  expect(fits({}, wireRow(1, { occurredAt: "2026-06-11T00:00:00.000Z" }))).toBe(false);
});

test("an open range moves on with the instants of receipt, and takes clocks up to an hour ahead", () => {
  const later = { receivedAt: "2026-06-12T08:00:00.000Z" };
  expect(fits({}, wireRow(1, { ...later, occurredAt: "2026-06-12T08:59:59.000Z" }), true)).toBe(true);
  expect(fits({}, wireRow(1, { ...later, occurredAt: "2026-06-12T09:00:00.000Z" }), true)).toBe(false);
  expect(fits({}, wireRow(1, { ...later, occurredAt: "2026-06-12T07:00:00.000Z" }), false)).toBe(false);
});

test.each<[string, Partial<EventFilter>, Partial<EventFilter>]>([
  ["kind", { kinds: ["lock", "sign_in"] }, { kinds: ["failed"] }],
  ["person", { person: "alice" }, { person: "ali" }],
  ["computer", { computer: "pc-1" }, { computer: "pc-2" }],
  ["site", { siteId: 7 }, { siteId: 8 }],
  ["address", { ip: "10.0.0.5" }, { ip: "10.0.0" }],
  ["public address", { ip: "203.0.113.9" }, { ip: "203.0.113.90" }],
])("by %s", (_what, right, wrong) => {
  expect(fits(right)).toBe(true);
  expect(fits(wrong)).toBe(false);
});

test.each(["LIC", "pc-1", "head off", "sign-in", "10.0.0", "113.9", "  alice "])(
  "the search %p finds the row",
  (search) => {
    expect(fits({ search })).toBe(true);
  },
);

test.each(["bob", "depot", "failed", "10.0.1"])("the search %p does not", (search) => {
  expect(fits({ search })).toBe(false);
});

test("a type that no rule knows is found by its own word, and only then", () => {
  const other = wireRow(1, { kind: "other", eventType: "CertRenewed" });
  expect(fits({ search: "renew" }, other)).toBe(true);
  expect(fits({ search: "renew" }, wireRow(1, { eventType: "CertRenewed" }))).toBe(false);
});

test("every part of a filter must fit", () => {
  expect(fits({ person: "alice", computer: "pc-2" })).toBe(false);
});
