import type { Db } from "@/lib/db/database";
import { defaultSettings } from "./defaults";
import type { Settings } from "./schema";
import { readSettings } from "./store";

/** The settings as this process knows them, for what is asked too often to read them each time. */
export type LiveSettings = {
  current(): Settings;
  /** Reads them now: for whoever has just saved. Never rejects; while the database is away the last ones hold. */
  refresh(): Promise<void>;
  stop(): void;
};

const usualMs = 2_000;

/**
 * Reads the settings every `everyMs`, so that what another process saved holds here within seconds. Until the first
 * reading the defaults hold.
 */
export function createLiveSettings(db: Db, everyMs = usualMs): LiveSettings {
  let settings = defaultSettings;
  let begun = 0;
  let taken = 0;

  async function refresh(): Promise<void> {
    begun += 1;
    const mine = begun;
    const read = await readSettings(db).catch(() => null);
    // A slow reading must not bring back what a later one has replaced.
    if (read === null || mine < taken) return;
    taken = mine;
    settings = read;
  }

  let isReading = false;
  const timer = setInterval(() => {
    if (isReading) return;
    isReading = true;
    void refresh().finally(() => {
      isReading = false;
    });
  }, everyMs);
  timer.unref();
  return { current: () => settings, refresh, stop: () => clearInterval(timer) };
}
