import { createHash } from "node:crypto";
import fc from "fast-check";
import { type EventIdentity, eventId, firstIdAt } from "@/lib/events/event-id";

const base: EventIdentity = {
  kind: "sign_in",
  eventType: "Logon",
  person: "ana",
  computer: "ws-01",
  occurredAt: new Date("2025-05-25T14:30:00.123Z"),
  recordId: null,
  bootId: null,
};

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 128 bits read back from the 26 characters: another way than the one that wrote them. */
function numberOf(id: string): bigint {
  return [...id].reduce((value, character) => value * 32n + BigInt(alphabet.indexOf(character)), 0n);
}

test("48 bits of the instant, then 80 bits of SHA-256 over the rest", () => {
  const id = eventId(7, base);
  const facts = JSON.stringify([7, "sign_in", "", "ana", "ws-01"]);
  const hash = createHash("sha256").update(facts).digest("hex").slice(0, 20);
  const expected = BigInt(`0x${base.occurredAt.getTime().toString(16)}${hash}`);
  expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  expect(numberOf(id)).toBe(expected);
});

test("ids written once stay what they are", () => {
  expect(eventId(1, base)).toBe("01JW3XKFNV02WR6W2M63D3MSDB");
  expect(eventId(1, { ...base, kind: "other", eventType: " Test ", recordId: "5", bootId: "B" })).toBe(
    "01JW3XKFNVB3RX6Q5HJAXDM0CK",
  );
});

test.each<[string, Partial<EventIdentity>]>([
  ["person", { person: "bob" }],
  ["computer", { computer: "ws-02" }],
  ["kind", { kind: "sign_out" }],
  ["a millisecond", { occurredAt: new Date("2025-05-25T14:30:00.124Z") }],
  ["a record id", { recordId: "1" }],
])("another %s is another event", (_what, change) => {
  expect(eventId(1, { ...base, ...change })).not.toBe(eventId(1, base));
});

test("another company's is another event", () => expect(eventId(2, base)).not.toBe(eventId(1, base)));

test("the type counts only where the kind says nothing, and not its letter case", () => {
  expect(eventId(1, { ...base, eventType: "LOGIN" })).toBe(eventId(1, base));
  const other = { ...base, kind: "other" as const };
  expect(eventId(1, { ...other, eventType: "A" })).toBe(eventId(1, { ...other, eventType: " a" }));
  expect(eventId(1, { ...other, eventType: "A" })).not.toBe(eventId(1, { ...other, eventType: "B" }));
});

test("a boot id counts with a record id only", () => {
  expect(eventId(1, { ...base, bootId: "x" })).toBe(eventId(1, base));
  const record = { ...base, recordId: "1" };
  expect(eventId(1, { ...record, bootId: "x" })).not.toBe(eventId(1, record));
  expect(eventId(1, { ...record, bootId: "x" })).not.toBe(eventId(1, { ...record, bootId: "y" }));
  expect(eventId(1, { ...record, bootId: "x" })).toBe(eventId(1, { ...record, bootId: "X" }));
});

const anyEvent = fc.record({
  person: fc.string({ maxLength: 20 }),
  computer: fc.string({ maxLength: 20 }),
  occurredAt: fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true }),
});

test("facts that differ never run into each other", () => {
  fc.assert(
    fc.property(anyEvent, anyEvent, (one, other) => {
      const same =
        one.person === other.person &&
        one.computer === other.computer &&
        one.occurredAt.getTime() === other.occurredAt.getTime();
      expect(eventId(1, { ...base, ...one }) === eventId(1, { ...base, ...other })).toBe(same);
    }),
  );
  expect(eventId(1, { ...base, person: 'a","b', computer: "c" })).not.toBe(
    eventId(1, { ...base, person: "a", computer: 'b","c' }),
  );
});

test("ids sort as their instants do", () => {
  fc.assert(
    fc.property(anyEvent, anyEvent, (one, other) => {
      const [first, second] = [eventId(1, { ...base, ...one }), eventId(1, { ...base, ...other })];
      if (one.occurredAt < other.occurredAt) expect(first < second).toBe(true);
      expect(first >= firstIdAt(one.occurredAt)).toBe(true);
      expect(first < firstIdAt(new Date(one.occurredAt.getTime() + 1))).toBe(true);
    }),
  );
});
