import fc from "fast-check";
import { eventKinds } from "@/lib/events/event";
import { kindOfType } from "@/lib/events/kinds";
import { eventLabels, eventTones } from "@/lib/events/labels";
import { isNoisePerson } from "@/lib/events/noise";
import { normalise } from "@/lib/events/normalise";

const now = new Date("2025-06-01T12:00:00Z");
const sent = (more: Record<string, unknown> = {}) => ({
  EventType: "Logon",
  UserName: "ana",
  ComputerName: "WS-01",
  Timestamp: "2025-05-25T14:30:00Z",
  ...more,
});

function eventOf(more: Record<string, unknown>) {
  const read = normalise(sent(more), now);
  if (!read.ok) throw new Error(read.message);
  return read.event;
}

function messageOf(item: unknown): string | null {
  const read = normalise(item, now);
  return read.ok ? null : read.message;
}

test.each(["EventType", "UserName", "ComputerName"])("%s must be text of its length", (field) => {
  const limit = { EventType: 64, UserName: 256, ComputerName: 255 }[field] ?? 0;
  const message = (value: unknown) => messageOf(sent({ [field]: value }));
  expect(message(undefined)).toBe(`${field} is required`);
  expect(message(null)).toBe(`${field} is required`);
  for (const value of [7, true, [], {}, ["a"]]) expect(message(value)).toBe(`${field} must be text`);
  for (const value of ["", "  ", "\u3000"]) expect(message(value)).toBe(`${field} must not be empty`);
  for (const value of ["a\u0000", "\ta", "a\u0085", "a\u007f"]) {
    expect(message(value)).toBe(`${field} must not contain control characters`);
  }
  for (const value of ["\ud800", "a\udc00b"]) expect(message(value)).toBe(`${field} must be well-formed Unicode`);
  expect(message("x".repeat(limit))).toBeNull();
  expect(message("x".repeat(limit + 1))).toBe(`${field} must not be longer than ${limit} characters`);
});

test("a name that folding makes too long is refused", () => {
  expect(messageOf(sent({ UserName: "\ufdfa".repeat(15) }))).toBe("UserName must not be longer than 256 characters");
  expect(messageOf(sent({ ComputerName: "\ufdfa".repeat(15) }))).toBe(
    "ComputerName must not be longer than 255 characters",
  );
  expect(eventOf({ UserName: "\ufdfa".repeat(14) }).person.length).toBeLessThanOrEqual(256);
});

test.each([
  ["CORP\\John", "john", "CORP"],
  ["john@corp.example", "john", "corp.example"],
  ["a@b@c", "a@b", "c"],
  ["CORP\\a@b", "a@b", "CORP"],
  [".\\local", "local", "."],
  ["john", "john", null],
  ["CORP\\", "corp\\", null],
  ["\\john", "\\john", null],
  ["@john", "@john", null],
  ["john@", "john@", null],
  ["CORP\\ ", "corp\\", null],
  [" @x", "@x", null],
])("%p is the person %p of the domain %p", (UserName, person, domain) => {
  expect(eventOf({ UserName })).toMatchObject({ person, domain, userName: UserName.trim() });
});

test.each(["boot", "Shutdown", "sleep", "resume", "heartbeat"])(
  "%s needs no user, but a wrong one is wrong",
  (EventType) => {
    for (const UserName of [undefined, null, "", "  "]) {
      expect(eventOf({ EventType, UserName })).toMatchObject({ person: "", userName: "", domain: null });
    }
    expect(eventOf({ EventType, UserName: "SYSTEM" }).person).toBe("system");
    expect(messageOf(sent({ EventType, UserName: 7 }))).toBe("UserName must be text");
  },
);

test("the timestamp is required text in a known form", () => {
  expect(messageOf(sent({ Timestamp: undefined }))).toBe("Timestamp is required");
  expect(messageOf(sent({ Timestamp: null }))).toBe("Timestamp is required");
  expect(messageOf(sent({ Timestamp: 1748183400 }))).toBe("Timestamp must be text");
  const rule = "(Timestamp must be RFC 3339, such as 2025-05-25T14:30:00Z)";
  expect(messageOf(sent({ Timestamp: "soon" }))).toBe(`Could not parse timestamp: soon ${rule}`);
  expect(messageOf(sent({ Timestamp: "x".repeat(5000) }))).toBe(
    `Could not parse timestamp: ${"x".repeat(64)}… ${rule}`,
  );
});

test.each([
  [0, 0],
  [-0, 0],
  [3, 3],
  [2_147_483_647, 2_147_483_647],
  [2_147_483_648, 0],
  [-1, 0],
  [1.5, 0],
  [Number.POSITIVE_INFINITY, 0],
  [true, 1],
  [false, 0],
  ["1", 0],
  [null, 0],
  [undefined, 0],
  [[], 0],
])("retry %p counts as %p", (retry, count) => expect(Object.is(eventOf({ retry }).retry, count)).toBe(true));

test.each([
  ["192.168.1.1", "192.168.1.1"],
  [" 10.0.0.1 ", "10.0.0.1"],
  ["2001:DB8:0:0::1", "2001:db8::1"],
  ["fe80::1%12", "fe80::1"],
  ["::ffff:10.0.0.1", "10.0.0.1"],
  ["010.0.0.1", null],
  ["10.1", null],
  ["256.1.1.1", null],
  ["1.2.3.4/24", null],
  ["not-an-ip", null],
  ["", null],
  [["1.1.1.1"], null],
  [1, null],
])("the address %p is kept as %p", (address, kept) => {
  expect(eventOf({ LocalIP: address, PublicIP: address })).toMatchObject({ localIp: kept, publicIp: kept });
  expect(eventOf({ IPAddress: address }).localIp).toBe(kept);
});

test("LocalIP is preferred, IPAddress steps in for one that is none", () => {
  expect(eventOf({ LocalIP: "10.0.0.1", IPAddress: "10.0.0.2" }).localIp).toBe("10.0.0.1");
  expect(eventOf({ LocalIP: "x", IPAddress: "10.0.0.2" }).localIp).toBe("10.0.0.2");
});

test("extras are kept when well-formed and never cost the event", () => {
  const extras = { BootId: " b ", WindowsSession: 2, LogonType: 10, SubStatus: 3221225578, RecordId: 12, Sequence: 5 };
  expect(eventOf({ ...extras, SentAt: "2025-05-25T14:31:00Z" })).toMatchObject({
    bootId: "b",
    windowsSession: 2,
    logonType: 10,
    subStatus: "0xC000006A",
    recordId: "12",
    sequence: 5,
    sentAt: new Date("2025-05-25T14:31:00Z"),
  });
  const names = [...Object.keys(extras), "SentAt"];
  for (const bad of [null, {}, [], "\u0000", "x".repeat(65), -1, 1.5, 1e300, true, ""]) {
    expect(eventOf(Object.fromEntries(names.map((name) => [name, bad])))).toMatchObject({
      bootId: null,
      windowsSession: null,
      logonType: null,
      subStatus: null,
      recordId: null,
      sequence: null,
      sentAt: null,
    });
  }
  expect(eventOf({ RecordId: "0018446744073709551615" }).recordId).toBeNull();
  expect(eventOf({ RecordId: "00184467440737095516" }).recordId).toBe("184467440737095516");
  expect(eventOf({ RecordId: "000" }).recordId).toBe("0");
  expect(eventOf({ SubStatus: "0xc0" }).subStatus).toBe("0xc0");
});

const spellings = {
  sign_in: ["Sign-In", "signin", "LOGIN", "Log On", "log_on", "ｌｏｇｏｎ"],
  sign_out: ["Sign-Out", "Logout", "Logoff", "SIGNOUT"],
  lock: ["Lock"],
  unlock: ["unlock", "Un-Lock"],
  disconnect: ["Disconnect", "Session Disconnect"],
  reconnect: ["Reconnect", "session_reconnect"],
  failed: ["Failed", "Failed Login", "failed-logon", "LoginFailed", "logon_failed", "SignInFailed"],
  boot: ["Boot", "Startup"],
  shutdown: ["Shut Down"],
  sleep: ["Sleep", "Suspend"],
  wake: ["wake", "Resume"],
  heartbeat: ["Heartbeat", "heart-beat"],
  other: ["Test", "0", "Locked", "signin2", "-", "constructor", "__proto__"],
};

test.each(Object.entries(spellings))("%s is known by its spellings", (kind, words) => {
  for (const word of words) expect([word, kindOfType(word)]).toEqual([word, kind]);
  expect(eventOf({ EventType: words[0] })).toMatchObject({ kind, eventType: words[0] });
});

test("no item whatever makes it throw", () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), fc.anything(), (item, value) => {
      expect(typeof normalise(item, now).ok).toBe("boolean");
      expect(typeof normalise(sent({ retry: value, LocalIP: value, BootId: value, SentAt: value }), now).ok).toBe(
        "boolean",
      );
    }),
  );
  expect(messageOf(7)).toBe("Event must be a JSON object");
  expect(messageOf(null)).toBe("Event must be a JSON object");
  expect(messageOf([])).toBe("Event must be a JSON object");
});

test("what is accepted fits its columns and compares as itself", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary", maxLength: 300 }),
      fc.string({ unit: "grapheme", maxLength: 300 }),
      (one, other) => {
        const read = normalise(sent({ UserName: one, ComputerName: other }), now);
        if (!read.ok) return;
        const { person, userName, computer, computerName, domain } = read.event;
        for (const text of [person, userName, domain ?? "x"]) expect(text.length).toBeLessThanOrEqual(256);
        for (const text of [computer, computerName]) expect(text.length).toBeLessThanOrEqual(255);
        expect([userName, computerName]).toEqual([one.trim(), other.trim()]);
        expect(person).not.toBe("");
      },
    ),
  );
});

test.each([
  ["ws-01$", true],
  ["dwm-1", true],
  ["umfd-12", true],
  ["anonymous logon", true],
  ["system", true],
  ["local service", true],
  ["network service", true],
  ["-", true],
  ["", true],
  ["dwm-x", false],
  ["systema", false],
  ["$ana", false],
  ["ana", false],
])("%p is a noise person: %p", (person, noise) => expect(isNoisePerson(person)).toBe(noise));

test("every kind has a label of its own, an icon of its own and a known tone", () => {
  const labels = eventKinds.map((kind) => eventLabels[kind]);
  expect(new Set(labels.map(({ label }) => label)).size).toBe(eventKinds.length);
  expect(new Set(labels.map(({ icon }) => icon)).size).toBe(eventKinds.length);
  for (const { tone } of labels) expect(eventTones).toContain(tone);
});
