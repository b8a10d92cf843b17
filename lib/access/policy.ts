import { type ActName, acts, type Cell, type Column } from "./acts";
import { type CompanyRank, type GlobalRole, rankIn, type Viewer, type ViewerMembership } from "./viewer";

/** Who acts. `companyIds`: the companies of the viewer's scope, all live ones for a GlobalAdmin. */
export type Actor = {
  viewer: Pick<Viewer, "userId" | "globalRole" | "memberships"> | null;
  companyIds: readonly number[];
};

/** The user acted on. `memberships` are those in live companies. */
export type TargetUser = { userId: number; globalRole: GlobalRole; memberships: readonly ViewerMembership[] };

export type Target = {
  companyId?: number;
  user?: TargetUser;
  /** The target is the last one who can do this job: the last active GlobalAdmin, or the last CompanyAdmin who leaves. */
  isLastOne?: boolean;
};

export type Verdict =
  /** `only: "own"`: the act is allowed on the viewer's own rows alone. */
  | { kind: "allow"; stepUp: boolean; only?: "own" }
  /** Adding somebody from outside the scope: an invitation is sent instead. */
  | { kind: "invite"; stepUp: boolean }
  | { kind: "deny"; code: "not_signed_in" | "forbidden" | "not_found" };

const height: Record<CompanyRank, number> = { none: 0, User: 1, CompanyAdmin: 2, Admin: 3, GlobalAdmin: 4 };

const forbidden: Verdict = { kind: "deny", code: "forbidden" };
const notFound: Verdict = { kind: "deny", code: "not_found" };

/** Ranks as columns, the best first. */
const columnsFromAbove: readonly Column[] = ["GlobalAdmin", "Admin", "CompanyAdmin", "User"];

function isAbove(viewer: NonNullable<Actor["viewer"]>, user: TargetUser, companyId: number): boolean {
  return height[rankIn(viewer, companyId)] > height[rankIn(user, companyId)];
}

/** The column of the table that holds for this viewer and target; without a company, the viewer's best anywhere. */
function columnOf(viewer: NonNullable<Actor["viewer"]>, companyId: number | undefined): Column {
  if (viewer.globalRole === "GlobalAdmin") return "GlobalAdmin";
  const ranks = (companyId === undefined ? viewer.memberships.map((entry) => entry.companyId) : [companyId]).map((id) =>
    rankIn(viewer, id),
  );
  return columnsFromAbove.find((column) => ranks.some((rank) => rank === column)) ?? "User";
}

/** R2 and R3: all companies of the target lie in the actor's, and the actor stands above it in each of them. */
function mayOnWholeAccount(actor: Actor, act: ActName, user: TargetUser): Verdict {
  const viewer = actor.viewer;
  if (!viewer) return { kind: "deny", code: "not_signed_in" };
  if (user.userId === viewer.userId) return forbidden;
  const inside = user.memberships.filter((entry) => actor.companyIds.includes(entry.companyId));
  if (viewer.globalRole === "GlobalAdmin") {
    return { kind: "allow", stepUp: acts[act].stepUp || user.globalRole === "GlobalAdmin" };
  }
  if (inside.length === 0) return notFound;
  if (inside.length < user.memberships.length || user.globalRole === "GlobalAdmin") return forbidden;
  const allAllowed = inside.every(
    ({ companyId }) => acts[act].cells[columnOf(viewer, companyId)] === "account" && isAbove(viewer, user, companyId),
  );
  return allAllowed ? { kind: "allow", stepUp: acts[act].stepUp } : forbidden;
}

/** R3 for acts on a member of one company. */
function mayOnMember(actor: Actor, act: ActName, target: Target & { user: TargetUser; companyId: number }): Verdict {
  const { viewer } = actor;
  if (!viewer) return { kind: "deny", code: "not_signed_in" };
  const isMember = target.user.memberships.some((entry) => entry.companyId === target.companyId);
  if (!isMember) return notFound;
  if (viewer.globalRole === "GlobalAdmin") {
    if (target.user.userId === viewer.userId) return forbidden;
    return { kind: "allow", stepUp: acts[act].stepUp || target.user.globalRole === "GlobalAdmin" };
  }
  return isAbove(viewer, target.user, target.companyId) ? { kind: "allow", stepUp: acts[act].stepUp } : forbidden;
}

function mayAddExisting(actor: Actor, act: ActName, user: TargetUser): Verdict {
  const isInScope =
    user.memberships.length > 0 && user.memberships.every((entry) => actor.companyIds.includes(entry.companyId));
  return { kind: isInScope ? "allow" : "invite", stepUp: acts[act].stepUp };
}

function judge(actor: Actor, act: ActName, target: Target, cell: Cell): Verdict {
  const { viewer } = actor;
  const { stepUp, onMember } = acts[act];
  const isSelf = target.user !== undefined && target.user.userId === viewer?.userId;
  if (cell === "never") return forbidden;
  if (cell === "own") {
    if (target.user === undefined) return { kind: "allow", stepUp, only: "own" };
    return isSelf ? { kind: "allow", stepUp, only: "own" } : forbidden;
  }
  if (cell === "account" && !target.user) return { kind: "allow", stepUp };
  if (target.user === undefined) return { kind: "allow", stepUp };
  if (acts[act].onAccount) return mayOnWholeAccount(actor, act, target.user);
  if (cell === "whole") return mayAddExisting(actor, act, target.user);
  if (onMember && target.companyId !== undefined) {
    return mayOnMember(actor, act, { ...target, user: target.user, companyId: target.companyId });
  }
  return { kind: "allow", stepUp };
}

/**
 * May `actor` do `act` to `target`? The table of 5-access with its rules R1–R6. Outside the scope everything is
 * `not_found`, inside it `forbidden`. `stepUp` says that a fresh proof of the password is needed as well (R7).
 */
export function may(actor: Actor, act: ActName, target: Target = {}): Verdict {
  const { viewer } = actor;
  if (!viewer) {
    return acts[act].cells.anonymous === "all"
      ? { kind: "allow", stepUp: acts[act].stepUp }
      : { kind: "deny", code: "not_signed_in" };
  }
  if (target.companyId !== undefined && !actor.companyIds.includes(target.companyId)) return notFound;
  if (acts[act].onAccount && target.user && viewer.globalRole !== "GlobalAdmin") {
    const visible = target.user.memberships.some((entry) => actor.companyIds.includes(entry.companyId));
    if (!visible && target.user.userId !== viewer.userId) return notFound;
  }
  const verdict = judge(actor, act, target, acts[act].cells[columnOf(viewer, target.companyId)]);
  return verdict.kind !== "deny" && target.isLastOne && acts[act].sparesLastOne ? forbidden : verdict;
}

/** Could this viewer do the act on anything at all? For navigation, and before a form is read. */
export function mayAnywhere(actor: Actor, act: ActName): boolean {
  return may(actor, act).kind !== "deny";
}
