import { printEnd, printRows, printStart } from "@/app/(portal)/c/[company]/dashboard/print/print-page";
import { columnIds, columnsOf } from "@/app/(portal)/c/[company]/dashboard/words/column-words";
import { names, wireRow } from "./rows";

const nasty = `<script>alert("x")</script>&'`;

test("nothing from outside becomes markup", () => {
  const row = wireRow(1, {
    kind: "other",
    eventType: nasty,
    userName: nasty,
    computerName: nasty,
    localIp: nasty,
    publicIp: nasty,
  });
  const html =
    printStart({
      company: nasty,
      range: nasty,
      zone: "UTC",
      madeAt: new Date(0),
      madeIn: "UTC",
      filters: [nasty],
      columns: columnIds,
    }) +
    printRows([row], columnIds, "UTC", { companies: { 1: nasty }, sites: { 7: nasty } }) +
    printEnd(1, false, nasty);
  expect(html).not.toContain("<script>");
  expect(html).not.toContain(nasty);
  expect(html.match(/&lt;script&gt;alert\(&quot;x&quot;\)/g)).toHaveLength(2 + 1 + 1 + 7 + 1);
});

test("rows stand in the columns asked for, times in the zone with UTC beside", () => {
  expect(printRows([wireRow(1)], ["time", "user", "site"], "Europe/London", names)).toBe(
    '<tr><td><time datetime="2026-06-10T12:00:00.000Z" title="2026-06-10 12:00:00 UTC">2026-06-10 13:00:00</time></td>' +
      "<td><bdi>Alice</bdi></td><td><bdi>Head Office</bdi></td></tr>\n",
  );
});

test("a cut list says that it is cut", () => {
  expect(printEnd(50_000, true, null)).toContain("The first 50,000 events");
  expect(printEnd(50_000, true, null)).not.toContain("<script");
  expect(printEnd(2, false, "abc")).toContain('<script nonce="abc">');
});

test("columns are those named, in their own order; nothing known means the usual ones", () => {
  expect(columnsOf("site,time,password", true)).toEqual(["time", "site"]);
  expect(columnsOf(null, true)).toEqual(["time", "kind", "user", "company", "site"]);
  expect(columnsOf("company", false)).toEqual(["time", "kind", "user", "site"]);
});
