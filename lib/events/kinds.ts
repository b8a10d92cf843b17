import { fold } from "@/lib/fold";
import type { WireKind } from "./event";

const spellings: Record<Exclude<WireKind, "other">, readonly string[]> = {
  sign_in: ["signin", "login", "logon"],
  sign_out: ["signout", "logout", "logoff"],
  lock: ["lock"],
  unlock: ["unlock"],
  disconnect: ["disconnect", "sessiondisconnect"],
  reconnect: ["reconnect", "sessionreconnect"],
  failed: ["failed", "failedlogin", "failedlogon", "loginfailed", "logonfailed", "signinfailed"],
  boot: ["boot", "startup"],
  shutdown: ["shutdown"],
  sleep: ["sleep", "suspend"],
  wake: ["wake", "resume"],
  heartbeat: ["heartbeat"],
};

const kindOfSpelling = new Map<string, WireKind>(
  Object.entries(spellings).flatMap(([kind, words]) => words.map((word) => [word, kind as WireKind] as const)),
);

/** What an agent's event type means (3-wire, kinds): letter case, spaces, `-` and `_` do not count. */
export function kindOfType(eventType: string): WireKind {
  return kindOfSpelling.get(fold(eventType).replace(/[\s_-]+/g, "")) ?? "other";
}

const aboutTheComputer = new Set<WireKind>(["boot", "shutdown", "sleep", "wake", "heartbeat"]);

/** True where nobody need be named: the event is about the computer. */
export function mayLackUser(kind: WireKind): boolean {
  return aboutTheComputer.has(kind);
}
