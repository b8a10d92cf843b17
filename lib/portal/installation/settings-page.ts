import { countSecondFactors, hasSecondFactor, type SecondFactorCount } from "@/lib/auth/mfa/second-factor-store";
import type { LimitSettings } from "@/lib/limits/rate-limit";
import { readableDomain } from "@/lib/settings/domain-name";
import { savedNames } from "@/lib/settings/rate-limits";
import type { Settings } from "@/lib/settings/schema";
import { listAllowedDomains, readFirstStartState, readSettings } from "@/lib/settings/store";
import { getRuntime, type Runtime } from "../runtime";
import { readFirstKey } from "../start/first-start";
import { requireViewer } from "../viewer";

export type SettingsView = {
  settings: Settings;
  /** Settings the configuration decides, with the value that holds instead of the saved one. */
  locked: Partial<Record<keyof Settings, string>>;
  /** What an empty field means: the configuration's value. */
  configured: Partial<Record<keyof Settings, string>>;
  domains: { id: number; domain: string; readable: string }[];
  secondFactors: Record<"administrators" | "everyone", SecondFactorCount>;
  viewerHasNone: boolean;
  /** How limits are counted: by each process alone, together in Redis, or alone because Redis is away. */
  counting: "alone" | "together" | "away";
  firstKey: { key: string; until: Date } | null;
};

type Installation = Pick<Runtime, "db" | "secret"> &
  Partial<Pick<Runtime, "sharedLimits">> & {
    config: Pick<Runtime["config"], "rateLimits" | "givenRateLimits" | "publicUrl">;
  };

const shown = (value: number | boolean): string =>
  typeof value === "boolean" ? (value ? "on" : "off") : String(value);

/** Everything the settings page shows, for whoever may see it. Nothing of it is a secret but the first API key. */
export async function readSettingsView(installation: Installation, userId: number, now: Date): Promise<SettingsView> {
  const { db, secret, config, sharedLimits = null } = installation;
  const [settings, domains, secondFactors, hasOne, key, state] = await Promise.all([
    readSettings(db),
    listAllowedDomains(db),
    countSecondFactors(db),
    hasSecondFactor(db, userId),
    readFirstKey(db, secret, now),
    readFirstStartState(db),
  ]);
  const names = Object.keys(savedNames) as (keyof LimitSettings)[];
  const limits = names.map((name) => [savedNames[name], shown(config.rateLimits[name]), name] as const);
  const given = limits.filter(([, , name]) => config.givenRateLimits.includes(name));
  return {
    settings,
    locked: {
      ...Object.fromEntries(given.map(([saved, value]) => [saved, value])),
      ...(config.publicUrl === null ? {} : { publicUrl: config.publicUrl }),
    },
    configured: Object.fromEntries(limits.map(([saved, value]) => [saved, value])),
    domains: domains.map((entry) => ({ ...entry, readable: readableDomain(entry.domain) })),
    secondFactors,
    viewerHasNone: !hasOne,
    counting: sharedLimits === null ? "alone" : sharedLimits.isThere() ? "together" : "away",
    firstKey: key !== null && state.firstKeyUntil !== null ? { key, until: state.firstKeyUntil } : null,
  };
}

/** For the page, which has asked the policy already; a second look costs nothing. */
export async function settingsView(now: Date): Promise<SettingsView | null> {
  const viewer = await requireViewer();
  return viewer.globalRole === "GlobalAdmin" ? readSettingsView(await getRuntime(), viewer.userId, now) : null;
}

/** After a save: what this process keeps of the settings is read anew, so that the change holds at once. */
export async function refreshSettings(): Promise<void> {
  await (await getRuntime()).settings.refresh();
}
