import { readInput } from "@/lib/portal/action-core";
import {
  durationText,
  generalForm,
  offeredTimeZones,
  sessionRulesForm,
  timeZoneForm,
  workingHoursForm,
} from "@/lib/portal/people/company-forms";

function form(fields: Record<string, string | string[]>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ companyId: "7", ...fields })) {
    for (const one of [value].flat()) data.append(name, one);
  }
  return data;
}

function faultsOf(work: () => unknown): Record<string, string> | undefined {
  try {
    work();
  } catch (error) {
    return (error as { fields?: Record<string, string> }).fields;
  }
  return undefined;
}

const hours = { hours: "set", workDays: ["1", "2"], workFrom: "09:00", workTo: "17:00" };

test.each([
  [hours, { workDays: "1,2", workFrom: "09:00", workTo: "17:00" }],
  [
    { ...hours, workDays: ["7", "1", "7"] },
    { workDays: "1,7", workFrom: "09:00", workTo: "17:00" },
  ],
  [
    { ...hours, workFrom: "22:00", workTo: "06:00" },
    { workDays: "1,2", workFrom: "22:00", workTo: "06:00" },
  ],
  [
    { ...hours, hours: "none" },
    { workDays: null, workFrom: null, workTo: null },
  ],
  [{ hours: "none" }, { workDays: null, workFrom: null, workTo: null }],
])("working hours %j are kept as %j", (fields, values) => {
  expect(readInput(workingHoursForm, form(fields))).toEqual({ companyId: 7, values });
});

test.each([
  [{ ...hours, workDays: [] }, { workDays: "at least one work day" }],
  [{ ...hours, workDays: ["8"] }, { workDays: expect.any(String) }],
  [{ ...hours, workTo: "09:00" }, { workTo: "not the same time as the start" }],
  [
    { ...hours, workFrom: "24:00", workTo: "" },
    { workFrom: "a time such as 09:00", workTo: "a time such as 09:00" },
  ],
  [{ ...hours, hours: "" }, { hours: "working hours or none" }],
  [{ ...hours, companyId: "1e3" }, { companyId: "a company's number" }],
])("working hours %j name what is wrong", (fields, faults) => {
  expect(faultsOf(() => readInput(workingHoursForm, form(fields)))).toEqual(faults);
});

const rules = { staleAfterMinutes: "15", maxOpenHours: "12", dedupeSeconds: "10" };

test("session rules are typed in minutes and hours, with a point or a comma", () => {
  const values = (fields: object) => readInput(sessionRulesForm, form({ ...rules, ...fields })).values;
  expect(values({})).toEqual({ staleAfterSeconds: 900, maxOpenSeconds: 43_200, dedupeSeconds: 10 });
  expect(values({ staleAfterMinutes: "7,5", maxOpenHours: " 1.5 " })).toMatchObject({
    staleAfterSeconds: 450,
    maxOpenSeconds: 5_400,
  });
});

test.each([
  [{ staleAfterMinutes: "4.9" }, { staleAfterMinutes: "from 5 to 120 minutes" }],
  [{ staleAfterMinutes: "120.1" }, { staleAfterMinutes: "from 5 to 120 minutes" }],
  [{ staleAfterMinutes: "-15" }, { staleAfterMinutes: "from 5 to 120 minutes" }],
  [{ maxOpenHours: "0.5" }, { maxOpenHours: "from 1 to 48 hours" }],
  [{ maxOpenHours: "49" }, { maxOpenHours: "from 1 to 48 hours" }],
  [{ maxOpenHours: "1e9" }, { maxOpenHours: "from 1 to 48 hours" }],
  [{ dedupeSeconds: "121" }, { dedupeSeconds: "a whole number of seconds from 0 to 120" }],
  [{ dedupeSeconds: "1.5" }, { dedupeSeconds: "a whole number of seconds from 0 to 120" }],
])("session rules %j name what is wrong", (fields, faults) => {
  expect(faultsOf(() => readInput(sessionRulesForm, form({ ...rules, ...fields })))).toEqual(faults);
});

test("every whole second that a rule may have survives being shown and typed again", () => {
  const wrong: number[] = [];
  for (let seconds = 3_600; seconds <= 172_800; seconds += 7) {
    const typed = { ...rules, maxOpenHours: durationText(seconds, 3_600) };
    if (readInput(sessionRulesForm, form(typed)).values.maxOpenSeconds !== seconds) wrong.push(seconds);
  }
  for (let seconds = 300; seconds <= 7_200; seconds += 1) {
    const typed = { ...rules, staleAfterMinutes: durationText(seconds, 60) };
    if (readInput(sessionRulesForm, form(typed)).values.staleAfterSeconds !== seconds) wrong.push(seconds);
  }
  expect(wrong).toEqual([]);
});

test.each([
  ["europe/london", "Europe/London"],
  [" utc ", "UTC"],
  ["Asia/Kolkata", "Asia/Kolkata"],
])("the zone %j is kept as %j", (typed, kept) => {
  expect(readInput(timeZoneForm, form({ timeZone: typed })).values).toEqual({ timeZone: kept });
});

test.each(["", "+02:00", "Europe/Nowhere", "x".repeat(65)])("%j is no zone", (timeZone) => {
  expect(faultsOf(() => readInput(timeZoneForm, form({ timeZone })))).toEqual({ timeZone: expect.any(String) });
});

test("offers every zone once, and each of them is accepted", () => {
  expect(new Set(offeredTimeZones).size).toBe(offeredTimeZones.length);
  expect(offeredTimeZones.length).toBeGreaterThan(300);
  for (const timeZone of offeredTimeZones) {
    expect(readInput(timeZoneForm, form({ timeZone })).values).toEqual({ timeZone });
  }
});

test("a description keeps its lines and refuses what cannot be seen", () => {
  const described = (description: string) =>
    readInput(generalForm, form({ name: "A", description })).values.description;
  expect(described(" one\r\ntwo\tthree ")).toBe("one\ntwo\tthree");
  for (const bad of ["a\u0000b", "a\u202eb", "a\u001bb"]) {
    expect(faultsOf(() => described(bad))).toEqual({ description: "no control or invisible characters" });
  }
  expect(faultsOf(() => described("x".repeat(1_001)))).toEqual({ description: "at most 1,000 characters" });
});
