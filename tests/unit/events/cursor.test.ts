import * as fc from "fast-check";
import { eventSortColumns } from "@/lib/events/event";
import { splitAtQuarters } from "@/lib/events/reading/counts";
import {
  decodeLiveCursor,
  decodePageCursor,
  encodeLiveCursor,
  encodePageCursor,
  tailsInCursor,
} from "@/lib/events/reading/cursor";
import { kindsNamed, looksLikeAddress, searchText } from "@/lib/events/reading/search";

const id = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"), minLength: 26, maxLength: 26 });
const companyId = fc.integer({ min: 1, max: 2_147_483_647 });
const side = fc.constantFrom("after" as const, "before" as const);
const direction = fc.constantFrom("asc" as const, "desc" as const);

test("a page cursor comes back as it went, for its own order alone", () => {
  const value = fc.string().filter((text) => /^[^\p{Cc}\p{Cs}]*$/u.test(text));
  fc.assert(
    fc.property(
      side,
      id,
      companyId,
      value,
      fc.constantFrom(...eventSortColumns),
      direction,
      (where, key, of, text, by, way) => {
        const cursor = { side: where, id: key, companyId: of, value: by === "time" ? null : text };
        const sort = { by, direction: way };
        const written = encodePageCursor(cursor, sort);
        expect(written).toMatch(/^[\w-]+$/);
        expect(decodePageCursor(written, sort)).toEqual(cursor);
        expect(decodePageCursor(written, { by, direction: way === "asc" ? "desc" : "asc" })).toBeNull();
        expect(decodePageCursor(written, { by: by === "time" ? "user" : "time", direction: way })).toBeNull();
      },
    ),
  );
});

test("no text makes reading a cursor throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.json().map((json) => Buffer.from(json).toString("base64url")),
      ),
      (text) => {
        expect(decodePageCursor(text, { by: "time", direction: "desc" })).toBeNull();
        decodeLiveCursor(text);
      },
    ),
  );
  expect(decodePageCursor(undefined, { by: "time", direction: "desc" })).toBeNull();
});

test("a live cursor comes back as it went and fits a header; the newest tails are kept", () => {
  const tail = fc.string({ unit: fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"), minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(fc.nat({ max: 2 ** 47 }), fc.array(tail, { maxLength: 500 }), (markMs, tails) => {
      const written = encodeLiveCursor({ markMs, tails });
      expect(written.length).toBeLessThan(3300);
      expect(written).toMatch(/^[\w.]+$/);
      expect(decodeLiveCursor(written)).toEqual({ markMs, tails: tails.slice(-tailsInCursor) });
    }),
  );
});

test.each([
  null,
  undefined,
  "",
  "1",
  "1.",
  "2.abc.",
  "1.abc.SHORT",
  "1.ab c.",
  `1.a.${"0".repeat(3208)}`,
  "1.zzzzzzzzzz.",
])("%j is no live cursor", (text) => {
  expect(decodeLiveCursor(text)).toBeNull();
});

test("a range is whole quarters of an hour and ragged ends, without gap or overlap", () => {
  const quarterMs = 900_000;
  const instant = fc.integer({ min: 0, max: 20 * quarterMs });
  fc.assert(
    fc.property(instant, instant, (a, b) => {
      const range = { from: new Date(Math.min(a, b)), to: new Date(Math.max(a, b)) };
      const { whole, ends } = splitAtQuarters(range);
      const parts = [...ends, ...(whole ? [whole] : [])].sort((x, y) => x.from.getTime() - y.from.getTime());
      let at = range.from.getTime();
      for (const part of parts) {
        expect(part.from.getTime()).toBe(at);
        expect(part.to > part.from).toBe(true);
        at = part.to.getTime();
      }
      expect(at).toBe(range.to.getTime());
      if (whole) expect([whole.from.getTime() % quarterMs, whole.to.getTime() % quarterMs]).toEqual([0, 0]);
      for (const end of ends) expect(end.to.getTime() - end.from.getTime()).toBeLessThan(2 * quarterMs);
    }),
  );
});

test.each([
  ["lock", ["lock", "unlock"]],
  ["SIGN IN", ["sign_in", "failed"]],
  ["sign-out", ["sign_out"]],
  ["logon", ["sign_in"]],
  ["failedlogon", ["failed"]],
  ["heartbeat", []],
  ["ada", []],
])("%j names the kinds %j", (text, kinds) => {
  expect(kindsNamed(text)).toEqual(kinds);
});

test.each([
  ["10.0.", true],
  ["192.168.1.7", true],
  [".7", true],
  ["fe80::", true],
  ["::1", true],
  ["10", false],
  ["a.b", false],
  ["pc.7", false],
  ["", false],
])("%j looks like part of an address: %s", (text, expected) => {
  expect(looksLikeAddress(text)).toBe(expected);
});

test("a search text is folded; what no stored name could hold finds nothing", () => {
  expect(searchText("  Ada ")).toBe("ada");
  for (const text of [undefined, "", "  ", "a\u0000b", "\ud800", "x".repeat(300)]) expect(searchText(text)).toBeNull();
});
