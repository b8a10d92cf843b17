import { wordsOfFinding } from "@/lib/audit/finding-words";
import { decodePlace, encodePlace, pageOf, turnOf } from "@/lib/audit/pieces";

test("every finding is told in words that name the place", () => {
  expect(wordsOfFinding({ ok: true, links: 12_345 }).meaning).toContain("All 12,345 entries");
  for (const problem of ["missing", "repeated", "altered", "head", "copy", "cut"] as const) {
    const { title, meaning } = wordsOfFinding({ ok: false, chainIndex: 1_234, problem });
    expect(title).toContain("1,234");
    expect(meaning).toMatch(/\.$/);
  }
});

test("a place goes through an address and back; nonsense is none", () => {
  const place = { at: new Date("2026-03-01T12:00:00.123Z"), id: 42 };
  expect(decodePlace(encodePlace(place))).toEqual(place);
  for (const text of [
    null,
    undefined,
    "",
    "1",
    "1.2.3",
    "-1.2",
    "1.x",
    "999999999999999.1",
    "9999999999999.1",
    "1.9999999999",
    "1e3.1",
    "' OR 1=1",
  ]) {
    expect(decodePlace(text)).toBeNull();
  }
});

test("pages know what lies before and after them", () => {
  const rows = [5, 4, 3].map((id) => ({ at: new Date(id), id }));
  const first = pageOf(rows, 2, turnOf({ size: 2 }));
  expect(first).toEqual({ rows: rows.slice(0, 2), next: "4.4", previous: null });
  expect(pageOf(rows.slice(2), 2, turnOf({ size: 2, after: "4.4" }))).toMatchObject({ next: null, previous: "3.3" });
  const back = pageOf([...rows].reverse().slice(1), 2, turnOf({ size: 2, before: "3.3" }));
  expect(back).toEqual(first);
  expect(pageOf([], 2, turnOf({ size: 2, after: "1.1" }))).toEqual({ rows: [], next: null, previous: null });
});
