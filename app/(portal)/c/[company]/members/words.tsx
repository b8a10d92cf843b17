import { Ban, CircleCheck, Clock, ShieldCheck, ShieldOff } from "lucide-react";
import { StatusBadge } from "@/components/ui/status-badge";
import type { CompanyRole, GlobalRole } from "@/lib/access/viewer";
import type { MemberRank, UserState } from "@/lib/people/schema";

export const rankWords: Record<MemberRank, string> = {
  User: "User",
  CompanyAdmin: "Company administrator",
  Admin: "Administrator",
  GlobalAdmin: "Global administrator",
};

/** Someone with a role of the installation ranks by that, whatever their role in the company is. */
export function memberRank({ globalRole, role }: { globalRole: GlobalRole; role: CompanyRole }): MemberRank {
  return globalRole === "User" ? role : globalRole;
}

export const stateWords: Record<UserState, string> = {
  active: "Active",
  pending: "Waiting for approval",
  disabled: "Deactivated",
};

const stateLooks = {
  active: { tone: "ok", icon: CircleCheck },
  pending: { tone: "warning", icon: Clock },
  disabled: { tone: "neutral", icon: Ban },
} as const;

export function StateBadge({ state }: { state: UserState }) {
  return <StatusBadge {...stateLooks[state]}>{stateWords[state]}</StatusBadge>;
}

export function FactorBadge({ on }: { on: boolean }) {
  return on ? (
    <StatusBadge tone="ok" icon={ShieldCheck}>
      On
    </StatusBadge>
  ) : (
    <StatusBadge tone="neutral" icon={ShieldOff}>
      Off
    </StatusBadge>
  );
}
