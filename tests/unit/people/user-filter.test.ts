import fc from "fast-check";
import { oneTimePassword } from "@/lib/people/one-time-password";
import {
  behind,
  decodeUserCursor,
  encodeUserCursor,
  isMemberOf,
  type UserSort,
  userSortColumns,
} from "@/lib/people/user-filter";

const byName: UserSort = { by: "name", direction: "asc" };
const byCreated: UserSort = { by: "created", direction: "desc" };

test("a cursor reads back as it was written", () => {
  const cursor = { side: "before", stretch: 0, values: [1_700_000_000_000, 7] } as const;
  expect(decodeUserCursor(encodeUserCursor(cursor, byCreated), byCreated)).toEqual(cursor);
});

const written = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString("base64url");

test.each([
  ["nothing", ""],
  ["no base64", "%%%"],
  ["another order", written(["after", "created", "desc", 0, 1, 1])],
  ["another direction", written(["after", "name", "desc", 0, "ana"])],
  ["no stretch", written(["after", "name", "asc", 1, "ana"])],
  ["a side that is none", written(["beside", "name", "asc", 0, "ana"])],
  ["too many values", written(["after", "name", "asc", 0, "ana", 1])],
  ["a number for a name", written(["after", "name", "asc", 0, 5])],
  ["a control character", written(["after", "name", "asc", 0, "a\0b"])],
  ["half a character", Buffer.from('["after","name","asc",0,"\\ud800"]').toString("base64url")],
  ["a long text", "a".repeat(513)],
])("%s is no cursor", (_words, text) => {
  expect(decodeUserCursor(text, byName)).toBeNull();
});

test("any text is a cursor or none, and never an error", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 600 }), fc.constantFrom(...userSortColumns), (text, by) => {
      const sort: UserSort = { by, direction: "asc" };
      expect(decodeUserCursor(Buffer.from(text).toString("base64url"), sort)).toBeNull();
      expect(() => decodeUserCursor(text, sort)).not.toThrow();
    }),
  );
});

test("rows behind a place of two columns", () => {
  expect(behind(["u.created_at", "u.id"], ["then", 7], "desc")).toEqual({
    sql: "(u.created_at < ? OR u.created_at = ? AND u.id < ?)",
    values: ["then", "then", 7],
  });
});

test("a list of companies holds integers alone", () => {
  expect(() => isMemberOf([1, Number.NaN])).toThrow(RangeError);
  expect(isMemberOf([]).sql).toContain("IN (NULL)");
});

describe("one-time passwords", () => {
  const counting = () => {
    let next = 0;
    return (size: number) => Uint8Array.from({ length: size }, () => next++ % 256);
  };

  test("have four groups of letters nobody mistakes", () => {
    expect(oneTimePassword(counting())).toMatch(/^([a-hj-km-np-z2-9]{5}-){3}[a-hj-km-np-z2-9]{5}$/);
  });

  test("use every letter equally often: bytes that would favour some are left out", () => {
    const seen = new Map<string, number>();
    // 20 letters a password, 248 fair bytes a round: 62 passwords use five whole rounds.
    const random = counting();
    let left: number[] = [];
    const exact = (size: number) => {
      while (left.length < size) left = [...left, ...random(size)].filter((byte) => byte < 248);
      const taken = Uint8Array.from(left.slice(0, 20));
      left = left.slice(20);
      return taken;
    };
    for (let n = 0; n < 62; n++) {
      for (const letter of oneTimePassword(exact).replaceAll("-", "")) seen.set(letter, (seen.get(letter) ?? 0) + 1);
    }
    expect(new Set(seen.values())).toEqual(new Set([40]));
    expect(seen.size).toBe(31);
  });

  test("a source of unfair bytes alone gives none of them", () => {
    let round = 0;
    const mostlyUnfair = (size: number) => new Uint8Array(size).fill(round++ < 5 ? 255 : 0);
    expect(oneTimePassword(mostlyUnfair)).toBe("aaaaa-aaaaa-aaaaa-aaaaa");
  });
});
