import type { LimitSettings } from "@/lib/limits/rate-limit";
import type { Settings } from "./schema";

type SavedName = Extract<keyof Settings, "rateLimitsEnabled" | Exclude<keyof LimitSettings, "enabled">>;

/** Which setting stands for which part of the configuration. */
export const savedNames: Record<keyof LimitSettings, SavedName> = {
  enabled: "rateLimitsEnabled",
  loginLimit: "loginLimit",
  loginPeriodSeconds: "loginPeriodSeconds",
  registerLimit: "registerLimit",
  registerPeriodSeconds: "registerPeriodSeconds",
  apiLimit: "apiLimit",
  apiPeriodSeconds: "apiPeriodSeconds",
};

type ConfiguredLimits = { limits: LimitSettings; given: readonly (keyof LimitSettings)[] };

/**
 * The limits that hold: what the operator wrote into the configuration, then what an administrator saved, then the
 * configuration's default. So whoever has the machine can always undo what was saved.
 */
export function effectiveLimits({ limits, given }: ConfiguredLimits, saved: Pick<Settings, SavedName>): LimitSettings {
  const choose = <Name extends keyof LimitSettings>(name: Name): LimitSettings[Name] => {
    const value = saved[savedNames[name]] as LimitSettings[Name] | null;
    return value === null || given.includes(name) ? limits[name] : value;
  };
  return {
    enabled: choose("enabled"),
    loginLimit: choose("loginLimit"),
    loginPeriodSeconds: choose("loginPeriodSeconds"),
    registerLimit: choose("registerLimit"),
    registerPeriodSeconds: choose("registerPeriodSeconds"),
    apiLimit: choose("apiLimit"),
    apiPeriodSeconds: choose("apiPeriodSeconds"),
  };
}
