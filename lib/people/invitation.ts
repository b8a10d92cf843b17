import { type Actor, may } from "@/lib/access/policy";
import type { CompanyRole } from "@/lib/access/viewer";

/** How long a link can be used (5-access, one-time links). */
export const invitationHours = 72;

/** More open ones than a company ever needs, so that nobody fills the table with them. */
export const mostInvitations = 500;

/** `void`: whoever invited may not do so any more; a new link makes it somebody else's invitation. */
export type InvitationState = "open" | "expired" | "void";

/** An invitation as the administrators of its company see it: the same whether or not the e-mail has an account. */
export type Invitation = {
  id: number;
  email: string;
  role: CompanyRole;
  invitedBy: string | null;
  createdAt: Date;
  expiresAt: Date;
  state: InvitationState;
};

export type NewInvitation = {
  companyId: number;
  email: string;
  role: CompanyRole;
  username: string | null;
  tokenHash: string;
  createdBy: number;
};

/** Could the inviter, as they stand now, still bring somebody into the company with that role? */
export function isInviterEntitled(inviter: Actor | null, companyId: number, role: CompanyRole): boolean {
  if (!inviter) return false;
  const act = role === "CompanyAdmin" ? "members.create_admin" : "members.create_user";
  return may(inviter, act, { companyId }).kind === "allow";
}
