import { errorEntryOf, mergeEntries, withNumber, withoutSecretText } from "@/lib/audit/error-entry";

const at = new Date("2026-03-01T12:00:00.000Z");
const entryOf = (fields: Record<string, unknown>, message = "it failed") =>
  errorEntryOf({ level: "error", message, fields }, at);

test.each([
  ["Cookie: winauthmon=abc; theme=dark", "abc"],
  ['{"set-cookie":"__Host-winauthmon=abc"}', "abc"],
  ["authorization: Basic YWJjOmRlZg==", "YWJj"],
  ["sent Bearer abcdefgh.ijk", "abcdefgh"],
  ["password=hunter22&x=1", "hunter22"],
  ['"apiKey": "hunter22"', "hunter22"],
  ["X-API-Key: hunter22", "hunter22"],
  ["postgres://portal:hunter22@db:5432/x", "hunter22"],
  [`no such key ${"0f".repeat(32)}`, "0f0f"],
  ["link /join#Abc123defGHI456jklMNO789pqrSTU012vwxYZ345_-", "Abc123"],
])("%p gives nothing away", (text, secret) => {
  expect(withoutSecretText(text)).not.toContain(secret);
  const entry = entryOf({ err: { message: text, stack: `Error: ${text}\n    at x` }, note: text }, text);
  expect(JSON.stringify(entry)).not.toContain(secret);
});

test.each([
  "the token of this page is over",
  "user 7 has no password yet",
  "digest 2718281828",
  "request 0b0f7a52-6f0e-4a40-9f0e-0a5a5f1c2d3e",
  "at Object.handler (/srv/winauthmon/lib/portal/identity/password-change.ts:12:5)",
])("%p stays as it is", (text) => {
  expect(withoutSecretText(text)).toBe(text);
});

test("long and hard texts are cut and can be stored", () => {
  const long = `${"a\0b".repeat(20_000)}\ud800`;
  const entry = entryOf({ err: { stack: long }, errorId: "n".repeat(200), ip: "x".repeat(200), logger: long }, long);
  expect(entry.message.length).toBeLessThanOrEqual(4_000);
  expect(entry.stack?.length).toBeLessThanOrEqual(16_000);
  expect([entry.requestId?.length, entry.ip?.length, entry.logger.length]).toEqual([64, 45, 128]);
  expect(JSON.stringify(entry)).not.toContain("\\u0000");
  expect(entry.message.isWellFormed()).toBe(true);
});

test("a record without words is still an entry", () => {
  expect(entryOf({}, "").message).toBe("(no words)");
  expect(entryOf({ err: { message: "broken" } }, "").message).toBe("broken");
  expect(entryOf({ err: { message: "broken" } }, "a form failed").message).toBe("a form failed: broken");
  expect(entryOf({ err: "not even an error", n: 3 }).stack).toBe("n: 3");
});

test("the key tells faults apart by what they are, not by whom they met", () => {
  const key = (fields: Record<string, unknown>, message?: string) => entryOf(fields, message).dedupeKey;
  const stack = "Error: x\n    at a\n    at b";
  expect(key({ errorId: "1", userId: 1, ip: "::1", path: "/a" })).toBe(key({ errorId: "2" }));
  expect(key({ err: { stack } })).not.toBe(key({ err: { stack: stack.replace("at a", "at c") } }));
  expect(key({}, "a")).not.toBe(key({}, "b"));
});

test("numbers under which a fault was shown are kept, the last twenty", () => {
  const once = withNumber("Error\n    at a", "n1");
  expect(once).toBe("Error\n    at a\nAlso seen as: n1");
  expect(withNumber(once, "n2")).toBe("Error\n    at a\nAlso seen as: n1 n2");
  expect(withNumber(once, "n1")).toBe(once);
  const many = Array.from({ length: 30 }, (_, n) => `x${n}`).reduce(withNumber, "Error");
  expect(many.split(" ").at(-1)).toBe("x29");
  expect(many).not.toContain("x9 ");
  expect(withNumber(null, "n1")).toBe("\nAlso seen as: n1");
});

test("the same fault again is one entry that counts both", () => {
  const first = entryOf({ errorId: "a" });
  const again = { ...entryOf({ errorId: "b" }), lastAt: new Date(at.getTime() + 5) };
  expect(mergeEntries(first, again)).toMatchObject({ n: 2, at, lastAt: again.lastAt, requestId: "a" });
  expect(mergeEntries(first, again).stack).toContain("Also seen as: b");
});
