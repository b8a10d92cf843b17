import {
  CircleDot,
  Lock,
  LockOpen,
  LogIn,
  LogOut,
  type LucideIcon,
  Moon,
  Plug,
  Power,
  PowerOff,
  ShieldAlert,
  Sun,
  Unplug,
} from "lucide-react";
import { cn } from "@/components/ui/cn";
import type { EventKind } from "@/lib/events/event";
import { kindWord } from "./kind-words";

/** Kinds that share a colour, and a bar of the chart. */
export const kindGroups = [
  { id: "sign-in", label: "Sign-in", kinds: ["sign_in"] },
  { id: "sign-out", label: "Sign-out", kinds: ["sign_out"] },
  { id: "lock", label: "Lock", kinds: ["lock"] },
  { id: "unlock", label: "Unlock", kinds: ["unlock"] },
  { id: "session", label: "Remote session", kinds: ["disconnect", "reconnect"] },
  { id: "computer", label: "Computer", kinds: ["boot", "shutdown", "sleep", "wake"] },
  { id: "failed", label: "Failed sign-in", kinds: ["failed"] },
  { id: "other", label: "Other", kinds: ["other"] },
] as const satisfies readonly { id: string; label: string; kinds: readonly EventKind[] }[];

export type KindGroup = (typeof kindGroups)[number]["id"];

const looks: Record<EventKind, { icon: LucideIcon; tone: string }> = {
  sign_in: { icon: LogIn, tone: "text-kind-sign-in" },
  sign_out: { icon: LogOut, tone: "text-kind-sign-out" },
  lock: { icon: Lock, tone: "text-kind-lock" },
  unlock: { icon: LockOpen, tone: "text-kind-unlock" },
  disconnect: { icon: Unplug, tone: "text-kind-session" },
  reconnect: { icon: Plug, tone: "text-kind-session" },
  failed: { icon: ShieldAlert, tone: "text-kind-failed" },
  boot: { icon: Power, tone: "text-kind-computer" },
  shutdown: { icon: PowerOff, tone: "text-kind-computer" },
  sleep: { icon: Moon, tone: "text-kind-computer" },
  wake: { icon: Sun, tone: "text-kind-computer" },
  other: { icon: CircleDot, tone: "text-kind-other" },
};

/** Icon, colour and word of a kind. */
export function KindMark({ kind, eventType, className }: { kind: EventKind; eventType?: string; className?: string }) {
  const { icon: Icon, tone } = looks[kind];
  const word = kindWord(kind, eventType);
  return (
    <span
      className={cn("inline-flex min-w-0 max-w-full items-center gap-1.5 align-bottom", className)}
      title={eventType ?? word}
    >
      <Icon className={cn("size-3.5 shrink-0", tone)} aria-hidden="true" />
      <bdi className="truncate">{word}</bdi>
    </span>
  );
}
