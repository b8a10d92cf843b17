import fc from "fast-check";
import { type AuditEntry, factsOf, noiseKeyOf } from "@/lib/audit/entry";
import { storableText } from "@/lib/audit/storable-text";

const entry: AuditEntry = {
  at: new Date("2026-03-01T12:00:30.000Z"),
  actor: { kind: "anonymous", name: "mallory" },
  ip: "203.0.113.7",
  action: "sign-in failed",
  outcome: "failed",
};

describe("text of an audit row", () => {
  test("loses NUL, keeps other control characters", () => {
    expect(storableText("a\0b\r\nc\u001b[31m", 64)).toBe("ab\r\nc\u001b[31m");
  });

  test("is cut at a code point, never inside one", () => {
    expect(storableText(`${"a".repeat(3)}😀😀`, 5)).toBe("aaa😀");
    expect(storableText(`${"a".repeat(4)}😀😀`, 5)).toBe("aaaa");
  });

  test("fits its column and survives UTF-8, whatever it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), fc.integer({ min: 1, max: 60 }), (text, max) => {
        const stored = storableText(text, max);
        expect(stored.length).toBeLessThanOrEqual(max);
        expect(Buffer.from(stored, "utf8").toString("utf8")).toBe(stored);
        expect(stored).not.toContain("\0");
      }),
    );
  });

  test("a lone surrogate becomes the replacement character", () => {
    expect(storableText("a\ud800b", 10)).toBe("a\ufffdb");
  });
});

describe("facts of an entry", () => {
  test("cut to the columns, absent things null", () => {
    const facts = factsOf({
      ...entry,
      actor: { kind: "user", id: 7, name: "n".repeat(300) },
      target: { kind: "user", id: 9, label: "l".repeat(300) },
    });
    expect(facts.actorName).toHaveLength(256);
    expect(facts.targetLabel).toHaveLength(256);
    expect(facts).toMatchObject({
      actorId: 7,
      targetId: "9",
      companyId: null,
      outcome: "failed",
      changes: "",
      count: 1,
    });
  });

  test("secrets are stripped even if the caller forgot", () => {
    const facts = factsOf({ ...entry, changes: { password: ["hunter2hunter2", "hunter3hunter3"], name: ["a", "b"] } });
    expect(facts.changes).not.toContain("hunter");
    expect(JSON.parse(facts.changes)).toMatchObject({ name: ["a", "b"] });
  });
});

describe("noise", () => {
  const keyOf = (change: Partial<AuditEntry>) => noiseKeyOf(factsOf({ ...entry, ...change }));

  test("same account, address and minute are one row", () => {
    expect(keyOf({ at: new Date("2026-03-01T12:00:59.999Z") })).toBe(keyOf({}));
  });

  test("addresses of one IPv6 /64 are one row, of two are two", () => {
    expect(keyOf({ ip: "2001:db8::1" })).toBe(keyOf({ ip: "2001:db8::ffff:1" }));
    expect(keyOf({ ip: "2001:db8::1" })).not.toBe(keyOf({ ip: "2001:db8:0:1::1" }));
  });

  test.each<[string, Partial<AuditEntry>]>([
    ["minute", { at: new Date("2026-03-01T12:01:00.000Z") }],
    ["account", { actor: { kind: "anonymous", name: "mallory2" } }],
    ["address", { ip: "203.0.113.8" }],
    ["absent address", { ip: null }],
    ["act", { action: "denied" }],
    ["outcome", { outcome: "denied" }],
    ["company", { companyId: 3 }],
  ])("another %s is another row", (_, change) => {
    expect(keyOf(change)).not.toBe(keyOf({}));
  });
});
