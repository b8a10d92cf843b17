import { type KeyState, keyStateOf } from "@/lib/agents/key-state";
import type { KeyOfSite } from "@/lib/agents/key-store";
import { lastDayOf } from "./key-changes";

export { silentSince } from "@/lib/agents/site-store";

/** A key as its page shows it. `lastDay` is what the form for changing it begins with. */
export type KeyView = KeyOfSite & { state: KeyState; lastDay: string };

export function keyView(key: KeyOfSite, now: Date, zone: string): KeyView {
  return { ...key, state: keyStateOf(key, now), lastDay: lastDayOf(key.expiresAt, zone) ?? "" };
}
