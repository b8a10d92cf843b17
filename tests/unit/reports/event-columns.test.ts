import * as fc from "fast-check";
import type { EventRow } from "@/lib/events/event";
import {
  createStamp,
  eventCells,
  eventColumnIds,
  eventColumnWords,
  readEventColumns,
} from "@/lib/reports/event-columns";
import { attachmentHeader, reportFileName } from "@/lib/reports/file-name";
import { formatInstant } from "@/lib/time";

const row: EventRow = {
  companyId: 1,
  id: "01KJMR3J3R5SJ2VWFJ7XT7299T",
  siteId: 7,
  apiKeyId: 2,
  kind: "sign_in",
  eventType: "Logon",
  person: "ada",
  userName: "Ada",
  domain: "ACME",
  computer: "pc-7",
  computerName: "PC-7",
  localIp: null,
  publicIp: "203.0.113.9",
  sourceIp: "192.0.2.1",
  occurredAt: new Date("2026-07-01T08:00:05.678Z"),
  receivedAt: new Date("2026-07-01T08:01:00.000Z"),
  retry: 1,
  logonType: null,
  subStatus: null,
  bootId: null,
  windowsSession: null,
  recordId: null,
  sequence: null,
  sentAt: null,
};
const names = { companies: new Map([[1, "Acme"]]), sites: new Map<number, string>() };

test("a row is written as its table shows it", () => {
  expect(eventCells(eventColumnIds, "Europe/London", names)(row)).toEqual([
    "2026-07-01 09:00:05 BST",
    "Sign-in",
    "Ada",
    "Acme",
    "7",
    "PC-7",
    "",
    "203.0.113.9",
    "2026-07-01T08:00:05.678Z",
    "Logon",
    "ACME",
    "192.0.2.1",
    "2026-07-01 09:01:00 BST",
    "1",
  ]);
  expect(eventColumnIds.map((id) => eventColumnWords[id])).not.toContain("");
});

test("an event of no known kind is called what its agent called it", () => {
  expect(eventCells(["kind"], "UTC", names)({ ...row, kind: "other", eventType: "Badge" })).toEqual(["Badge"]);
});

test("a stamp is what formatting each instant by itself gives, across changes of the clocks", () => {
  const zone = fc.constantFrom("Europe/London", "Asia/Kolkata", "America/New_York", "UTC", "Australia/Lord_Howe");
  const changes = [
    Date.parse("2026-03-29T01:00:00Z"),
    Date.parse("2026-10-25T01:00:00Z"),
    Date.parse("2026-11-01T06:00:00Z"),
  ];
  const instants = fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -200_000, max: 200_000 }));
  fc.assert(
    fc.property(zone, fc.array(instants, { maxLength: 20 }), (name, places) => {
      const stamp = createStamp(name);
      for (const [change, ms] of places) {
        const instant = new Date(change + ms);
        expect(stamp(instant)).toBe(formatInstant(instant, name));
      }
    }),
  );
});

test("columns are read in their own order; nothing known means the usual ones", () => {
  expect(readEventColumns("computer,time,computer,nonsense", ["user"])).toEqual(["time", "computer"]);
  expect(readEventColumns("nonsense", ["user"])).toEqual(["user"]);
  expect(readEventColumns(null, ["user"])).toEqual(["user"]);
});

const range = { from: new Date("2026-06-30T23:00:00.000Z"), to: new Date("2026-07-31T23:00:00.000Z") };
const fileOf = (company: string): string =>
  reportFileName({ company, report: "events", range, zone: "Europe/London", extension: "csv" });

test.each([
  ["Acme", "Acme_events_2026-07-01_2026-07-31.csv"],
  ["Acme & Sons / Ltd.", "Acme-Sons-Ltd_events_2026-07-01_2026-07-31.csv"],
  ["../../etc/passwd", "etc-passwd_events_2026-07-01_2026-07-31.csv"],
  ["Ünïcode 商社", "Ünïcode-商社_events_2026-07-01_2026-07-31.csv"],
  ["CON", "company-CON_events_2026-07-01_2026-07-31.csv"],
  ['"\r\n;', "company_events_2026-07-01_2026-07-31.csv"],
])("the file of %j is %s", (company, expected) => {
  expect(fileOf(company)).toBe(expected);
});

test("the header carries a plain name for all and the true one beside it", () => {
  expect(attachmentHeader(fileOf("Ünï 商"))).toBe(
    `attachment; filename="Uni--_events_2026-07-01_2026-07-31.csv"; filename*=UTF-8''%C3%9Cn%C3%AF-%E5%95%86_events_2026-07-01_2026-07-31.csv`,
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (company) => {
      expect(attachmentHeader(fileOf(company.toWellFormed()))).toMatch(/^[\x20-\x7e]+$/);
    }),
  );
});
