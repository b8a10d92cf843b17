import { filterOf, filterWords, readAuditQuery, toSearch } from "@/app/(portal)/admin/audit/list/query";
import { readRange } from "@/app/(portal)/admin/audit/list/range";
import { readErrorQuery, toSearch as toErrorSearch } from "@/app/(portal)/admin/errors/list/query";
import { visibleText } from "@/components/ui/visible-text";
import { auditCells, auditColumns } from "@/lib/reports/audit-columns";
import { csvLine } from "@/lib/reports/csv";
import { errorCells, errorColumns } from "@/lib/reports/error-columns";

const now = new Date("2026-06-15T12:00:00.000Z");
const companies = [{ id: 3, name: "Acme", timeZone: "UTC", rank: "CompanyAdmin" as const }];
const portal = { timeZone: "Europe/London", now, companies };

test("an address that says all is read and written again", () => {
  const raw = {
    range: "last-30-days",
    q: " bob ",
    who: "ana",
    action: "user deactivated",
    outcome: "denied",
    company: "3",
    target: "user:5:x",
    after: "1.2",
  };
  const { query, notices } = readAuditQuery(raw, portal);
  expect(notices).toEqual([]);
  expect(query).toMatchObject({ search: "bob", company: 3, target: { kind: "user", id: "5:x" }, outcome: "denied" });
  const again = readAuditQuery(Object.fromEntries(new URLSearchParams(toSearch(query))), portal);
  expect(again.query).toEqual(query);
  expect(filterOf(query)).toMatchObject({ actor: "ana", company: 3, to: expect.any(Date) });
  expect(filterWords(query, portal)).toContain("Company: Acme");
  expect(toSearch(readAuditQuery({}, portal).query)).toBe("");
});

test("what is not understood is left out, and a foreign company looks like one that is not there", () => {
  const raw = { company: "4", q: "a\u0000b", who: "x".repeat(300), outcome: "maybe", target: ":5", range: "ever" };
  const { query, notices } = readAuditQuery(raw, portal);
  expect(notices).toEqual([expect.stringContaining("last 7 days"), "There is no such company here."]);
  expect(query).toMatchObject({ company: null, search: null, actor: null, outcome: null, target: null });
});

test("exact ranges are minutes of the page's zone", () => {
  const exact = { range: "exact", from: "2026-06-01T00:00", to: "2026-06-02T00:00" };
  const { range, notice } = readRange(exact, "Europe/London", now);
  expect(notice).toBeNull();
  expect([range.from.toISOString(), range.to.toISOString()]).toEqual([
    "2026-05-31T23:00:00.000Z",
    "2026-06-01T23:00:00.000Z",
  ]);
  expect(readRange({ range: "exact" }, "UTC", now).range.choice).toBe("exact");
  const turned = readRange({ ...exact, from: exact.to, to: exact.from }, "UTC", now);
  expect([turned.range.choice, turned.notice]).toEqual(["last-7-days", expect.stringContaining("before its end")]);
  expect(readRange({ from: "2026-02-30T00:00", to: "2026-03-01T00:00" }, "UTC", now).notice).not.toBeNull();
});

test("the error log's address", () => {
  const { query } = readErrorQuery({ level: "ERROR", q: "x", before: "1.1" }, portal);
  expect(toErrorSearch(query)).toBe("?level=ERROR&q=x&before=1.1");
  expect(readErrorQuery({ level: "error" }, portal)).toMatchObject({
    query: { level: null },
    notices: ["There is no such level."],
  });
});

test("what cannot be seen is shown by its number, what can be seen stays", () => {
  expect(visibleText("a\u001b[31m\u202eb\r\nc\t😀 é <b>")).toBe(
    "a⟨U+001B⟩[31m⟨U+202E⟩b⟨U+000D⟩⟨U+000A⟩c⟨U+0009⟩😀 é <b>",
  );
  expect(visibleText("a\r\n\tb\u0000", { lines: true })).toBe("a\n\tb⟨U+0000⟩");
});

test("an exported entry has a cell for each column, and a formula in a name stays text", () => {
  const row = {
    id: 9,
    at: now,
    actor: { kind: "user", id: 1, name: '=HYPERLINK("http://x")' },
    ip: "::1",
    companyId: 3,
    action: "company changed",
    outcome: "ok",
    target: { kind: "company", id: "3", label: "Acme" },
    changes: { maxOpenSeconds: [60, 90] as [number, number], mustChangePassword: [null, true] as [null, boolean] },
    count: 1,
    chainIndex: 4,
  };
  const cells = auditCells("Europe/London", new Map([[3, "Acme"]]))(row);
  expect(cells).toHaveLength(auditColumns.length);
  expect(cells).toContain("max open seconds: 60 → 90; must change password: none → yes");
  expect(csvLine(cells)).toContain(`"'=HYPERLINK(""http://x"")"`);
});

test("an exported fault has a cell for each column, and a long stack fits its cell", () => {
  const fault = { id: 1, at: now, lastAt: now, level: "ERROR", logger: "pages", message: "+1", n: 2, ip: null };
  const more = { stack: "x".repeat(40_000), requestId: null, userId: 7, userName: null };
  const cells = errorCells("UTC")({ ...fault, ...more });
  expect(cells).toHaveLength(errorColumns.length);
  expect(cells).toContain("7");
  expect(Math.max(...cells.map((cell) => cell.length))).toBe(32_000);
  expect(csvLine(cells)).toContain("'+1");
});
