import { Ban, CircleCheck, Clock, KeyRound, ShieldCheck, ShieldOff, Trash2 } from "lucide-react";
import { StatusBadge } from "@/components/ui/status-badge";
import type { CompanyRole, GlobalRole } from "@/lib/access/viewer";
import type { PortalUser } from "@/lib/portal/people/users/rights";

export const globalRoleWords: Record<GlobalRole, string> = {
  GlobalAdmin: "Global administrator",
  Admin: "Administrator",
  User: "User",
};

export const companyRoleWords: Record<CompanyRole, string> = {
  CompanyAdmin: "Company administrator",
  User: "User",
};

export const globalRoleHints: Record<GlobalRole, string> = {
  GlobalAdmin: "may do everything in every company",
  Admin: "administers every company they are a member of, and the users there",
  User: "what they may do is decided by each company's role",
};

export function StateBadge({ user }: { user: Pick<PortalUser, "state" | "deletedAt"> }) {
  if (user.deletedAt !== null) {
    return (
      <StatusBadge tone="danger" icon={Trash2}>
        Deleted
      </StatusBadge>
    );
  }
  if (user.state === "pending") {
    return (
      <StatusBadge tone="warning" icon={Clock}>
        Waiting for approval
      </StatusBadge>
    );
  }
  return user.state === "active" ? (
    <StatusBadge tone="ok" icon={CircleCheck}>
      Active
    </StatusBadge>
  ) : (
    <StatusBadge tone="neutral" icon={Ban}>
      Deactivated
    </StatusBadge>
  );
}

export function FactorBadge({ user }: { user: Pick<PortalUser, "mfaEnabled" | "mfaRequired"> }) {
  if (user.mfaEnabled) {
    return (
      <StatusBadge tone="ok" icon={ShieldCheck}>
        On
      </StatusBadge>
    );
  }
  return user.mfaRequired ? (
    <StatusBadge tone="warning" icon={KeyRound}>
      Required, not set up
    </StatusBadge>
  ) : (
    <StatusBadge tone="neutral" icon={ShieldOff}>
      Off
    </StatusBadge>
  );
}
