import { CircleCheck, CircleOff, CircleSlash, Clock3, HeartPulse, HelpCircle, TriangleAlert } from "lucide-react";
import { StatusBadge } from "@/components/ui/status-badge";
import type { KeyState } from "@/lib/agents/key-state";

const keyWords = {
  active: { tone: "ok", icon: CircleCheck, words: "Active" },
  ending: { tone: "warning", icon: Clock3, words: "Ends" },
  expired: { tone: "neutral", icon: CircleOff, words: "Expired" },
  disabled: { tone: "neutral", icon: CircleSlash, words: "Disabled" },
} as const;

export function KeyBadge({ state }: { state: KeyState }) {
  const { tone, icon, words } = keyWords[state];
  return (
    <StatusBadge tone={tone} icon={icon}>
      {words}
    </StatusBadge>
  );
}

/** `lastHeartbeatAt` null: agents may send events without heartbeats, which says nothing about silence. */
export function ComputerBadge({ lastHeartbeatAt, silentSince }: { lastHeartbeatAt: Date | null; silentSince: Date }) {
  if (lastHeartbeatAt === null) {
    return (
      <StatusBadge tone="neutral" icon={HelpCircle}>
        No heartbeat
      </StatusBadge>
    );
  }
  const isSilent = lastHeartbeatAt < silentSince;
  return (
    <StatusBadge tone={isSilent ? "danger" : "ok"} icon={isSilent ? TriangleAlert : HeartPulse}>
      {isSilent ? "Silent" : "Alive"}
    </StatusBadge>
  );
}
