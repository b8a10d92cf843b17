import fc from "fast-check";
import { defaultSettings } from "@/lib/settings/defaults";
import { readableDomain } from "@/lib/settings/domain-name";
import {
  allowedDomain,
  foldDomain,
  groupWords,
  type Settings,
  settingsGroups,
  settingsWords,
} from "@/lib/settings/schema";

const { installation, passwords, sessions } = settingsGroups;

test("every setting is in exactly one group, has words and a default that its group accepts", () => {
  const names = Object.values(settingsGroups).flatMap((group) => Object.keys(group.shape));
  expect(new Set(names).size).toBe(names.length);
  expect(names.sort()).toEqual(Object.keys(settingsWords).sort());
  expect(names).toEqual(Object.keys(defaultSettings).sort());
  for (const group of Object.values(settingsGroups)) {
    const values = Object.keys(group.shape).map((name) => [name, defaultSettings[name as keyof Settings]]);
    expect(group.parse(Object.fromEntries(values))).toEqual(Object.fromEntries(values));
  }
});

test("every group and every setting is explained, each label once", () => {
  expect(Object.keys(groupWords).sort()).toEqual(Object.keys(settingsGroups).sort());
  const words = [...Object.values(groupWords), ...Object.values(settingsWords)];
  for (const { explanation } of words) expect(explanation).toMatch(/^[A-Z].*\.$/);
  for (const group of Object.values(settingsGroups)) {
    const labels = Object.keys(group.shape).map((name) => settingsWords[name as keyof Settings].label);
    expect(new Set(labels).size).toBe(labels.length);
  }
});

test("a group refuses a field of another", () => {
  const registration = { allowRegistration: true, restrictEmailDomains: false };
  expect(settingsGroups.registration.safeParse({ ...registration, logLevel: "DEBUG" }).success).toBe(false);
});

describe("password rules", () => {
  const whole = {
    passwordMinLength: 12,
    passwordRequireNumbersCase: true,
    passwordRequireSpecial: true,
    passwordSpecialCharacters: "!#",
  };

  test.each([8, 12, 128])("shortest password may be %d", (passwordMinLength) => {
    expect(passwords.safeParse({ ...whole, passwordMinLength }).success).toBe(true);
  });

  test.each([7, 129, 12.5, "12", Number.NaN])("shortest password may not be %p", (passwordMinLength) => {
    const parsed = passwords.safeParse({ ...whole, passwordMinLength });
    expect(parsed.error?.issues[0]?.message).toBe("a whole number from 8 to 128");
  });

  test.each(["", "ab", "1", "! ", "!!", "é", "!".padEnd(70, "#")])("special characters may not be %j", (text) => {
    expect(passwords.safeParse({ ...whole, passwordSpecialCharacters: text }).success).toBe(false);
  });
});

test("an idle time longer than a session is refused at its field", () => {
  const parsed = sessions.safeParse({ sessionIdleMinutes: 90, sessionHours: 1, rememberDays: 30 });
  expect(parsed.error?.issues[0]?.path).toEqual(["sessionIdleMinutes"]);
  expect(sessions.safeParse({ sessionIdleMinutes: 60, sessionHours: 1, rememberDays: 30 }).success).toBe(true);
});

describe("public address", () => {
  const parse = (publicUrl: unknown) => installation.safeParse({ timeZone: "UTC", publicUrl });

  test.each([
    ["https://Monitor.Example.com/", "https://monitor.example.com"],
    [" http://10.0.0.5:8000 ", "http://10.0.0.5:8000"],
    ["https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443"],
    [null, null],
  ])("%j is kept as %j", (typed, kept) => {
    expect(parse(typed).data?.publicUrl).toBe(kept);
  });

  test.each([
    "monitor.example.com",
    "ftp://example.com",
    "javascript:alert(1)",
    "https://user@example.com",
    "https://example.com/portal",
    "https://example.com?x=1",
    "https://",
    "https://exa mple.com",
    "",
  ])("%j is refused", (typed) => {
    expect(parse(typed).success).toBe(false);
  });
});

test("time zones are those the runtime knows", () => {
  expect(installation.safeParse({ timeZone: "Africa/Cairo", publicUrl: null }).success).toBe(true);
  expect(installation.safeParse({ timeZone: "Mars/Olympus", publicUrl: null }).success).toBe(false);
});

describe("allowed domains", () => {
  test("are kept in lower case", () => {
    expect(allowedDomain.parse(" Example.COM ")).toBe("example.com");
  });

  test.each([
    "example",
    "@example.com",
    "a b.com",
    "-a.com",
    "a..com",
    "10.0.0.10",
    "0x7f.12",
    "example.com/x",
    "u:p@example.com",
    "a%2eb.com",
    "example.com:80",
    `${"a".repeat(64)}.com`,
    "",
  ])("%j is none", (typed) => {
    expect(allowedDomain.safeParse(typed).success).toBe(false);
  });

  test.each([
    ["Bücher.example", "xn--bcher-kva.example"],
    ["bu\u0308cher.EXAMPLE", "xn--bcher-kva.example"],
    ["ｅｘａｍｐｌｅ．ｃｏｍ", "example.com"],
    ["xn--bcher-kva.example", "xn--bcher-kva.example"],
    ["例え.テスト", "xn--r8jz45g.xn--zckzah"],
    ["example.com.", "example.com"],
    ["faß.example", "xn--fa-hia.example"],
  ])("%s is kept as %s", (typed, kept) => {
    expect(allowedDomain.parse(typed)).toBe(kept);
  });

  test("folding what is folded changes nothing, whatever was typed, and nothing throws", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "grapheme" }), fc.domain()), (text) => {
        const folded = foldDomain(text);
        if (folded !== null) expect(foldDomain(folded)).toBe(folded);
      }),
    );
  });

  test("people read them in their own alphabet", () => {
    expect(readableDomain("xn--bcher-kva.example")).toBe("bücher.example");
    expect(readableDomain("example.com")).toBe("example.com");
    expect(readableDomain("xn--zzzzzzz.example")).toMatch(/example$/);
  });
});

describe("rate limits", () => {
  const none = Object.fromEntries(Object.keys(settingsGroups.rateLimits.shape).map((name) => [name, null]));
  const parse = (change: Record<string, unknown>) => settingsGroups.rateLimits.safeParse({ ...none, ...change });

  test.each([{}, { loginLimit: 0 }, { apiLimit: 100_000_000 }, { rateLimitsEnabled: false }, { apiPeriodSeconds: 1 }])(
    "%j can be saved",
    (change) => {
      expect(parse(change).success).toBe(true);
    },
  );

  test.each([
    { loginLimit: -1 },
    { loginPeriodSeconds: 0 },
    { registerLimit: 1.5 },
    { apiLimit: "60" },
    { apiPeriodSeconds: 86_401 },
  ])("%j cannot", (change) => {
    expect(parse(change).error?.issues[0]?.path).toEqual(Object.keys(change));
  });
});
