import fc from "fast-check";
import type { SqlValue } from "@/lib/db/database";
import { byKey } from "@/lib/events/writing/by-key";

const instants = fc.constantFrom(0, 900_000, 1_748_779_200_000);
const count = fc.record({
  companyId: fc.integer({ min: 1, max: 3 }),
  quarter: instants,
  person: fc.constantFrom("ana", "bo", null),
  kind: fc.constantFrom("sign_in", "sign_out", "lock"),
});

/** Each row has Dates of its own, as the rows of two processes have. */
const rowsOf = (counts: { companyId: number; quarter: number; person: string | null; kind: string }[]): SqlValue[][] =>
  counts.map(({ companyId, quarter, person, kind }) => [companyId, new Date(quarter), person, kind]);

test("whatever order rows come in, they are locked in the same one", () => {
  const orders = fc
    .array(count, { minLength: 2, maxLength: 24 })
    .chain((counts) =>
      fc.tuple(
        fc.constant(counts),
        fc.shuffledSubarray(counts, { minLength: counts.length, maxLength: counts.length }),
      ),
    );
  fc.assert(
    fc.property(orders, ([counts, shuffled]) => {
      expect(rowsOf(shuffled).sort(byKey)).toEqual(rowsOf(counts).sort(byKey));
    }),
  );
});

test("equal instants leave the order to the next column, and null comes first", () => {
  const at = () => new Date("2025-06-01T12:00:00Z");
  expect(byKey([1, at(), "b"], [1, at(), "a"])).toBe(1);
  expect(byKey([1, at(), "a"], [1, at(), "b"])).toBe(-1);
  expect(byKey([1, at(), "a"], [1, at(), "a"])).toBe(0);
  expect([["b"], [null], ["a"]].sort(byKey)).toEqual([[null], ["a"], ["b"]]);
});
