import type { EventKind } from "@/lib/events/event";
import { eventLabels } from "@/lib/events/labels";

/** An `other` event is called what its agent called it; every other kind has one word, whatever was sent. */
export function kindWord(kind: EventKind, eventType?: string): string {
  return kind === "other" && eventType ? eventType : eventLabels[kind].label;
}
