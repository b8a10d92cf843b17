import { readInput } from "@/lib/portal/action-core";
import { domainChoice, settingsForms } from "@/lib/portal/installation/settings-forms";
import { type SettingsGroup, settingsGroups } from "@/lib/settings/schema";

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

test("each form has the fields of its group and, but for a confirmation, no other", () => {
  for (const group of Object.keys(settingsGroups) as SettingsGroup[]) {
    const names = Object.keys(settingsForms[group].shape).filter((name) => name !== "confirmAddress");
    expect(names.sort()).toEqual(Object.keys(settingsGroups[group].shape).sort());
  }
});

test("a box that is not ticked is no, and fields of other groups are not looked at", () => {
  const form = formOf({ allowRegistration: "on", logLevel: "DEBUG" });
  expect(readInput(settingsForms.registration, form)).toEqual({ allowRegistration: true, restrictEmailDomains: false });
});

test("an empty limit is as the configuration says, an absent one stays as it is", () => {
  const form = formOf({ rateLimitsEnabled: "", loginLimit: " ", apiLimit: "0", apiPeriodSeconds: "90" });
  expect(readInput(settingsForms.rateLimits, form)).toEqual({
    rateLimitsEnabled: null,
    loginLimit: null,
    apiLimit: 0,
    apiPeriodSeconds: 90,
  });
});

test.each(["", "abc", "-1", "1e3", "0x10", "1.5", "9".repeat(20)])("%j is no number, and the group says so", (text) => {
  const input = readInput(
    settingsForms.sessions,
    formOf({ sessionIdleMinutes: text, sessionHours: "12", rememberDays: "30" }),
  );
  expect(settingsGroups.sessions.safeParse(input).error?.issues[0]?.message).toBe("a whole number from 5 to 1440");
});

test.each([
  ["an unknown policy", () => readInput(settingsForms.secondFactor, formOf({ mfaPolicy: "nobody" }))],
  ["a number too many", () => readInput(domainChoice, formOf({ id: "99999999999" }))],
  ["no number", () => readInput(domainChoice, formOf({ id: "x" }))],
  [
    "a field twice",
    () => {
      const form = formOf({ logLevel: "DEBUG" });
      form.append("logLevel", "ERROR");
      return readInput(settingsForms.logging, form);
    },
  ],
])("%s is refused at its field", (_, read) => {
  expect(read).toThrow(expect.objectContaining({ code: "invalid", fields: expect.any(Object) }));
});
