import type { EventKind } from "./event";

export const eventTones = ["positive", "neutral", "caution", "negative", "muted"] as const;
export type EventTone = (typeof eventTones)[number];

/** `icon` is the name of a Lucide icon. A kind is always shown by icon, colour and word together. */
export type EventLabel = { label: string; tone: EventTone; icon: string };

export const eventLabels: Readonly<Record<EventKind, EventLabel>> = {
  sign_in: { label: "Sign-in", tone: "positive", icon: "log-in" },
  sign_out: { label: "Sign-out", tone: "neutral", icon: "log-out" },
  lock: { label: "Lock", tone: "caution", icon: "lock" },
  unlock: { label: "Unlock", tone: "positive", icon: "lock-open" },
  disconnect: { label: "Disconnect", tone: "caution", icon: "unplug" },
  reconnect: { label: "Reconnect", tone: "positive", icon: "plug" },
  failed: { label: "Failed sign-in", tone: "negative", icon: "shield-alert" },
  boot: { label: "Boot", tone: "muted", icon: "power" },
  shutdown: { label: "Shutdown", tone: "muted", icon: "power-off" },
  sleep: { label: "Sleep", tone: "muted", icon: "moon" },
  wake: { label: "Wake", tone: "muted", icon: "sunrise" },
  other: { label: "Other", tone: "muted", icon: "circle-help" },
};
