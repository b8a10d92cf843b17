import type { SettingsView } from "@/lib/portal/installation/settings-page";
import { logLevels, type Settings, type SettingsGroup, settingsWords } from "@/lib/settings/schema";
import type { Field, FieldRow } from "./field";

type Name = keyof Settings;

const policyWords: Record<Settings["mfaPolicy"], string> = {
  optional: "Optional: everybody decides for themselves",
  administrators: "Required of administrators",
  everyone: "Required of everyone",
};

function optionsOf<Value extends string>(words: Record<Value, string>): { value: Value; label: string }[] {
  return (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));
}

/** Every zone the runtime knows, and the one that is set, which may go by an older name. */
function zoneOptions(current: string): { value: string; label: string }[] {
  const names = new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), current]);
  return [...names].map((value) => ({ value, label: value.replaceAll("_", " ") }));
}

/** The fields of each group with their values, in the order of the page. */
export function groupRows({ settings, locked, configured }: SettingsView): Record<SettingsGroup, FieldRow[]> {
  const face = (name: Name) => ({
    name,
    ...settingsWords[name],
    ...(locked[name] === undefined ? {} : { locked: locked[name] }),
  });
  const textOf = (name: Name): string => (settings[name] === null ? "" : String(settings[name]));
  const check = (name: Name): Field => ({ ...face(name), kind: "check", value: settings[name] === true });
  const number = (name: Name, min: number, max: number): Field => ({
    ...face(name),
    kind: "number",
    value: textOf(name),
    min,
    max,
    ...(configured[name] === undefined ? {} : { placeholder: configured[name] }),
  });
  const choice = (name: Name, options: readonly { value: string; label: string }[], value = textOf(name)): Field => ({
    ...face(name),
    kind: "choice",
    value,
    options,
  });
  const { rateLimitsEnabled } = settings;
  const onOff = optionsOf({ "": `As the configuration says: ${configured.rateLimitsEnabled}`, on: "On", off: "Off" });
  return {
    registration: [[check("allowRegistration")], [check("restrictEmailDomains")]],
    secondFactor: [[choice("mfaPolicy", optionsOf(policyWords))]],
    passwords: [
      [number("passwordMinLength", 8, 128)],
      [check("passwordRequireNumbersCase"), check("passwordRequireSpecial")],
      [
        {
          ...face("passwordSpecialCharacters"),
          kind: "text",
          value: settings.passwordSpecialCharacters,
          maxLength: 64,
        },
      ],
    ],
    sessions: [
      [number("sessionIdleMinutes", 5, 1440), number("sessionHours", 1, 168)],
      [number("rememberDays", 1, 30)],
    ],
    logging: [
      [
        choice(
          "logLevel",
          logLevels.map((value) => ({ value, label: value })),
        ),
      ],
    ],
    installation: [
      [choice("timeZone", zoneOptions(settings.timeZone))],
      [{ ...face("publicUrl"), kind: "address", value: settings.publicUrl ?? "" }],
    ],
    rateLimits: [
      [choice("rateLimitsEnabled", onOff, rateLimitsEnabled === null ? "" : rateLimitsEnabled ? "on" : "off")],
      [number("loginLimit", 0, 1_000_000), number("loginPeriodSeconds", 1, 86_400)],
      [number("registerLimit", 0, 1_000_000), number("registerPeriodSeconds", 1, 86_400)],
      [number("apiLimit", 0, 100_000_000), number("apiPeriodSeconds", 1, 86_400)],
    ],
  };
}
